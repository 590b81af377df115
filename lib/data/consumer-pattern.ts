import { sql } from '#lib/data/pool.ts';

export interface LineDay {
  mailboxId: string;
  msisdn: string;
  sent: number;
  apps: string[];
  refused: number;
}

/** Lines for which apps sent most since a moment: those worth a closer look. */
export function listBusiestLines(options: { since: Date; atLeast: number }): Promise<LineDay[]> {
  return sql.query<LineDay>(
    `SELECT d."mailboxId"::text, m.msisdn, max(d.sent)::int AS sent, max(d.refused)::int AS refused,
            array_agg(DISTINCT a.name ORDER BY a.name) FILTER (WHERE a.name IS NOT NULL) AS apps
     FROM (SELECT "mailboxId", day, sum(sent) AS sent, sum(refused) AS refused FROM "AppActivityDay" WHERE day >= $1::date GROUP BY 1, 2) d
     JOIN "Mailbox" m ON m.id = d."mailboxId"
     LEFT JOIN "AppActivityDay" x ON x."mailboxId" = d."mailboxId" AND x.day >= $1::date
     LEFT JOIN "Client" c ON c.id = x."clientId" LEFT JOIN "Application" a ON a.id = c."applicationId"
     GROUP BY d."mailboxId", m.msisdn HAVING max(d.sent) >= $2 OR max(d.refused) >= $2 ORDER BY max(d.sent) DESC LIMIT 50`,
    [options.since, options.atLeast],
  );
}

export interface LinePattern {
  sent: number;
  received: number;
  recipients: number;
  busiestMinute: number;
  repeated: number;
}

/** What one line did in the last 24 hours, as counts only; every part names its mailbox. */
export async function readLinePattern(mailboxId: string): Promise<LinePattern> {
  const [row] = await sql.query<LinePattern>(
    `WITH recent AS (
       SELECT id, direction, text, "sentAt" FROM "Message" WHERE "mailboxId" = $1::uuid AND "sentAt" > now() - interval '24 hours' AND NOT "isOwnCode"
     )
     SELECT (SELECT count(*) FROM recent WHERE direction = 'out')::int AS sent,
            (SELECT count(*) FROM recent WHERE direction = 'in')::int AS received,
            (SELECT count(DISTINCT r.address) FROM "Recipient" r JOIN recent m ON m.id = r."messageId" WHERE r."mailboxId" = $1::uuid AND m.direction = 'out')::int AS recipients,
            coalesce((SELECT max(n) FROM (SELECT count(*) AS n FROM recent WHERE direction = 'out' GROUP BY date_trunc('minute', "sentAt")) b), 0)::int AS "busiestMinute",
            coalesce((SELECT max(n) FROM (SELECT count(*) AS n FROM recent WHERE direction = 'out' AND text <> '' GROUP BY md5(text)) b), 0)::int AS repeated`,
    [mailboxId],
  );
  return row ?? { sent: 0, received: 0, recipients: 0, busiestMinute: 0, repeated: 0 };
}
