import { sql } from '#lib/data/pool.ts';

export interface LinkRow {
  name: string;
  carrier: string;
  state: 'open' | 'broken' | 'down' | 'refused';
  detail: string;
  since: Date;
}

/** A worker that has not told for so long is gone, and its links with it. */
const staleSeconds = 30;

/** What one worker sees of its links. `since` moves only when the state does. Links it no longer has are taken away. */
export async function saveLinks(worker: string, carrier: string, links: readonly Omit<LinkRow, 'carrier' | 'since'>[]): Promise<void> {
  await sql.query(
    `WITH told AS (
       SELECT * FROM unnest($3::text[], $4::text[], $5::text[]) AS u(name, state, detail)
     ), gone AS (
       DELETE FROM "CarrierLink" WHERE "worker" = $1::uuid AND "name" NOT IN (SELECT name FROM told)
     )
     INSERT INTO "CarrierLink" AS l ("worker", "name", "carrier", "state", "detail", "since", "seenAt")
     SELECT $1::uuid, name, $2, state::"LinkState", detail, now(), now() FROM told
     ON CONFLICT ("worker", "name") DO UPDATE SET "carrier" = EXCLUDED."carrier", "state" = EXCLUDED."state", "detail" = EXCLUDED."detail", "seenAt" = now(),
       "since" = CASE WHEN l."state" = EXCLUDED."state" THEN l."since" ELSE now() END`,
    [worker, carrier, links.map(({ name }) => name), links.map(({ state }) => state), links.map(({ detail }) => detail)],
  );
}

/** The worker stops in good order: its links are nobody's worry. */
export async function forgetLinks(worker: string): Promise<void> {
  await sql.query(`DELETE FROM "CarrierLink" WHERE "worker" = $1::uuid`, [worker]);
}

/** The links of all workers that are there, by name; the same link of several workers as often. */
export function listLinks(): Promise<LinkRow[]> {
  return sql.query<LinkRow>(
    `SELECT "name", "carrier", "state", "detail", "since" FROM "CarrierLink" WHERE "seenAt" > now() - make_interval(secs => $1::int) ORDER BY "name", "worker"`,
    [staleSeconds],
  );
}
