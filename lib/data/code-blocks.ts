import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { codeBlockOf, codeBlockRule } from '#lib/domain/code-block.ts';

export interface StoppedBlock {
  block: string;
  texted: number;
  used: number;
}

/** The audit says when a stop was lifted; the count begins there. */
export const blockLifted = 'sign-in.block-stop-lifted';

/** $1 block, $2 its fingerprint in the audit. All numbers are of one length, so the range is the block. */
const counted = `SELECT count(*)::int AS texted, count(t."usedAt")::int AS used FROM "OneTimeCode" t
  WHERE t.msisdn BETWEEN $1 || '0000' AND $1 || '9999'
    AND t."textedAt" > greatest(clock_timestamp() - interval '${codeBlockRule.hours} hours',
      (SELECT max(e.at) FROM "AuditEntry" e WHERE e."subjectKind" = 'session' AND e."subjectId" = $2 AND e.action = '${blockLifted}'))`;
const proven = (msisdn: string) => `SELECT 1 FROM "Subscriber" b WHERE b.msisdn = ${msisdn} AND b."lineProvenAt" > clock_timestamp() - interval '${codeBlockRule.provenDays} days'`;
const isStopped = `n.texted >= ${codeBlockRule.texted} AND n.used * 100 < n.texted * ${codeBlockRule.usedPercent}`;

/**
 * Marks a code as texted unless its line sent STOP or its block rests; says which. A line that proved itself of late is no part of a pumped block:
 * nobody can shut its owner out by asking for its neighbours. Texts of one block are counted one after the other, so the
 * count is exact.
 */
export async function claimText(options: { codeId: string; msisdn: string; blockKey: string }): Promise<'claimed' | 'opted-out' | 'block-stopped'> {
  const block = codeBlockOf(options.msisdn);
  return inSqlTransaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('code-block' || $1, 0))`, [block]);
    const optedOut = await tx.query(`SELECT 1 FROM "CodeOptOut" WHERE msisdn = $1`, [options.msisdn]);
    if (optedOut.length > 0) return 'opted-out';
    const claimed = await tx.query(
      `UPDATE "OneTimeCode" SET "textedAt" = clock_timestamp() WHERE id = $3::uuid
         AND (EXISTS (${proven('$4')})
           OR NOT EXISTS (SELECT 1 FROM (${counted}) n WHERE ${isStopped})) RETURNING id`,
      [block, options.blockKey, options.codeId, options.msisdn],
    );
    return claimed.length === 1 ? 'claimed' : 'block-stopped';
  });
}

/** A code that was claimed and not texted after all counts for nothing. */
export async function releaseText(codeId: string): Promise<void> {
  await sql.query(`UPDATE "OneTimeCode" SET "textedAt" = NULL WHERE id = $1::uuid`, [codeId]);
}

/** Whether a line gets its codes though its block rests. */
export async function isProvenOfLate(msisdn: string): Promise<boolean> {
  return (await sql.query(proven('$1'), [msisdn])).length > 0;
}

/** The block's figures if it rests now, else null. */
export async function findStoppedBlock(block: string, blockKey: string): Promise<StoppedBlock | null> {
  const [row] = await sql.query<{ texted: number; used: number }>(`SELECT n.* FROM (${counted}) n WHERE ${isStopped}`, [block, blockKey]);
  return row ? { block, ...row } : null;
}

/** Blocks that may rest: enough codes went there within the time. */
export async function listTextedBlocks(): Promise<string[]> {
  const rows = await sql.query<{ block: string }>(
    `SELECT left(msisdn, -4) AS block FROM "OneTimeCode" WHERE "textedAt" > clock_timestamp() - interval '${codeBlockRule.hours} hours'
      GROUP BY 1 HAVING count(*) >= ${codeBlockRule.texted} ORDER BY 1 LIMIT 200`,
  );
  return rows.map(({ block }) => block);
}
