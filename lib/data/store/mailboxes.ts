import { newId } from '#lib/ids.ts';
import { sql, type Sql } from '#lib/data/pool.ts';

export interface MailboxRow {
  mailboxId: string;
  subscriberId: string;
  msisdn: string;
  provisionedAt: Date | null;
}

const columns = `"id" AS "mailboxId", "subscriberId", "msisdn", "provisionedAt"`;

/** The mailbox of a subscriber; made when there is none. It holds no inbox before it is provisioned (E3). */
export async function ensureMailbox(tx: Sql, owner: { subscriberId: string; msisdn: string }): Promise<string> {
  const [row] = await tx.query<{ mailboxId: string }>(
    `INSERT INTO "Mailbox" ("id", "subscriberId", "msisdn") VALUES ($1::uuid, $2::uuid, $3)
     ON CONFLICT ("subscriberId") DO UPDATE SET "msisdn" = EXCLUDED."msisdn"
     RETURNING "id" AS "mailboxId"`,
    [newId(), owner.subscriberId, owner.msisdn],
  );
  if (!row) throw new Error('The mailbox could not be made.');
  return row.mailboxId;
}

/** Opens the cloud inbox. Harmless when it is open: returns false then. */
export async function provisionMailbox(tx: Sql, mailboxId: string): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE "Mailbox" SET "provisionedAt" = now() WHERE "id" = $1::uuid AND "provisionedAt" IS NULL RETURNING "id"`,
    [mailboxId],
  );
  await tx.query(`INSERT INTO "MessageIndex" ("mailboxId") VALUES ($1::uuid) ON CONFLICT ("mailboxId") DO NOTHING`, [mailboxId]);
  return rows.length === 1;
}

export async function findMailboxByMsisdn(msisdn: string, tx: Sql = sql): Promise<MailboxRow | null> {
  const [row] = await tx.query<MailboxRow>(`SELECT ${columns} FROM "Mailbox" WHERE "msisdn" = $1`, [msisdn]);
  return row ?? null;
}

export async function findMailbox(mailboxId: string, tx: Sql = sql): Promise<MailboxRow | null> {
  const [row] = await tx.query<MailboxRow>(`SELECT ${columns} FROM "Mailbox" WHERE "id" = $1::uuid`, [mailboxId]);
  return row ?? null;
}
