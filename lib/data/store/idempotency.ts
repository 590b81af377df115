import { type Sql, sql } from '#lib/data/pool.ts';

export interface IdempotencyScope {
  mailboxId: string;
  /** The client's row id, or `web` for the subscriber's own pages. */
  scope: string;
  key: string;
}

export interface KnownKey extends IdempotencyScope {
  fingerprint: string;
  sendId: string;
}

/**
 * What committed sends stored under these keys in the last 72 hours. Whoever is about to write asks again while it holds the mailboxes:
 * the second of two sends with one key then finds what the first has stored.
 */
export function findIdempotencyKeys(tx: Sql, keys: readonly IdempotencyScope[]): Promise<KnownKey[]> {
  return tx.prepared<KnownKey>(
    'find-idempotency-keys',
    `SELECT k."mailboxId", k."scope", k."key", k."fingerprint", k."sendId"
     FROM unnest($1::uuid[], $2::text[], $3::text[]) AS asked("mailboxId", scope, key)
     JOIN "IdempotencyKey" k ON k."mailboxId" = asked."mailboxId" AND k."scope" = asked.scope AND k."key" = asked.key
     WHERE k."createdAt" > now() - interval '72 hours'`,
    [keys.map(({ mailboxId }) => mailboxId), keys.map(({ scope }) => scope), keys.map(({ key }) => key)],
  );
}

/** The same for one key, outside of any transaction. */
export async function findIdempotencyKey(by: IdempotencyScope): Promise<KnownKey | null> {
  return (await findIdempotencyKeys(sql, [by]))[0] ?? null;
}
