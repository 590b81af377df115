import { describe, expect, it } from 'vitest';
import { channelsPath, createNotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { expectRefused } from '#tests/support/refusal.ts';

describe('POST /notification/v1/channels/{channelId}/subscriptions too often', () => {
  it('over what a consent may hold, also when they come at once', async () => {
    const busy = await createNotificationCaller();
    const at = `${channelsPath}/${await busy.createChannel()}/subscriptions`;
    const answers = await Promise.all(Array.from({ length: 12 }, () => busy.call('POST', at, { body: { subscription: {} } })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    for (const answer of answers.filter(({ status }) => status !== 201)) expectRefused(answer, { status: 409, code: 'SVC0001', field: 'subscription', says: 'delete one first' });
  });
});
