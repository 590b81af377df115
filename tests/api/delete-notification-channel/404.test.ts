import { describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { channelsPath, createNotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { expectRefused } from '#tests/support/refusal.ts';

describe('DELETE /notification/v1/channels/{channelId} of what is not there', () => {
  it('T1: another app’s channel, which stays', async () => {
    const [caller, other] = await Promise.all([createNotificationCaller(), createNotificationCaller()]);
    const foreign = await other.createChannel();
    expect((await caller.callAsClient('DELETE', `${channelsPath}/${foreign}`)).status).toBe(404);
    expect((await other.callAsClient('GET', `${channelsPath}/${foreign}`)).status).toBe(200);
  });

  it('T1: absent, malformed and another app’s are answered byte for byte alike', async () => {
    const [caller, other] = await Promise.all([createNotificationCaller(), createNotificationCaller()]);
    const foreign = await other.createChannel();
    const answers = await Promise.all([foreign, shortId(newId()), 'x', 'a,b'].map((id) => caller.callAsClient('DELETE', `${channelsPath}/${id}`)));
    for (const answer of answers) expectRefused(answer, { status: 404, code: 'SVC0002', field: 'channelId', says: 'no such channel' });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});
