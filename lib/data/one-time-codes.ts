import { type Sql, inSqlTransaction, sql } from '#lib/data/pool.ts';
import { ensureMailbox } from '#lib/data/store/mailboxes.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';

export interface PendingCode {
  id: string;
  msisdn: string;
  createdAt: Date;
  expiresAt: Date;
  triesLeft: number;
}

export async function insertCode(code: PendingCode & { browserHash: string; codeHash: string }): Promise<void> {
  await sql.query(
    `INSERT INTO "OneTimeCode" (id, msisdn, "browserHash", "codeHash", "createdAt", "expiresAt", "triesLeft") VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [code.id, code.msisdn, code.browserHash, code.codeHash, code.createdAt, code.expiresAt, code.triesLeft],
  );
}

/** Notes who holds the number as the text goes out: for whoever holds it later the code proves nothing (T29). */
export async function noteCodeOwner(id: string, ownerKey: string): Promise<void> {
  await sql.query(`UPDATE "OneTimeCode" SET "ownerKey" = $2 WHERE id = $1`, [id, ownerKey]);
}

/** The newest code this browser asked for, if it can still be used. With `msisdn`: the newest for that number. */
export async function findPendingCode(options: { browserHash: string; msisdn: string | null; now: Date }): Promise<PendingCode | null> {
  const rows = await sql.query<PendingCode & { usedAt: Date | null }>(
    `SELECT id, msisdn, "createdAt", "expiresAt", "triesLeft", "usedAt" FROM "OneTimeCode"
      WHERE "browserHash" = $1 AND ($2::text IS NULL OR msisdn = $2) ORDER BY "createdAt" DESC, id DESC LIMIT 1`,
    [options.browserHash, options.msisdn],
  );
  const [newest] = rows;
  return newest && !newest.usedAt && newest.expiresAt > options.now ? newest : null;
}

/**
 * Counts a guess before it is looked at, so that guesses made at the same time are all counted (T13). Answers false while the number
 * waits. `waits[n]` is the wait in seconds that the n-th failure in a row begins; the last of them is for all that follow. The database's
 * clock decides (F28).
 */
export async function claimGuess(options: { msisdn: string; waits: readonly number[]; forgottenSeconds: number }): Promise<boolean> {
  const rows = await sql.query(
    `INSERT INTO "CodeFailure" AS f (msisdn, "consecutiveFailures", "notBeforeAt")
     VALUES ($1, 1, clock_timestamp() + make_interval(secs => ($2::int[])[2]))
     ON CONFLICT (msisdn) DO UPDATE SET ("consecutiveFailures", "notBeforeAt") = (
       SELECT n.failures, clock_timestamp() + make_interval(secs => ($2::int[])[least(n.failures + 1, cardinality($2::int[]))])
         FROM (SELECT CASE WHEN f."notBeforeAt" < clock_timestamp() - make_interval(secs => $3) THEN 1 ELSE f."consecutiveFailures" + 1 END AS failures) n)
     WHERE f."notBeforeAt" IS NULL OR f."notBeforeAt" <= clock_timestamp()
     RETURNING 1`,
    [options.msisdn, options.waits, options.forgottenSeconds],
  );
  return rows.length === 1;
}

/** For how many seconds no code of this number is looked at; 0 when one may be tried. */
export async function findCodeWait(msisdn: string): Promise<number> {
  const [row] = await sql.query<{ seconds: number }>(
    `SELECT ceil(extract(epoch FROM "notBeforeAt" - clock_timestamp()))::int AS seconds FROM "CodeFailure" WHERE msisdn = $1`,
    [msisdn],
  );
  return Math.max(0, row?.seconds ?? 0);
}

export async function clearCodeFailures(tx: Sql, msisdn: string): Promise<void> {
  await tx.query(`DELETE FROM "CodeFailure" WHERE msisdn = $1`, [msisdn]);
}

/**
 * Uses a code up: one conditional update decides, whoever else tries the same code at the same time. On success the number's failures are
 * forgotten and its owner and mailbox exist, all in one transaction. Answers null for a wrong, used or expired code, and for one that was
 * texted to another owner of the number.
 */
export async function redeemCode(options: { id: string; msisdn: string; codeHash: string; now: Date; ownerKey: string | null; name: string | null }): Promise<{ subscriberId: string; mailboxId: string } | null> {
  return inSqlTransaction(async (tx) => {
    const used = await tx.query(
      `UPDATE "OneTimeCode" SET "usedAt" = $3
        WHERE id = $1 AND "codeHash" = $2 AND "usedAt" IS NULL AND "expiresAt" > $3 AND "triesLeft" > 0 AND ("ownerKey" IS NULL OR "ownerKey" = $4)
        RETURNING id`,
      [options.id, options.codeHash, options.now, options.ownerKey],
    );
    if (used.length === 0) {
      await tx.query(`UPDATE "OneTimeCode" SET "triesLeft" = "triesLeft" - 1 WHERE id = $1 AND "triesLeft" > 0`, [options.id]);
      return null;
    }
    await clearCodeFailures(tx, options.msisdn);
    const owner = await ensureSubscriber(tx, options);
    await tx.query(`UPDATE "Subscriber" SET "lineProvenAt" = $2 WHERE id = $1::uuid`, [owner.subscriberId, options.now]);
    return owner;
  });
}

/** The subscriber of a number and its mailbox; made at the first proof. Throws when the number went to somebody else at this very moment. */
export async function ensureSubscriber(tx: Sql, owner: { msisdn: string; ownerKey: string | null; name: string | null }): Promise<{ subscriberId: string; mailboxId: string }> {
  const [row] = await tx.query<{ subscriberId: string }>(
    `INSERT INTO "Subscriber" AS b (id, msisdn, name, "ownerKey") VALUES ($1::uuid, $2, $3, $4)
     ON CONFLICT (msisdn) DO UPDATE SET name = COALESCE(b.name, EXCLUDED.name), "ownerKey" = COALESCE(b."ownerKey", EXCLUDED."ownerKey")
     WHERE COALESCE(b."ownerKey", EXCLUDED."ownerKey") IS NOT DISTINCT FROM COALESCE(EXCLUDED."ownerKey", b."ownerKey") RETURNING id AS "subscriberId"`,
    [newId(), owner.msisdn, owner.name, owner.ownerKey],
  );
  if (!row) throw new AppError('unavailable', 'Your line is changing its owner right now. Ask for a new code in a moment.', { retryAfterSeconds: 1 });
  return { subscriberId: row.subscriberId, mailboxId: await ensureMailbox(tx, { subscriberId: row.subscriberId, msisdn: owner.msisdn }) };
}
