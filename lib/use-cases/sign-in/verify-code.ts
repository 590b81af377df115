import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { claimGuess, findCodeWait, findPendingCode, type PendingCode, redeemCode } from '#lib/data/one-time-codes.ts';
import { codeDigits, codeTtlSeconds, failuresForgottenSeconds, isCode, maxConsecutiveFailures, normalizeCode, waitSeconds } from '#lib/domain/one-time-code.ts';
import { waitWords } from '#lib/domain/wait-words.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';
import { browserHashOf, codeHashOf, tooManyWrongCodes } from '#lib/use-cases/sign-in/request-code.ts';

/** The wait that the n-th failure in a row begins. */
const waits = Array.from({ length: maxConsecutiveFailures + 1 }, (_, failures) => waitSeconds(failures));

/** What the browser that asked may see of its code: never the code. */
export async function findRequestedCode(options: { browserId: string | null }): Promise<PendingCode | null> {
  if (!options.browserId) return null;
  return findPendingCode({ browserHash: browserHashOf(options.browserId), msisdn: null, now: clock.now() });
}

/**
 * Proves a line by its code: the newest one that this very browser asked for, once (T13, E2). Creates the subscriber and the mailbox at
 * the first proof. Throws `invalid-input` for a wrong, used or expired code, `limit-exceeded` while the number has to wait.
 */
export async function verifyCode(options: { msisdn: string; code: string; browserId: string | null }): Promise<{ subscriberId: string; mailboxId: string }> {
  const code = normalizeCode(options.code);
  if (!isCode(code)) throw new AppError('invalid-input', `Type the ${codeDigits} digits from the text message.`, { field: 'code' });
  const now = clock.now();
  const pending = options.browserId ? await findPendingCode({ browserHash: browserHashOf(options.browserId), msisdn: options.msisdn, now }) : null;
  if (!pending || pending.triesLeft < 1) {
    throw new AppError('invalid-input', 'This code is over: used, older than 10 minutes, tried too often, or asked for in another browser. Ask for a new one.', { field: 'code' });
  }
  if (!(await claimGuess({ msisdn: pending.msisdn, waits, forgottenSeconds: failuresForgottenSeconds }))) {
    throw tooManyWrongCodes(Math.max(1, await findCodeWait(pending.msisdn)), 'code');
  }
  // Also keeps a lucky guess for a number that is none of our lines from becoming an account.
  const { line } = await lookUpLine(pending.msisdn);
  const owner = await redeemCode({
    id: pending.id,
    msisdn: pending.msisdn,
    codeHash: line ? codeHashOf(pending.id, code) : '',
    now,
    ownerKey: line?.ownerKey ?? null,
    name: null,
  });
  if (owner) return owner;
  const wait = await findCodeWait(pending.msisdn);
  if (wait >= codeTtlSeconds) throw tooManyWrongCodes(wait, 'code');
  const triesLeft = pending.triesLeft - 1;
  if (triesLeft < 1) throw new AppError('invalid-input', 'That is not the code, and it has been tried too often. Ask for a new one.', { field: 'code' });
  // A count of tries helps nobody before it runs out.
  const left = triesLeft <= 2 ? ` ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left.` : '';
  throw new AppError('invalid-input', `That is not the code. Look at the newest text message and try again${wait > 0 ? ` in ${waitWords(wait)}` : ''}.${left}`, { field: 'code' });
}
