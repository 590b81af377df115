import { expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
const message = { messageRequest: { addresses: ['+12065550121'], text: 'Hello' } };

it('S7: the Idempotency-Key of a message of which nothing is left sends nothing anew', async () => {
  const { call, subscriber } = await createCaller();
  const headers = { 'Idempotency-Key': 'purged' };
  expect((await call('POST', path, { body: message, headers })).status).toBe(201);
  for (const table of ['Outbox', 'Recipient', 'Message']) await sql.query(`DELETE FROM "${table}" WHERE "mailboxId" = $1::uuid`, [subscriber.mailboxId]);
  expectRefused(await call('POST', path, { body: message, headers }), { status: 404, code: 'SVC0002', field: 'Idempotency-Key', says: 'was deleted' });
  expect(await sql.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid`, [subscriber.mailboxId])).toEqual([]);
});
