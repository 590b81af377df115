import { Client } from 'pg';

export interface ToldLink {
  name: string;
  state: 'open' | 'broken' | 'down' | 'refused';
  detail: string;
}

/**
 * How the links to the carrier stand, as workers have told since `startedAt`, of `performance.now()`: what an earlier run left behind is not meant.
 * Compared as spans, since the database's clock may be another's. None when the database cannot be asked: the server says so itself.
 */
export async function listToldLinks({ databaseUrl, startedAt }: { databaseUrl: string; startedAt: number }): Promise<ToldLink[]> {
  const client = new Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    const { rows } = await client.query<ToldLink>(
      `SELECT "name", "state", "detail" FROM "CarrierLink" WHERE "seenAt" > now() - make_interval(secs => $1::float / 1000) ORDER BY "name", "worker"`,
      [performance.now() - startedAt],
    );
    return rows;
  } catch {
    return [];
  } finally {
    await client.end().catch(() => undefined);
  }
}
