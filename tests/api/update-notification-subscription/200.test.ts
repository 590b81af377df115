import { beforeAll, describe, expect, it } from 'vitest';
import { createChannelCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

let caller: NotificationCaller;
let channelId: string;

beforeAll(async () => {
  ({ caller, channelId } = await createChannelCaller());
});

describe('PUT /notification/v1/channels/{channelId}/subscriptions/{subscriptionId}', () => {
  it('replaces the terms, and the time begins anew', async () => {
    const { path, subscriptionId } = await caller.createSubscription(channelId, { events: ['TEXT'], callbackData: 'before' });
    const answer = await caller.call('PUT', path, { body: { subscription: { events: ['MMS'], callbackData: 'after', expiresIn: 3600 } } });
    expect([answer.status, answer.json]).toEqual([200, { subscription: { subscriptionId, expiresIn: 3600 } }]);
    expect((await caller.call('GET', path)).json.subscription).toMatchObject({ events: ['MMS'], callbackData: 'after' });
  });
});
