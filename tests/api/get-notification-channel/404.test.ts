import { describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { channelsPath, createNotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { expectRefused } from '#tests/support/refusal.ts';

describe('GET /notification/v1/channels/{channelId} of what is not there', () => {
  it('T1: another app’s is answered byte for byte like one that does not exist', async () => {
    const [caller, other] = await Promise.all([createNotificationCaller(), createNotificationCaller()]);
    await caller.createChannel();
    const foreign = await other.createChannel();
    const answers = await Promise.all([foreign, shortId(newId()), 'x', 'a,b'].map((id) => caller.callAsClient('GET', `${channelsPath}/${id}`)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers) expectRefused(answer, { status: 404, code: 'SVC0002', field: 'channelId', says: 'no such channel' });
  });
});
