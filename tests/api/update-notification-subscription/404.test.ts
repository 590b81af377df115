import { beforeAll, describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { channelsPath, createChannelCaller, createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { expectRefused } from '#tests/support/refusal.ts';

let caller: NotificationCaller;
let channelId: string;

beforeAll(async () => {
  ({ caller, channelId } = await createChannelCaller());
});

const change = { body: { subscription: { callbackData: 'yours' } } };

describe('PUT /notification/v1/channels/{channelId}/subscriptions/{subscriptionId} of what is not there', () => {
  it('T1: another one’s is answered byte for byte like none, and stays as it is', async () => {
    const { path } = await caller.createSubscription(channelId, { callbackData: 'mine' });
    const stranger = await createNotificationCaller();
    const answers = await Promise.all([path, `${channelsPath}/${channelId}/subscriptions/${shortId(newId())}`, `${channelsPath}/x/subscriptions/x`].map((at) => stranger.call('PUT', at, change)));
    for (const answer of answers) expectRefused(answer, { status: 404, code: 'SVC0002', field: 'subscriptionId', says: 'no such subscription' });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await caller.call('GET', path)).json.subscription.callbackData).toBe('mine');
  });

  it('one that was ended does not come back', async () => {
    const { path } = await caller.createSubscription(channelId);
    await caller.callAsClient('DELETE', path);
    expect((await caller.call('PUT', path, change)).status).toBe(404);
  });
});
