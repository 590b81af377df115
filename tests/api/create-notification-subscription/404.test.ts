import { beforeAll, describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { channelsPath, createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { expectRefused } from '#tests/support/refusal.ts';

let caller: NotificationCaller;

beforeAll(async () => {
  caller = await createNotificationCaller();
});

const create = (at: string) => caller.call('POST', at, { body: { subscription: {} } });

describe('POST /notification/v1/channels/{channelId}/subscriptions of no channel', () => {
  it('T1: on another app’s channel, byte for byte as on none', async () => {
    const foreign = await (await createNotificationCaller()).createChannel();
    const answers = await Promise.all([foreign, shortId(newId()), 'x'].map((id) => create(`${channelsPath}/${id}/subscriptions`)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    for (const answer of answers) expectRefused(answer, { status: 404, code: 'SVC0002', field: 'channelId', says: 'no such channel' });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});
