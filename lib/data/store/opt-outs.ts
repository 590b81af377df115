import { sql, type Sql } from '#lib/data/pool.ts';

/** True of a row with `clientId`, `mailboxId` and `address` that an app has for somebody who stopped the apps of its line. */
export const isOptedOut = (row: string) =>
  `(${row}."clientId" IS NOT NULL AND EXISTS (SELECT FROM "AppOptOut" s WHERE s."mailboxId" = ${row}."mailboxId" AND s."address" = ${row}."address"))`;

/** The caller holds the mailbox. */
export async function setOptOut(tx: Sql, mailboxId: string, address: string, isStopped: boolean): Promise<void> {
  await tx.query(
    isStopped
      ? `INSERT INTO "AppOptOut" ("mailboxId", "address") VALUES ($1::uuid, $2) ON CONFLICT DO NOTHING`
      : `DELETE FROM "AppOptOut" WHERE "mailboxId" = $1::uuid AND "address" = $2`,
    [mailboxId, address],
  );
}

/** Since when somebody gets nothing from apps of this line; null when apps may write. */
export async function findOptOut(mailboxId: string, address: string): Promise<Date | null> {
  const [row] = await sql.query<{ since: Date }>(`SELECT "since" FROM "AppOptOut" WHERE "mailboxId" = $1::uuid AND "address" = $2`, [mailboxId, address]);
  return row?.since ?? null;
}
