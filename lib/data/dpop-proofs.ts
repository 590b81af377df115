import { sql } from '#lib/data/pool.ts';

/** Notes a proof as used, in one statement; false when it was before. */
export async function insertDpopProof(proof: { proofHash: string; expiresAt: Date }): Promise<boolean> {
  const rows = await sql.prepared('use-dpop-proof', `INSERT INTO "DpopProof" ("proofHash", "expiresAt") VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`, [proof.proofHash, proof.expiresAt]);
  return rows.length === 1;
}
