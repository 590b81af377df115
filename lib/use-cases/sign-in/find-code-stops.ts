import { env } from '#lib/env.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import { type AbuseRule, findAbuseWait } from '#lib/data/abuse-limits.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { findStoppedBlock, isProvenOfLate } from '#lib/data/code-blocks.ts';
import { findCodeOptOut } from '#lib/data/code-opt-outs.ts';
import { findCodeWait } from '#lib/data/one-time-codes.ts';
import { inTransaction } from '#lib/data/prisma.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { codeBlockOf } from '#lib/domain/code-block.ts';
import type { CodeStop } from '#lib/domain/code-stop.ts';
import { parseMsisdn } from '#lib/domain/msisdn.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';
import { abuseKey, abuseRules, codesOfNumber } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { numberKey } from '#lib/use-cases/sign-in/code-blocks.ts';

export interface CodeStops {
  msisdn: string;
  /** Empty when codes go out. */
  stops: CodeStop[];
}

/** The number that somebody of the support team typed. Throws `invalid-input` for what is no US number. */
export function typedNumber(number: string): string {
  const parsed = parseMsisdn(number, { allowTerritories: env.ALLOW_TERRITORIES });
  if (!parsed.ok) throw new AppError('invalid-input', parsed.detail, { field: 'number' });
  return parsed.msisdn;
}

/**
 * Everything that keeps codes from one number now, for the support team: nothing is said to work while one of them holds (T13, T14). That it was
 * looked up is written down, under a fingerprint of the number. Throws `invalid-input` for what is no US number.
 */
export async function findCodeStops({ actor, number }: { actor: SupportActor; number: string }): Promise<CodeStops> {
  const msisdn = typedNumber(number);
  await inTransaction((tx) => writeAudit(tx, { actor, action: 'sign-in.code-stops-read', subjectKind: 'session', subjectId: numberKey(msisdn) }));
  const stops = await Promise.all([stopOfLine(msisdn), stopByWord(msisdn), stopByWrongCodes(msisdn), stopByAsking(msisdn), stopOfBlock(msisdn), stopOfBudget(msisdn)]);
  return { msisdn, stops: stops.filter((stop) => stop !== null) };
}

async function stopOfLine(msisdn: string): Promise<CodeStop | null> {
  try {
    return (await lookUpLine(msisdn)).line ? null : { reason: 'no-line' };
  } catch (error) {
    if (isAppError(error) && error.code === 'unavailable') return { reason: 'carrier-away' };
    throw error;
  }
}

async function stopByWord(msisdn: string): Promise<CodeStop | null> {
  const at = await findCodeOptOut(msisdn);
  return at && { reason: 'opted-out', at, shortCode: env.OWN_SHORT_CODE };
}

async function stopByWrongCodes(msisdn: string): Promise<CodeStop | null> {
  const waitSeconds = await findCodeWait(msisdn);
  return waitSeconds > 0 ? { reason: 'wrong-codes', waitSeconds } : null;
}

async function stopByAsking(msisdn: string): Promise<CodeStop | null> {
  const waitSeconds = await longestWait(codesOfNumber.map((rule) => [rule, abuseKey(msisdn)]));
  return waitSeconds > 0 ? { reason: 'asked-too-often', waitSeconds } : null;
}

async function stopOfBlock(msisdn: string): Promise<CodeStop | null> {
  const block = codeBlockOf(msisdn);
  if (!(await findStoppedBlock(block, numberKey(block)))) return null;
  return (await isProvenOfLate(msisdn)) ? null : { reason: 'block-rests', block };
}

async function stopOfBudget(msisdn: string): Promise<CodeStop | null> {
  const waitSeconds = await longestWait([[abuseRules.textPerBlockHour, abuseKey(codeBlockOf(msisdn))], [abuseRules.textGlobalHour, 'all']]);
  return waitSeconds > 0 ? { reason: 'texts-spent', waitSeconds } : null;
}

async function longestWait(counted: readonly (readonly [AbuseRule, string])[]): Promise<number> {
  return Math.max(...(await Promise.all(counted.map(([rule, key]) => findAbuseWait(rule, key)))));
}
