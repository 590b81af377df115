import { beforeAll, describe, expect, it } from 'vitest';
import { createChannelCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { expectRefused } from '#tests/support/refusal.ts';

let caller: NotificationCaller;
let channelId: string;

beforeAll(async () => {
  ({ caller, channelId } = await createChannelCaller());
});

describe('PUT /notification/v1/channels/{channelId}/subscriptions/{subscriptionId} refused', () => {
  it.each([
    ['a term of a minute', { expiresIn: 60 }, 'SVC0002', 'expiresIn', 'from 3600 to 31536000'],
    ['callbackData of 51 characters', { callbackData: 'a'.repeat(51) }, 'SVC0002', 'callbackData', 'at most 50 characters'],
    ['an event that is none', { events: ['VOICE'] }, 'SVC0003', 'events[0]', 'TEXT, MMS'],
    ['T27: a field nobody may set', { endedAt: null }, 'SVC0002', 'endedAt', 'Leave it out'],
  ])('%s: the same rules as for a new one, and nothing is changed', async (_name, changes, code, field, says) => {
    const { path } = await caller.createSubscription(channelId, { callbackData: 'kept' });
    expectRefused(await caller.call('PUT', path, { body: { subscription: changes } }), { status: 400, code, field, says });
    expect((await caller.call('GET', path)).json.subscription).toMatchObject({ callbackData: 'kept', expiresIn: 0 });
  });
});
