import { clearAbusePoints } from '#lib/data/abuse-limits.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { clearCodeFailures } from '#lib/data/one-time-codes.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { abuseKey, codesOfNumber } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { numberKey } from '#lib/use-cases/sign-in/code-blocks.ts';
import { typedNumber } from '#lib/use-cases/sign-in/find-code-stops.ts';

/**
 * Ends the wait of a number after wrong codes, or after too many that somebody asked for: the way out that is not a passkey (T13). What else stops
 * codes stays: a STOP is the line's own word (T14). The audit row holds a fingerprint, not the number. Harmless when nothing was stopped. Throws
 * `invalid-input` for what is no US number.
 */
export async function clearCodeStop(options: { actor: SupportActor; number: string }): Promise<void> {
  const msisdn = typedNumber(options.number);
  await inTransaction(async (tx) => {
    await clearCodeFailures(sqlOf(tx), msisdn);
    await writeAudit(tx, { actor: options.actor, action: 'sign-in.code-stop-cleared', subjectKind: 'session', subjectId: numberKey(msisdn) });
  });
  // What strangers asked for in its name is forgotten too.
  for (const rule of codesOfNumber) await clearAbusePoints(rule, abuseKey(msisdn));
}
