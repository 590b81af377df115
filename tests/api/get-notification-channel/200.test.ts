import { describe, expect, it } from 'vitest';
import { channelsPath, createNotificationCaller } from '#tests/support/fixtures/notifications.ts';

describe('GET /notification/v1/channels/{channelId}', () => {
  it('wire 2.14: with the service, which one SDK needs, and a version that is a number', async () => {
    const caller = await createNotificationCaller();
    const channelId = await caller.createChannel();
    const answer = await caller.callAsClient('GET', `${channelsPath}/${channelId}`);
    expect([answer.status, answer.json]).toEqual([
      200,
      { channel: { channelId, maxEventsPerNotification: expect.any(Number), serviceName: 'MIM', channelType: 'HTTP', notificationContentType: 'application/json', notificationVersion: 1 } },
    ]);
  });
});
