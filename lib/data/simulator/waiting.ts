import { sql } from '#lib/data/pool.ts';

/** Messages the network holds for one of our lines, oldest first. Ones about to arrive are among them for a moment. */
export async function listWaitingFor(msisdn: string): Promise<{ from: string; text: string }[]> {
  return sql.query<{ from: string; text: string }>(
    `SELECT "payload"->'submission'->>'sender' AS "from", "payload"->'submission'->>'text' AS "text" FROM "SimulatedEvent"
      WHERE "kind" = 'deliver' AND "payload"->'submission'->>'recipient' = $1 ORDER BY "id" LIMIT 20`,
    [msisdn],
  );
}
