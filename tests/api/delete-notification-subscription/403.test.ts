import { beforeAll, describe, expect, it } from 'vitest';
import { createChannelCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

let caller: NotificationCaller;
let channelId: string;

beforeAll(async () => {
  ({ caller, channelId } = await createChannelCaller());
});

describe('DELETE /notification/v1/channels/{channelId}/subscriptions/{subscriptionId} without the right to', () => {
  it('a subscriber’s token ends nothing', async () => {
    const { path } = await caller.createSubscription(channelId);
    expect((await caller.call('DELETE', path)).status).toBe(403);
    expect((await caller.call('GET', path)).status).toBe(200);
  });
});
