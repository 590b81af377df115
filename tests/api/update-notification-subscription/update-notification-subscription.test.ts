import { beforeAll, describe, expect, it } from 'vitest';
import { createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

let caller: NotificationCaller;
let channelId: string;

beforeAll(async () => {
  caller = await createNotificationCaller();
  channelId = await caller.createChannel();
});

describe('PUT /notification/v1/channels/{channelId}/subscriptions/{subscriptionId}', () => {
  it('200: replaces the terms, and the time begins anew', async () => {
    const { path, subscriptionId } = await caller.createSubscription(channelId, { events: ['TEXT'], callbackData: 'before' });
    const answer = await caller.call('PUT', path, { body: { subscription: { events: ['MMS'], callbackData: 'after', expiresIn: 3600 } } });
    expect([answer.status, answer.json]).toEqual([200, { subscription: { subscriptionId, expiresIn: 3600 } }]);
    expect((await caller.call('GET', path)).json.subscription).toMatchObject({ events: ['MMS'], callbackData: 'after' });
  });

  it('400: the same rules as for a new one, and nothing is changed', async () => {
    const { path } = await caller.createSubscription(channelId, { callbackData: 'kept' });
    expect((await caller.call('PUT', path, { body: { subscription: { expiresIn: 60 } } })).json.RequestError.ServiceException.Variables).toBe('expiresIn');
    expect((await caller.call('GET', path)).json.subscription.callbackData).toBe('kept');
  });

  it('404, T1: another one’s, which stays as it is; 403: the app’s own token', async () => {
    const { path } = await caller.createSubscription(channelId, { callbackData: 'mine' });
    const stranger = await createNotificationCaller();
    expect((await stranger.call('PUT', path, { body: { subscription: { callbackData: 'yours' } } })).status).toBe(404);
    expect((await caller.callAsClient('PUT', path, { body: { subscription: {} } })).status).toBe(403);
    expect((await caller.call('GET', path)).json.subscription.callbackData).toBe('mine');
  });
});
