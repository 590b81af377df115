import { sql } from '#lib/data/pool.ts';
import type { LinePattern } from '#lib/domain/consumer-pattern.ts';
import { firstIdAt } from '#lib/ids.ts';

/** Outbox rows looked through at once. */
const batchRows = 5_000;

/** Mailboxes that apps queued something for behind an outbox row, and the row to go on from. Without one only the newest rows are looked at. */
export async function listLinesOfApps(after: number | null): Promise<{ mailboxIds: string[]; last: number; hasMore: boolean }> {
  const [row] = await sql.query<{ mailboxIds: string[] | null; last: number | null; rows: number }>(
    `SELECT array_agg(DISTINCT "mailboxId") FILTER (WHERE "clientId" IS NOT NULL) AS "mailboxIds", max("id") AS last, count(*)::int AS rows
     FROM (SELECT "id", "mailboxId", "clientId" FROM "Outbox" WHERE "id" > coalesce($1::int8, (SELECT max("id") FROM "Outbox") - $2::int) ORDER BY "id" LIMIT $2::int) o`,
    [after, batchRows],
  );
  return { mailboxIds: row?.mailboxIds ?? [], last: row?.last ?? after ?? 0, hasMore: row?.rows === batchRows };
}

/** A line, and the moment from which on it is looked at. */
export interface WatchedLine {
  mailboxId: string;
  since: Date;
}

/**
 * What apps did with each line since its moment, in the order of the lines; a message to ten is ten. Any minute counts, wherever it begins. Ids tell the
 * time, so only that time's messages are read. Null for a line with no more than `few` texts, its own and others', which are all that is read of it.
 */
export async function readLinePatterns(lines: readonly WatchedLine[], { few }: { few: number }): Promise<(LinePattern | null)[]> {
  const rows = await sql.prepared<LinePattern & { place: number }>(
    'line-patterns',
    `SELECT line.place::int, pattern.* FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS line(box, first, place) CROSS JOIN LATERAL (
       WITH addressed AS MATERIALIZED (
         SELECT "messageId", "address" FROM "Recipient" WHERE "mailboxId" = line.box AND "messageId" >= line.first
       ), recent AS MATERIALIZED (
         SELECT "id", "direction", "origin", md5("text") AS hash, "text" <> '' AS "hasText", "sentAt" FROM "Message"
         WHERE "mailboxId" = line.box AND "id" >= line.first AND NOT "isOwnCode" AND ("direction" = 'in' OR "origin" = 'app')
       ), out AS MATERIALIZED (
         SELECT m.*, a."address", count(*) OVER (ORDER BY m."sentAt" RANGE '1 minute' PRECEDING) AS minute, count(*) OVER (ORDER BY m."sentAt" RANGE '10 minutes' PRECEDING) AS "tenMinutes"
         FROM recent m JOIN addressed a ON a."messageId" = m."id" WHERE m."direction" = 'out'
       )
       SELECT (SELECT count(*) FROM out)::int AS sent, (SELECT count(*) FROM recent WHERE "direction" = 'in')::int AS received,
         (SELECT count(DISTINCT "address") FROM out)::int AS recipients,
         coalesce((SELECT max(minute) FROM out), 0)::int AS "busiestMinute",
         coalesce((SELECT max("tenMinutes") FROM out), 0)::int AS "busiestTenMinutes",
         coalesce((SELECT max(n) FROM (SELECT count(*) AS n FROM out WHERE "hasText" GROUP BY hash) b), 0)::int AS repeated
     ) pattern
     WHERE (SELECT count(*) FROM (SELECT FROM "Recipient" WHERE "mailboxId" = line.box AND "messageId" >= line.first LIMIT $3::int + 1) texts) > $3::int`,
    [lines.map(({ mailboxId }) => mailboxId), lines.map(({ since }) => firstIdAt(since)), few],
  );
  const byPlace = new Map(rows.map(({ place, ...pattern }) => [place, pattern]));
  return lines.map((_, at) => byPlace.get(at + 1) ?? null);
}
