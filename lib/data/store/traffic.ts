import { sql } from '#lib/data/pool.ts';
import type { Traffic, TrafficDay } from '#lib/domain/conversation.ts';

/** What came and went in a mailbox over the last days, Handset's own codes not counted: counts and times, never a text. */
export async function readTraffic(mailboxId: string, days: number): Promise<Traffic> {
  const [[last], counts] = await Promise.all([
    sql.query<{ lastInboundAt: Date | null; lastOutboundAt: Date | null }>(
      `SELECT max("sentAt") FILTER (WHERE "direction" = 'in') AS "lastInboundAt", max("sentAt") FILTER (WHERE "direction" = 'out') AS "lastOutboundAt"
         FROM "Message" WHERE "mailboxId" = $1::uuid AND "deletedAt" IS NULL AND NOT "isOwnCode"`,
      [mailboxId],
    ),
    sql.query<TrafficDay>(
      `SELECT floor(extract(epoch FROM now() - "sentAt") / 86400)::int AS "daysAgo",
              count(*) FILTER (WHERE "direction" = 'in')::int AS "inbound", count(*) FILTER (WHERE "direction" = 'out')::int AS "outbound"
         FROM "Message" WHERE "mailboxId" = $1::uuid AND "deletedAt" IS NULL AND NOT "isOwnCode"
          AND "sentAt" > now() - make_interval(days => $2::int) AND "sentAt" <= now()
        GROUP BY 1 ORDER BY 1`,
      [mailboxId, days],
    ),
  ]);
  return { lastInboundAt: last?.lastInboundAt ?? null, lastOutboundAt: last?.lastOutboundAt ?? null, days: counts };
}
