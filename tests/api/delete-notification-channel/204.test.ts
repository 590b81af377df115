import { describe, expect, it } from 'vitest';
import { channelsPath, createNotificationCaller } from '#tests/support/fixtures/notifications.ts';

describe('DELETE /notification/v1/channels/{channelId}', () => {
  it('the channel is gone with its subscriptions, and another can be made', async () => {
    const caller = await createNotificationCaller();
    const channelId = await caller.createChannel();
    const { path } = await caller.createSubscription(channelId);
    const answer = await caller.callAsClient('DELETE', `${channelsPath}/${channelId}`);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await caller.call('GET', path)).status).toBe(404);
    const next = await caller.createChannel();
    expect(next).not.toBe(channelId);
    expect((await caller.callAsClient('DELETE', `${channelsPath}/${channelId}`)).status).toBe(404);
  });
});
