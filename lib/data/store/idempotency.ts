import { type Sql, sql } from '#lib/data/pool.ts';

export interface IdempotencyScope {
  mailboxId: string;
  /** The client's row id, or `web` for the subscriber's own pages. */
  scope: string;
  key: string;
}

/**
 * Takes the key for this transaction. `running`: another transaction holds it now. `done`: a send with it was committed.
 * The advisory lock ends with the transaction, so a crash frees the key with nothing stored (F1, F2).
 */
export async function takeIdempotencyKey(
  tx: Sql,
  by: IdempotencyScope,
): Promise<{ state: 'free' } | { state: 'running' } | { state: 'done'; fingerprint: string; sendId: string }> {
  const [lock] = await tx.query<{ taken: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtextextended($1, 72)) AS taken`, [
    `${by.mailboxId} ${by.scope} ${by.key}`,
  ]);
  if (!lock?.taken) return { state: 'running' };
  const done = await findIdempotencyKey(by, tx);
  return done ? { state: 'done', ...done } : { state: 'free' };
}

/** What a committed send stored under the key in the last 72 hours. */
export async function findIdempotencyKey(by: IdempotencyScope, tx: Sql = sql): Promise<{ fingerprint: string; sendId: string } | null> {
  const [row] = await tx.query<{ fingerprint: string; sendId: string }>(
    `SELECT "fingerprint", "sendId" FROM "IdempotencyKey"
     WHERE "mailboxId" = $1::uuid AND "scope" = $2 AND "key" = $3 AND "createdAt" > now() - interval '72 hours'`,
    [by.mailboxId, by.scope, by.key],
  );
  return row ?? null;
}

export async function storeIdempotencyKey(tx: Sql, by: IdempotencyScope, fingerprint: string, sendId: string): Promise<void> {
  await tx.query(
    `INSERT INTO "IdempotencyKey" ("mailboxId", "scope", "key", "fingerprint", "sendId") VALUES ($1::uuid, $2, $3, $4, $5::uuid)
     ON CONFLICT ("mailboxId", "scope", "key") DO UPDATE SET "fingerprint" = EXCLUDED."fingerprint", "sendId" = EXCLUDED."sendId", "createdAt" = now()`,
    [by.mailboxId, by.scope, by.key, fingerprint, sendId],
  );
}
