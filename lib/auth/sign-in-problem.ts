import { type ErrorCode, errorCodes, isAppError } from '#lib/errors.ts';
import { openState, signState } from '#lib/crypto.ts';

export interface SignInProblem {
  code: ErrorCode | 'unexpected';
  text: string;
  field: string | null;
  retryAfterSeconds: number | null;
}

const unexpected: SignInProblem = { code: 'unexpected', text: 'Something went wrong on our side. Try again in a moment.', field: null, retryAfterSeconds: null };

/** A refusal as one signed word for next-auth's `?error=`: a link cannot make our page say something else. */
export function encodeSignInProblem(error: unknown): string {
  const problem: SignInProblem = isAppError(error)
    ? { code: error.code, text: error.message, field: error.field ?? null, retryAfterSeconds: error.retryAfterSeconds ?? null }
    : unexpected;
  return signState(JSON.stringify(problem));
}

/** The refusal behind `?error=`; null without one. Anything we did not write becomes a plain sentence. */
export function decodeSignInProblem(value: string | null | undefined): SignInProblem | null {
  if (!value) return null;
  const payload = openState(value);
  if (payload === null) return unexpected;
  const problem = JSON.parse(payload) as SignInProblem;
  return problem.code === 'unexpected' || errorCodes.includes(problem.code) ? problem : unexpected;
}
