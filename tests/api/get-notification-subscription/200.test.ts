import { beforeAll, describe, expect, it } from 'vitest';
import { createChannelCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

let caller: NotificationCaller;
let channelId: string;

beforeAll(async () => {
  ({ caller, channelId } = await createChannelCaller());
});

describe('GET /notification/v1/channels/{channelId}/subscriptions/{subscriptionId}', () => {
  it('wire 2.14: eventFilters and events both, the seconds that are left, callbackData', async () => {
    const { path, subscriptionId } = await caller.createSubscription(channelId, { events: ['MMS'], callbackData: 'row 7', expiresIn: 7200 });
    const answer = await caller.call('GET', path);
    expect([answer.status, answer.json]).toEqual([200, { subscription: { subscriptionId, expiresIn: expect.any(Number), eventFilters: ['MMS'], events: ['MMS'], callbackData: 'row 7' } }]);
    expect(answer.json.subscription.expiresIn).toBeGreaterThan(7000);
    expect(answer.json.subscription.expiresIn).toBeLessThanOrEqual(7200);
    const all = await caller.call('GET', (await caller.createSubscription(channelId)).path);
    expect(all.json.subscription).toMatchObject({ expiresIn: 0, eventFilters: ['TEXT', 'MMS'], callbackData: '' });
  });
});
