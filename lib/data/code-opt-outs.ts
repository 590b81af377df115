import { type Sql, sql } from '#lib/data/pool.ts';

/** Answers whether it is new: a repeated STOP changes nothing. */
export async function insertCodeOptOut(tx: Sql, msisdn: string): Promise<boolean> {
  return (await tx.query(`INSERT INTO "CodeOptOut" (msisdn) VALUES ($1) ON CONFLICT (msisdn) DO NOTHING RETURNING msisdn`, [msisdn])).length === 1;
}

export async function deleteCodeOptOut(tx: Sql, msisdn: string): Promise<boolean> {
  return (await tx.query(`DELETE FROM "CodeOptOut" WHERE msisdn = $1 RETURNING msisdn`, [msisdn])).length === 1;
}

/** When the line said STOP; null while it gets codes. */
export async function findCodeOptOut(msisdn: string): Promise<Date | null> {
  const [row] = await sql.query<{ at: Date }>(`SELECT at FROM "CodeOptOut" WHERE msisdn = $1`, [msisdn]);
  return row?.at ?? null;
}
