import { expect, it } from 'vitest';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
const message = { messageRequest: { addresses: ['+12065550121'], text: 'Hello' } };

it.each([
  ['another text', { text: 'Something else' }],
  ['another recipient', { addresses: ['+12065550122'] }],
  ['one more recipient', { addresses: ['+12065550121', '+12065550122'] }],
  ['a subject', { subject: 'Hello' }],
  ['a group of it', { addresses: ['+12065550121', '+12065550122'], isGroup: true }],
  ['an attachment', { messageContent: [{ fileName: 'a.txt', 'content-type': 'text/plain', body: 'eA==' }] }],
])('wire 0.2, S7: the same Idempotency-Key with %s', async (_name, changes) => {
  const { call } = await createCaller();
  const headers = { 'Idempotency-Key': 'mismatch' };
  const first = await call('POST', path, { body: message, headers });
  expect(first.status).toBe(201);
  const other = { messageRequest: { ...message.messageRequest, ...changes } };
  expectRefused(await call('POST', path, { body: other, headers }), { status: 422, code: 'SVC0002', field: 'Idempotency-Key', says: 'another message' });
  expect((await call('POST', path, { body: message, headers })).json.id).toBe(first.json.id);
});
