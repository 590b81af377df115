import { beforeAll, describe, it } from 'vitest';
import { newId } from '#lib/ids.ts';
import { createChannelCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { expectRefused } from '#tests/support/refusal.ts';

let caller: NotificationCaller;
let path: string;

beforeAll(async () => {
  ({ caller, path } = await createChannelCaller());
});

const create = (subscription: unknown) => caller.call('POST', path, { body: { subscription } });

describe('POST /notification/v1/channels/{channelId}/subscriptions refused', () => {
  it.each([1, 3599, 31_536_001, -1, 3600.5])('wire 2.14: a term of %d, which is neither 0 nor from 3600 to 31536000', async (expiresIn) => {
    expectRefused(await create({ expiresIn }), { status: 400, code: 'SVC0002', field: 'expiresIn', says: 'from 3600 to 31536000' });
  });

  it.each([
    ['a term that is no number', { expiresIn: 'x' }, 'SVC0002', 'expiresIn', 'must be a number'],
    ['callbackData of 51 characters', { callbackData: 'a'.repeat(51) }, 'SVC0002', 'callbackData', 'at most 50 characters'],
    ['callbackData with U+0000', { callbackData: 'a\u0000' }, 'SVC0002', 'callbackData', 'U+0000'],
    ['callbackData that is no text', { callbackData: 5 }, 'SVC0002', 'callbackData', 'must be a text'],
    ['an event that is none', { events: ['VOICE'] }, 'SVC0003', 'events[0]', 'TEXT, MMS'],
    ['the second event', { events: ['TEXT', 'text'] }, 'SVC0003', 'events[1]', 'TEXT, MMS'],
    ['events that are no list', { events: 5 }, 'SVC0002', 'events', 'list of TEXT and MMS'],
    ['21 events', { events: Array.from({ length: 21 }, () => 'TEXT') }, 'SVC0002', 'events', 'list of TEXT and MMS'],
    ['T27: a field nobody may set', { grantId: newId() }, 'SVC0002', 'grantId', 'Leave it out'],
  ])('%s', async (_name, subscription, code, field, says) => {
    expectRefused(await create(subscription), { status: 400, code, field, says });
  });
});
