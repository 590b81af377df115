import type { Sql } from '#lib/data/pool.ts';

export interface HeldMailbox {
  mailboxId: string;
  msisdn: string;
  /** The last number given out; the next message is one more. */
  modSeq: number;
}

/**
 * Holds the mailboxes until the transaction ends: changes of one mailbox are ordered, so a delta never sees a later change without an
 * earlier one. Locked first in every change, in the order of their ids, so that nobody waits in a circle.
 */
export function lockMailboxes(tx: Sql, mailboxIds: readonly string[]): Promise<HeldMailbox[]> {
  return tx.prepared<HeldMailbox>('lock-mailboxes', `SELECT "id" AS "mailboxId", "msisdn", "modSeq" FROM "Mailbox" WHERE "id" = ANY($1::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`, [
    mailboxIds,
  ]);
}
