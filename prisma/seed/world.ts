import type { Sql } from '#lib/data/pool.ts';
import { newId } from '#lib/ids.ts';
import { type AccountName, type MadeAccounts, storeAccounts } from '#prisma/seed/accounts.ts';
import { Chance } from '#prisma/seed/chance.ts';
import { storeConsents } from '#prisma/seed/consents.ts';
import { conversations } from '#prisma/seed/conversations/all.ts';
import { buildMailbox, type SeedMailbox, type SeedThread } from '#prisma/seed/mailbox.ts';
import { ana, lines } from '#prisma/seed/people.ts';
import { storePhone, storeWaiting } from '#prisma/seed/phones.ts';
import type { Picture } from '#prisma/seed/pictures.ts';
import { insertRows } from '#prisma/seed/rows.ts';
import { readScript } from '#prisma/seed/script.ts';
import { contactsOf, type MailboxOwner, storeMailbox } from '#prisma/seed/store-mailbox.ts';
import { storeTickets } from '#prisma/seed/tickets.ts';
import { storeUsage } from '#prisma/seed/usage.ts';

const dayMs = 86_400_000;

export interface WorldOptions {
  made: MadeAccounts;
  hashes: Record<AccountName, string>;
  pictures: ReadonlyMap<string, Picture>;
  now: Date;
}

/** Writes the whole demo world in the caller's transaction: all of it, or nothing. */
export async function storeWorld(tx: Sql, options: WorldOptions): Promise<void> {
  const { made, pictures, now } = options;
  const chance = new Chance(14_255_550_101);
  const threads: SeedThread[] = conversations.map((conversation) => ({ conversation, messages: readScript(conversation, now, chance) }));
  const since = new Date(now.getTime() - 365 * dayMs);

  await insertRows(tx, 'SimulatedLine', lines.map(({ inbox: _, ...line }) => line));
  await storeAccounts(tx, made, options);
  for (const line of lines.filter(({ inbox }) => inbox !== 'stranger')) {
    const owner: MailboxOwner = { subscriberId: newId(), mailboxId: newId(), msisdn: line.msisdn };
    await insertRows(tx, 'Subscriber', [{ id: owner.subscriberId, msisdn: line.msisdn, name: line.name, ownerKey: line.ownerKey, createdAt: since }]);
    if (line.inbox === 'none') {
      await insertRows(tx, 'Mailbox', [{ id: owner.mailboxId, subscriberId: owner.subscriberId, msisdn: line.msisdn, createdAt: since }]);
      continue;
    }
    const mailbox = buildMailbox({ owner: line.msisdn, threads, pictures, chance, now, isNarrator: line.msisdn === ana });
    const contacts = contactsOf(mailbox, { address: ana, name: 'Ana Rivera' });
    await storeMailbox(tx, { owner, mailbox, createdAt: since, app: { clientId: made.apps.Desk.id, name: 'Desk' }, contacts });
    await storePhone(tx, owner, mailbox);
    if (line.msisdn !== ana) continue;
    await storeWaiting(tx, owner, mailbox);
    await storeConsents(tx, { owner, mailbox, made, chance, now });
    await markIndexed(tx, owner, mailbox, now);
  }
  await storeUsage(tx, { made, chance, now });
  await storeTickets(tx, { made, now });
}

/** Desk created Ana's index when it was let in, and uses it since. */
async function markIndexed(tx: Sql, owner: MailboxOwner, mailbox: SeedMailbox, now: Date): Promise<void> {
  const builtAt = new Date(now.getTime() - 131 * dayMs);
  await tx.query(
    `UPDATE "MessageIndex" SET "status" = 'INITIALIZED', "requestedAt" = $2::timestamptz, "builtAt" = $2::timestamptz, "lastUsedAt" = $3::timestamptz, "indexedCount" = $4::int, "cursorId" = $5::uuid
     WHERE "mailboxId" = $1::uuid`,
    [owner.mailboxId, builtAt, new Date(now.getTime() - 37 * 60_000), mailbox.messages.length, mailbox.messages.at(-1)?.id ?? null],
  );
}
