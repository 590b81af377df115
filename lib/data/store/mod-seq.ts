import type { Sql } from '#lib/data/pool.ts';

/**
 * Raises the mailbox's sequence by `count` and locks the mailbox until the transaction ends: changes of one mailbox are
 * ordered, so a delta never sees a later change without an earlier one. Returns the first of the new values.
 */
export async function raiseModSeq(tx: Sql, mailboxId: string, count: number): Promise<number> {
  const [row] = await tx.query<{ last: number }>(
    `UPDATE "Mailbox" SET "modSeq" = "modSeq" + $2::int8 WHERE "id" = $1::uuid RETURNING "modSeq" AS last`,
    [mailboxId, count],
  );
  if (!row) throw new Error('No mailbox has this id.');
  return Number(row.last) - count + 1;
}
