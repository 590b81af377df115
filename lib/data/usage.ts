import { clock } from '#lib/clock.ts';
import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { notify } from '#lib/data/notify.ts';
import type { LimitName } from '#lib/domain/rate-limit.ts';

/**
 * Counts for meters, charts and the subscriber's ledger, and when consents were last used. They are gathered in the process and written together a few times a second:
 * a row per call would put a second durable commit on each send (architecture: limits). A crash loses what was not written yet, a
 * quarter of a second of counts; limits themselves are decided elsewhere.
 */
interface GatheredMinute {
  clientId: string;
  limitName: LimitName;
  minuteMs: number;
  allowed: number;
  refused: number;
  perMinute: number;
}

interface Gathered {
  usage: Map<string, GatheredMinute>;
  activity: Map<string, GatheredActivity>;
  /** When a consent was used, by its id. */
  uses: Map<string, number>;
  timer: NodeJS.Timeout | null;
  writing: Promise<void>;
}

export interface AppActivity {
  sent?: number;
  read?: number;
  marked?: number;
  deleted?: number;
  refused?: number;
}

/** What an app did in a mailbox on one day, by UTC. */
interface GatheredActivity extends Required<AppActivity> {
  mailboxId: string;
  clientId: string;
  firstMs: number;
  lastMs: number;
}

const shared = globalThis as typeof globalThis & { handsetUsage?: Gathered };
const gathered: Gathered = (shared.handsetUsage ??= { usage: new Map(), activity: new Map(), uses: new Map(), timer: null, writing: Promise.resolve() });

const flushAfterMs = 250;
const dayMs = 86_400_000;

function schedule(): void {
  if (gathered.timer) return;
  gathered.timer = setTimeout(() => {
    // Not written: the counts stay gathered and go with the next round.
    flushUsage().catch(() => schedule());
  }, flushAfterMs);
  gathered.timer.unref();
}

/** Counts one call against a limit in the minute it was decided in, by the clock of the database. */
export function recordUsage(options: { clientId: string; limitName: LimitName; nowMs: number; allowed: boolean; perMinute: number }): void {
  const { clientId, limitName, nowMs, allowed, perMinute } = options;
  const minuteMs = Math.floor(nowMs / 60_000) * 60_000;
  const key = `${clientId} ${limitName} ${minuteMs}`;
  const row = gathered.usage.get(key) ?? { clientId, limitName, minuteMs, allowed: 0, refused: 0, perMinute };
  row.perMinute = perMinute;
  if (allowed) row.allowed += 1;
  else row.refused += 1;
  gathered.usage.set(key, row);
  schedule();
}

/** Adds to what an app did in a mailbox today, and when: the subscriber's ledger. */
export function recordAppActivity(mailboxId: string, clientId: string, counts: AppActivity): void {
  const atMs = clock.now().getTime();
  gatherActivity({ sent: 0, read: 0, marked: 0, deleted: 0, refused: 0, ...counts, mailboxId, clientId, firstMs: atMs, lastMs: atMs });
}

function gatherActivity(row: GatheredActivity): void {
  // What is gathered around midnight belongs to two days.
  const key = `${row.mailboxId} ${row.clientId} ${Math.floor(row.firstMs / dayMs)}`;
  const other = gathered.activity.get(key);
  gathered.activity.set(key, other ? joinActivity(row, other) : row);
  schedule();
}

const joinActivity = (row: GatheredActivity, other: GatheredActivity): GatheredActivity => ({
  mailboxId: row.mailboxId,
  clientId: row.clientId,
  sent: row.sent + other.sent,
  read: row.read + other.read,
  marked: row.marked + other.marked,
  deleted: row.deleted + other.deleted,
  refused: row.refused + other.refused,
  firstMs: Math.min(row.firstMs, other.firstMs),
  lastMs: Math.max(row.lastMs, other.lastMs),
});

/** Notes that a consent was used, for *last used* in Connected apps. */
export function recordGrantUse(grantId: string, atMs: number): void {
  gathered.uses.set(grantId, Math.max(atMs, gathered.uses.get(grantId) ?? 0));
  schedule();
}

/** Resolves when everything gathered so far is stored; the server calls it before it stops. Throws what the database throws. */
export function flushUsage(): Promise<void> {
  const round = gathered.writing.then(writeRound);
  gathered.writing = round.catch(() => undefined);
  return round;
}

async function writeRound(): Promise<void> {
  if (gathered.timer) clearTimeout(gathered.timer);
  gathered.timer = null;
  const usage = [...gathered.usage.values()].sort((a, b) => compare(a.clientId + a.limitName + a.minuteMs, b.clientId + b.limitName + b.minuteMs));
  const activity = [...gathered.activity.values()].sort((a, b) => compare(a.mailboxId + a.clientId + a.firstMs, b.mailboxId + b.clientId + b.firstMs));
  const uses = [...gathered.uses];
  if (usage.length === 0 && activity.length === 0 && uses.length === 0) return;
  gathered.usage.clear();
  gathered.activity.clear();
  gathered.uses.clear();
  try {
    await inSqlTransaction(async (tx) => {
      if (usage.length > 0) {
        await tx.query(
          `INSERT INTO "UsageMinute" ("clientId", "limitName", "minuteAt", allowed, refused, "perMinute")
           SELECT c, l::"LimitName", to_timestamp(m), a, r, p FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::int[], $5::int[], $6::int[]) AS u(c, l, m, a, r, p)
           ON CONFLICT ("clientId", "limitName", "minuteAt")
           DO UPDATE SET allowed = "UsageMinute".allowed + excluded.allowed, refused = "UsageMinute".refused + excluded.refused, "perMinute" = excluded."perMinute"`,
          [
            usage.map((row) => row.clientId),
            usage.map((row) => row.limitName),
            usage.map((row) => row.minuteMs / 1000),
            usage.map((row) => row.allowed),
            usage.map((row) => row.refused),
            usage.map((row) => row.perMinute),
          ],
        );
        for (const clientId of new Set(usage.map((row) => row.clientId))) await notify(tx, { topic: 'client', clientId });
      }
      if (uses.length > 0) {
        // Known to the minute. Never waits for a send that holds the consent, nor lets one wait for long: its next use will say the same.
        await tx.query(
          `UPDATE "ConsentGrant" g SET "lastUsedAt" = used.at
           FROM (SELECT h.id, to_timestamp(u.at) AS at FROM unnest($1::uuid[], $2::float8[]) AS u(id, at) JOIN "ConsentGrant" h ON h.id = u.id
                 WHERE h."lastUsedAt" IS NULL OR h."lastUsedAt" < to_timestamp(u.at) - interval '1 minute' ORDER BY h.id FOR NO KEY UPDATE OF h SKIP LOCKED) used
           WHERE g.id = used.id`,
          [uses.map(([grantId]) => grantId), uses.map(([, atMs]) => atMs / 1000)],
        );
      }
      if (activity.length > 0) {
        await tx.query(
          `INSERT INTO "AppActivityDay" ("mailboxId", "clientId", day, sent, read, marked, deleted, refused, "firstAt", "lastAt")
           SELECT m, c, (to_timestamp(b) AT TIME ZONE 'UTC')::date, s, r, k, d, f, to_timestamp(b), to_timestamp(e)
           FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::float8[], $9::float8[]) AS u(m, c, s, r, k, d, f, b, e)
           ON CONFLICT ("mailboxId", "clientId", day) DO UPDATE SET
             sent = "AppActivityDay".sent + excluded.sent, read = "AppActivityDay".read + excluded.read,
             marked = "AppActivityDay".marked + excluded.marked, deleted = "AppActivityDay".deleted + excluded.deleted,
             refused = "AppActivityDay".refused + excluded.refused,
             "firstAt" = LEAST("AppActivityDay"."firstAt", excluded."firstAt"), "lastAt" = GREATEST("AppActivityDay"."lastAt", excluded."lastAt")`,
          [
            activity.map((row) => row.mailboxId),
            activity.map((row) => row.clientId),
            activity.map((row) => row.sent),
            activity.map((row) => row.read),
            activity.map((row) => row.marked),
            activity.map((row) => row.deleted),
            activity.map((row) => row.refused),
            activity.map((row) => row.firstMs / 1000),
            activity.map((row) => row.lastMs / 1000),
          ],
        );
      }
    });
  } catch (error) {
    for (const row of usage) putBackUsage(row);
    for (const [grantId, atMs] of uses) recordGrantUse(grantId, atMs);
    for (const row of activity) gatherActivity(row);
    throw error;
  }
}

function putBackUsage(row: GatheredMinute): void {
  const key = `${row.clientId} ${row.limitName} ${row.minuteMs}`;
  const newer = gathered.usage.get(key);
  gathered.usage.set(key, { ...row, allowed: row.allowed + (newer?.allowed ?? 0), refused: row.refused + (newer?.refused ?? 0), perMinute: newer?.perMinute ?? row.perMinute });
  schedule();
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

export interface UsageMinuteRow {
  minuteAt: Date;
  allowed: number;
  refused: number;
  /** The limit in force at the last call of the minute; null where no version recorded it. */
  perMinute: number | null;
}

/** The minutes in which a client called, oldest first. */
export function listUsageMinutes(options: { clientId: string; limitName: LimitName; since: Date }): Promise<UsageMinuteRow[]> {
  return sql.query<UsageMinuteRow>(
    `SELECT "minuteAt", allowed, refused, "perMinute" FROM "UsageMinute"
     WHERE "clientId" = $1::uuid AND "limitName" = $2::"LimitName" AND "minuteAt" >= $3 ORDER BY "minuteAt"`,
    [options.clientId, options.limitName, options.since],
  );
}

export interface UsageTotals {
  clientId: string;
  limitName: LimitName;
  allowed: number;
  refused: number;
  lastAt: Date | null;
}

/** Sums since a moment, for lists. */
export function sumUsage(options: { clientIds: readonly string[]; since: Date }): Promise<UsageTotals[]> {
  return sql.query<UsageTotals>(
    `SELECT "clientId", "limitName", sum(allowed)::int AS allowed, sum(refused)::int AS refused, max("minuteAt") AS "lastAt"
     FROM "UsageMinute" WHERE "clientId" = ANY($1::uuid[]) AND "minuteAt" >= $2 GROUP BY 1, 2`,
    [options.clientIds, options.since],
  );
}
