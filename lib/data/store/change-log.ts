import type { Sql } from '#lib/data/pool.ts';

/**
 * Whether an entry of the log of changes (`MessageChange`) stands: it tells of its message's creation or of the last change, and not of one that a
 * later one has overtaken. Triggers write the log with every change of `Message`; each entry is found by its number, the message by its key.
 */
export const stands = (change: string, message: string) =>
  `${message}."mailboxId" = ${change}."mailboxId" AND ${message}."id" = ${change}."messageId" AND ${change}."modSeq" IN (${message}."createdModSeq", ${message}."modSeq")`;

/** Takes overtaken entries out, by their numbers: a flag that somebody sets to and fro must not lengthen the log for good. The caller holds the mailbox. */
export async function dropOvertaken(tx: Sql, mailboxId: string, modSeqs: readonly number[]): Promise<void> {
  if (modSeqs.length > 0) await tx.query(`DELETE FROM "MessageChange" WHERE "mailboxId" = $1::uuid AND "modSeq" = ANY($2::int8[])`, [mailboxId, modSeqs]);
}
