import { expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { getOwnLine } from '#lib/use-cases/threads/get-own-line.ts';
import { listThreads } from '#lib/use-cases/threads/list-threads.ts';
import { isInboxProvisioned, provisionInbox } from '#lib/use-cases/threads/provision-inbox.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { ben, receiveFrom } from '#tests/use-cases/threads/conversation.ts';

it('a line without an inbox sends and sees what it sent; answers are kept from the moment it has one (E3, S8)', async () => {
  const ana = await createSubscriber();
  await sql.query(`UPDATE "Mailbox" SET "provisionedAt" = NULL WHERE "id" = $1::uuid`, [ana.mailboxId]);
  const snippets = async () => (await listThreads({ actor: ana, filter: 'all' })).threads.map(({ snippet }) => snippet);
  await sendMessage({ actor: ana, addresses: [ben], text: 'Are you there?' });
  await receiveFrom(ana, ben, 'Lost here');
  expect([(await getOwnLine({ actor: ana })).hasInbox, await isInboxProvisioned({ actor: ana })]).toEqual([false, false]);
  expect(await snippets()).toEqual(['Are you there?']);
  await provisionInbox({ actor: ana });
  expect((await getOwnLine({ actor: ana })).hasInbox).toBe(true);
  await receiveFrom(ana, ben, 'Kept');
  expect(await snippets()).toEqual(['Kept']);
});
