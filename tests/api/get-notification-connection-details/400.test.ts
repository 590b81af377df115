import { beforeAll, describe, it } from 'vitest';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/notificationConnectionDetails';
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
});

describe('GET /myMessages/v2/notificationConnectionDetails refused', () => {
  it.each([
    ['no queue', '', 'SVC0002', 'queues', 'TEXT or MMS'],
    ['an empty one', '?queues=', 'SVC0002', 'queues', 'TEXT or MMS'],
    ['wire 2.13: one that is none', '?queues=VOICE', 'SVC0003', 'queues', 'TEXT, MMS'],
    ['both in one', '?queues=TEXT,MMS', 'SVC0003', 'queues', 'TEXT, MMS'],
    ['both in two', '?queues=TEXT&queues=MMS', 'SVC0002', 'queues', 'once'],
  ])('%s', async (_name, query, code, field, says) => {
    expectRefused(await caller.call('GET', path + query), { status: 400, code, field, says });
  });
});
