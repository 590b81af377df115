import { sql } from '#lib/data/pool.ts';
import { conversationOf, type WaitingMessage } from '#lib/domain/virtual-phone.ts';

interface OnItsWay {
  id: string;
  from: string;
  /** Everybody it is for. */
  to: string[];
  text: string;
  isGroup: boolean;
}

/** Messages that the network has for one of our lines, from subscribers and from other phones, in the order in which they were sent. Ones about to arrive are among them for a moment. */
export async function listWaitingFor(msisdn: string): Promise<WaitingMessage[]> {
  const rows = await sql.query<OnItsWay>(
    `SELECT "id", "from", "to", "text", "isGroup" FROM (
       SELECT "id", s->>'sender' AS "from", ARRAY(SELECT jsonb_array_elements_text(CASE WHEN jsonb_typeof(s->'group') = 'array' THEN s->'group' ELSE jsonb_build_array(s->'recipient') END)) AS "to", s->>'text' AS "text",
         COALESCE(jsonb_typeof(s->'group') = 'array', false) AS "isGroup"
       FROM "SimulatedEvent", LATERAL (SELECT "payload"->'submission' AS s) AS x WHERE "kind" = 'deliver' AND s->>'recipient' = $1
       UNION ALL
       SELECT "id", m->>'from', ARRAY(SELECT jsonb_array_elements_text(m->'to')), m->>'text', (m->>'isGroup')::boolean
       FROM "SimulatedEvent", LATERAL (SELECT "payload"->'message' AS m) AS x WHERE "kind" = 'inbound' AND "payload"->>'msisdn' = $1 AND m->>'from' <> $1
     ) AS waiting ORDER BY "id" LIMIT 50`,
    [msisdn],
  );
  return rows.map(({ id, text, ...message }) => ({ id, text, conversation: conversationOf(msisdn, { ...message, direction: 'in' }).key }));
}

/** How many receipts and messages are on their way; those held for a phone that cannot be reached do not move. */
export async function countMovingEvents(): Promise<number> {
  const [row] = await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM "SimulatedEvent" WHERE "heldFor" IS NULL`);
  return row?.count ?? 0;
}
