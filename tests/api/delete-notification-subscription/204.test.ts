import { beforeAll, describe, expect, it } from 'vitest';
import { createChannelCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

let caller: NotificationCaller;
let channelId: string;

beforeAll(async () => {
  ({ caller, channelId } = await createChannelCaller());
});

describe('DELETE /notification/v1/channels/{channelId}/subscriptions/{subscriptionId}', () => {
  it('by the app’s own token; the second time 404', async () => {
    const { path } = await caller.createSubscription(channelId);
    const answer = await caller.callAsClient('DELETE', path);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await caller.call('GET', path)).status).toBe(404);
    expect((await caller.callAsClient('DELETE', path)).status).toBe(404);
  });
});
