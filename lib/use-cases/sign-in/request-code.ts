import { clock } from '#lib/clock.ts';
import { hmacHex, randomDigits } from '#lib/crypto.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { logger } from '#lib/logger.ts';
import { spendAbusePoints } from '#lib/data/abuse-limits.ts';
import { claimText, releaseText } from '#lib/data/code-blocks.ts';
import { findCodeWait, insertCode, noteCodeOwner } from '#lib/data/one-time-codes.ts';
import { codeBlockOf } from '#lib/domain/code-block.ts';
import { type MsisdnResult, parseMsisdn } from '#lib/domain/msisdn.ts';
import { codeDigits, codeTtlSeconds, triesPerCode } from '#lib/domain/one-time-code.ts';
import { waitWords } from '#lib/domain/wait-words.ts';
import { sendOwnCode } from '#lib/use-cases/messages/send-own-code.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';
import { abuseKey, abuseRules, codesOfNumber, networkOf } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { numberKey } from '#lib/use-cases/sign-in/code-blocks.ts';

export interface RequestedCode {
  msisdn: string;
  expiresAt: Date;
  /** Texts the code, if there is a line to text it to. For behind the answer: nothing before it may depend on the number (T15). */
  deliver: () => Promise<void>;
}

export const browserHashOf = (browserId: string): string => hmacHex('browser', browserId);
export const codeHashOf = (codeId: string, code: string): string => hmacHex('one-time-code', `${codeId}:${code}`);

/**
 * Asks for a code to be texted to a number. Answer, limits and time are the same for every number (T15): only after the answer is the
 * carrier asked whether the number is one of its lines, and only its own lines get a text.
 * Throws `invalid-input` for what is no US number, `limit-exceeded` with the wait.
 */
export async function requestCode(options: { number: string; browserId: string; address: string | null }): Promise<RequestedCode> {
  const parsed = parseMsisdn(options.number, { allowTerritories: env.ALLOW_TERRITORIES });
  if (!parsed.ok) throw new AppError('invalid-input', whyNoCode(parsed), { field: 'number' });
  const { msisdn } = parsed;
  const wait = await findCodeWait(msisdn);
  // A code that is over before it may be tried is only a text more.
  if (wait >= codeTtlSeconds) throw tooManyWrongCodes(wait, 'number');
  await spendOrRefuse(msisdn, networkOf(options.address));

  const now = clock.now();
  const id = newId();
  const code = randomDigits(codeDigits);
  const expiresAt = new Date(now.getTime() + codeTtlSeconds * 1000);
  await insertCode({
    id,
    msisdn,
    browserHash: browserHashOf(options.browserId),
    codeHash: codeHashOf(id, code),
    createdAt: now,
    expiresAt,
    triesLeft: triesPerCode,
  });
  return { msisdn, expiresAt, deliver: () => deliver({ codeId: id, msisdn, code }) };
}

/** The rules of numbers speak of sending to them; here somebody types the own one. */
function whyNoCode(refused: Extract<MsisdnResult, { ok: false }>): string {
  if (refused.reason === 'malformed') return refused.detail;
  const what = refused.detail.slice(0, refused.detail.indexOf('.') + 1).replace(/, which cannot receive messages\.$/, '.');
  return `${what} Sign in with the US mobile number of your own line: codes go to no other.`;
}

/** The same words for a number of ours and any other (T15): when it goes on, and what helps sooner. */
export function tooManyWrongCodes(retryAfterSeconds: number, field: 'number' | 'code'): AppError {
  const sooner = retryAfterSeconds >= codeTtlSeconds ? ' If you cannot wait, ask support to help you sign in.' : '';
  return new AppError('limit-exceeded', `Too many wrong codes for this number. Try again in ${waitWords(retryAfterSeconds)}.${sooner}`, { field, retryAfterSeconds });
}

async function spendOrRefuse(msisdn: string, network: string | null): Promise<void> {
  const numberKey = abuseKey(msisdn);
  const retryAfterSeconds = await spendAbusePoints([
    ...(network ? [[abuseRules.codePerNetworkHour, abuseKey(network)] as const] : []),
    ...codesOfNumber.map((rule) => [rule, numberKey] as const),
  ]);
  if (retryAfterSeconds > 0) {
    throw new AppError('limit-exceeded', `That is too many codes for now. Ask for the next one in ${waitWords(retryAfterSeconds)}.`, { field: 'number', retryAfterSeconds });
  }
}

async function deliver({ codeId, msisdn, code }: { codeId: string; msisdn: string; code: string }): Promise<void> {
  try {
    const { line } = await lookUpLine(msisdn);
    if (!line) return;
    const block = codeBlockOf(msisdn);
    const claim = await claimText({ codeId, msisdn, blockKey: numberKey(block) });
    if (claim !== 'claimed') {
      logger.warn({ component: 'sign-in', reasonCode: `code-${claim}` }, 'a sign-in code was not texted');
      return;
    }
    const overBudget = (await spendAbusePoints([[abuseRules.textPerBlockHour, abuseKey(block)], [abuseRules.textGlobalHour, 'all']])) > 0;
    if (overBudget) {
      await releaseText(codeId);
      logger.warn({ component: 'sign-in', reasonCode: 'code-budget-spent' }, 'a sign-in code was not texted');
      return;
    }
    // The last line lets a phone offer the code to this site alone (domain-bound one-time codes).
    const text = `${code} is your Handset sign-in code. It works for 10 minutes, in the browser that asked for it. Give it to nobody.\n@${new URL(env.PUBLIC_URL).hostname} #${code}`;
    await noteCodeOwner(codeId, line.ownerKey);
    await sendOwnCode({ msisdn, text });
  } catch (error) {
    // The person sees that no code comes and asks again; the answer they got stays the same for every number.
    logger.error({ component: 'sign-in', error }, 'a sign-in code could not be queued');
  }
}
