import { expect, it } from 'vitest';
import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
const message = { messageRequest: { addresses: ['+12065550121'], text: 'Hello' } };

it('wire 0.2, I5: while the same Idempotency-Key is running, one sends and the others are told to come again', async () => {
  const { subscriber, client, call } = await createCaller();
  const answers = await Promise.all(Array.from({ length: 20 }, () => call('POST', path, { body: message, headers: { 'Idempotency-Key': 'race' } })));
  const codes = new Set(answers.map(({ status }) => status));
  expect([...codes].every((status) => status === 201 || status === 409)).toBe(true);
  expect(new Set(answers.filter(({ status }) => status === 201).map(({ json }) => json.id)).size).toBe(1);
  expect(await sql.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid AND "clientId" = $2::uuid`, [subscriber.mailboxId, client.id])).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status === 409)) {
    expectRefused(answer, { status: 409, code: 'SVC0002', field: 'Idempotency-Key', says: 'still running' });
    expect(answer.headers.get('retry-after')).toBe('1');
  }
});

it('wire 0.2: the copy of a send that waits for its inbox is 409 at once, with Retry-After, and the send itself goes on', async () => {
  const { call, subscriber } = await createCaller();
  const send = () => call('POST', path, { body: message, headers: { 'Idempotency-Key': 'twice' } });
  const sends = await inSqlTransaction(async (tx) => {
    await lockMailboxes(tx, [subscriber.mailboxId]);
    const both = [send(), send()];
    const answer = await Promise.race(both);
    expectRefused(answer, { status: 409, code: 'SVC0002', field: 'Idempotency-Key', says: 'still running' });
    expect(answer.headers.get('retry-after')).toBe('1');
    return both;
  });
  const answers = await Promise.all(sends);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  expect((await send()).json.id).toBe(answers.find(({ status }) => status === 201)?.json.id);
});
