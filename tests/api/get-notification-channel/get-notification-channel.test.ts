import { describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { channelsPath, createNotificationCaller } from '#tests/support/fixtures/notifications.ts';

describe('GET /notification/v1/channels/{channelId}', () => {
  it('200: with the service, which one SDK needs, and a version that is a number', async () => {
    const caller = await createNotificationCaller();
    const channelId = await caller.createChannel();
    const answer = await caller.callAsClient('GET', `${channelsPath}/${channelId}`);
    expect([answer.status, answer.json]).toEqual([
      200,
      { channel: { channelId, maxEventsPerNotification: expect.any(Number), serviceName: 'MIM', channelType: 'HTTP', notificationContentType: 'application/json', notificationVersion: 1 } },
    ]);
  });

  it('404, T1: another app’s is answered byte for byte like one that does not exist', async () => {
    const [caller, other] = await Promise.all([createNotificationCaller(), createNotificationCaller()]);
    await caller.createChannel();
    const foreign = await other.createChannel();
    const answers = await Promise.all([foreign, shortId(newId()), 'x', 'a,b'].map((id) => caller.callAsClient('GET', `${channelsPath}/${id}`)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.json.RequestError.ServiceException).toMatchObject({ MessageId: 'SVC0002', Variables: 'channelId' });
  });

  it('403: a subscriber’s token', async () => {
    const caller = await createNotificationCaller();
    expect((await caller.call('GET', `${channelsPath}/${await caller.createChannel()}`)).status).toBe(403);
  });
});
