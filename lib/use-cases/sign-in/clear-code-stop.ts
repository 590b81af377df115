import { hmacHex } from '#lib/crypto.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { clearAbusePoints } from '#lib/data/abuse-limits.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { clearCodeFailures } from '#lib/data/one-time-codes.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { parseMsisdn } from '#lib/domain/msisdn.ts';
import { abuseKey, codesOfNumber } from '#lib/use-cases/sign-in/abuse-rules.ts';

/**
 * Lets codes go out at once to a number that waits after wrong ones, or after too many that somebody asked for: the way out that is not a passkey (T13). The audit
 * row holds a fingerprint, not the number. Harmless when nothing was stopped. Throws `invalid-input` for what is no US number.
 */
export async function clearCodeStop(options: { actor: SupportActor; number: string }): Promise<void> {
  const parsed = parseMsisdn(options.number, { allowTerritories: env.ALLOW_TERRITORIES });
  if (!parsed.ok) throw new AppError('invalid-input', parsed.detail, { field: 'number' });
  await inTransaction(async (tx) => {
    await clearCodeFailures(sqlOf(tx), parsed.msisdn);
    await writeAudit(tx, { actor: options.actor, action: 'sign-in.code-stop-cleared', subjectKind: 'session', subjectId: hmacHex('audit-number', parsed.msisdn).slice(0, 32) });
  });
  // What strangers asked for in its name is forgotten too.
  for (const rule of codesOfNumber) await clearAbusePoints(rule, abuseKey(parsed.msisdn));
}
