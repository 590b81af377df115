import type { PrismaTransaction } from '#lib/data/prisma.ts';
import { sql } from '#lib/data/pool.ts';
import type { Scope } from '#lib/domain/scope.ts';

export interface DeviceAuthorizationRow {
  id: string;
  clientId: string;
  scopes: Scope[];
  /** What the device says it is. */
  device: string;
  state: 'pending' | 'allowed' | 'denied' | 'reported';
  /** Who decided; null while nobody did, and where whoever reported it was not signed in. */
  subscriberId: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** Answers false when the user code is another device's: make a new one. */
export async function insertDeviceAuthorization(
  row: Omit<DeviceAuthorizationRow, 'state' | 'subscriberId'> & { deviceCodeHash: string; userCodeHash: string; familyId: string; intervalSeconds: number },
): Promise<boolean> {
  const rows = await sql.query(
    `INSERT INTO "DeviceAuthorization" (id, "deviceCodeHash", "userCodeHash", "clientId", scopes, device, "familyId", "intervalSeconds", "createdAt", "expiresAt")
     VALUES ($1::uuid, $2, $3, $4::uuid, $5, $6, $7::uuid, $8::int, $9, $10) ON CONFLICT ("userCodeHash") DO NOTHING RETURNING id`,
    [row.id, row.deviceCodeHash, row.userCodeHash, row.clientId, row.scopes, row.device, row.familyId, row.intervalSeconds, row.createdAt, row.expiresAt],
  );
  return rows.length === 1;
}

const columns = `id, "clientId", scopes, device, state::text AS state, "subscriberId", "createdAt", "expiresAt"`;

export async function findDeviceAuthorization(id: string): Promise<DeviceAuthorizationRow | null> {
  const rows = await sql.query<DeviceAuthorizationRow>(`SELECT ${columns} FROM "DeviceAuthorization" WHERE id = $1::uuid`, [id]);
  return rows[0] ?? null;
}

/** The device that shows this code and still waits. */
export async function findWaitingDevice(userCodeHash: string, now: Date): Promise<DeviceAuthorizationRow | null> {
  const rows = await sql.query<DeviceAuthorizationRow>(
    `SELECT ${columns} FROM "DeviceAuthorization" WHERE "userCodeHash" = $1 AND state = 'pending' AND "expiresAt" > $2`,
    [userCodeHash, now],
  );
  return rows[0] ?? null;
}

export interface DevicePoll {
  state: DeviceAuthorizationRow['state'];
  scopes: Scope[];
  expiresAt: Date;
  usedAt: Date | null;
  /** The line that allowed it, while the consent's subscriber exists. */
  msisdn: string | null;
  grantId: string | null;
  tooSoon: boolean;
}

/** Networks delay one poll and not the next: so much sooner than the interval is not yet too soon. */
const leeway = `interval '1 second'`;

/**
 * Notes a poll and judges its pace in one statement by the database's clock (RFC 8628, 3.5): of polls at the same moment each sees the
 * one before. Too soon while it waits makes the interval five seconds longer, for good. Null for a code that is not this client's.
 */
export async function pollDevice(options: { deviceCodeHash: string; clientId: string }): Promise<DevicePoll | null> {
  const rows = await sql.query<DevicePoll>(
    `WITH held AS MATERIALIZED (
       SELECT id, "lastPolledAt", "intervalSeconds", state FROM "DeviceAuthorization" WHERE "deviceCodeHash" = $1 AND "clientId" = $2::uuid FOR UPDATE
     ), judged AS MATERIALIZED (
       SELECT id, COALESCE(state = 'pending' AND clock_timestamp() < "lastPolledAt" + make_interval(secs => "intervalSeconds") - ${leeway}, false) AS "tooSoon" FROM held
     )
     UPDATE "DeviceAuthorization" d
        SET "lastPolledAt" = clock_timestamp(), "intervalSeconds" = d."intervalSeconds" + CASE WHEN j."tooSoon" THEN 5 ELSE 0 END
       FROM judged j WHERE d.id = j.id
     RETURNING d.state::text AS state, d.scopes, d."expiresAt", d."usedAt", d."grantId", j."tooSoon",
       (SELECT b.msisdn FROM "Subscriber" b WHERE b.id = d."subscriberId") AS msisdn`,
    [options.deviceCodeHash, options.clientId],
  );
  return rows[0] ?? null;
}

/** A device that was allowed in its last second still has time for a poll. */
const pollTimeMs = 60_000;

/** Decided once, by whoever is first; false when it is over or decided. What is allowed has its grant from now on. */
export async function decideDevice(
  tx: PrismaTransaction,
  decision: { id: string; now: Date } & ({ state: 'allowed'; subscriberId: string; grantId: string; scopes: readonly Scope[] } | { state: 'denied'; subscriberId: string } | { state: 'reported'; subscriberId: string | null }),
): Promise<boolean> {
  const { id, now, state, subscriberId } = decision;
  const { count } = await tx.deviceAuthorization.updateMany({
    where: { id, state: 'pending', expiresAt: { gt: now } },
    data: { state, subscriberId, decidedAt: now, ...(state === 'allowed' ? { grantId: decision.grantId, scopes: [...decision.scopes] } : {}) },
  });
  if (count === 1 && state === 'allowed') {
    const least = new Date(now.getTime() + pollTimeMs);
    await tx.deviceAuthorization.updateMany({ where: { id, expiresAt: { lt: least } }, data: { expiresAt: least } });
  }
  return count === 1;
}
