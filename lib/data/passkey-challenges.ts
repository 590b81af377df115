import { sql } from '#lib/data/pool.ts';

export type PasskeyPurpose = 'registration' | 'authentication';

export async function insertPasskeyChallenge(row: { id: string; browserHash: string; challenge: string; purpose: PasskeyPurpose; ttlSeconds: number }): Promise<void> {
  await sql.query(
    `INSERT INTO "PasskeyChallenge" (id, "browserHash", challenge, purpose, "createdAt", "expiresAt")
     SELECT $1::uuid, $2, $3, $4::"PasskeyPurpose", now, now + make_interval(secs => $5) FROM (SELECT clock_timestamp() AS now) moment`,
    [row.id, row.browserHash, row.challenge, row.purpose, row.ttlSeconds],
  );
}

/** Uses a challenge up: one conditional update decides, whoever else answers it at the same time. The database's clock decides (F28). */
export async function redeemPasskeyChallenge(row: { browserHash: string; challenge: string; purpose: PasskeyPurpose }): Promise<boolean> {
  const used = await sql.query(
    `UPDATE "PasskeyChallenge" SET "usedAt" = clock_timestamp()
      WHERE challenge = $1 AND "browserHash" = $2 AND purpose = $3::"PasskeyPurpose" AND "usedAt" IS NULL AND "expiresAt" > clock_timestamp() RETURNING id`,
    [row.challenge, row.browserHash, row.purpose],
  );
  return used.length === 1;
}
