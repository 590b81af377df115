/**
 * The one error that use cases throw. The `code` is stable and documented; the `text` is written for the caller and never
 * holds an internal detail; the `cause` is for the log alone.
 */
export const errorCodes = [
  'invalid-input', // a field is malformed; `field` names it
  'invalid-value', // a field is well formed but not one of the allowed values
  'no-address', // nothing to send to
  'too-many-addresses', // more than 10 after folding
  'own-number', // the sender's own number among the recipients
  'not-us-number', // S3
  'too-large', // S6, 1 MiB
  'too-many-attachments', // S6, 21
  'media-refused', // type not allowed
  'unauthenticated', // no credentials at all
  'invalid-token', // credentials that do not hold (expired, revoked, ended grant, disabled app)
  'invalid-dpop-proof', // RFC 9449: the proof beside a bound token is missing, wrong or used
  'insufficient-scope',
  'forbidden', // signed in, but the role may not
  'not-found', // absent, or somebody else's: the same answer
  'resource-not-found', // the same, for what is no message
  'channel-exists', // a second notification channel; `field` names the first
  'not-eligible', // E1; `field` names the gate
  'grant-paused',
  'limit-exceeded', // `retryAfterSeconds`
  'index-missing', // I1
  'state-invalid', // I3, malformed or too old
  'idempotency-running',
  'idempotency-mismatch',
  'conflict', // somebody else was faster, or the state does not allow it
  'unavailable', // database or carrier away; `retryAfterSeconds`
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface AppErrorOptions {
  /** The field or parameter at fault, as the caller spelled it. */
  field?: string;
  /** Whole seconds after which trying again makes sense. */
  retryAfterSeconds?: number;
  /** Values that belong to the message (the refused numbers, the allowed values). */
  variables?: readonly string[];
  cause?: unknown;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly variables: readonly string[];

  constructor(code: ErrorCode, text: string, options: AppErrorOptions = {}) {
    super(text, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.field = options.field;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.variables = options.variables ?? [];
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error;
}

/** Refusals of PostgreSQL that say "not now" rather than "never" (SQLSTATE), and of the network below it. */
const away = /^(08|53|57P0|57014|25006|40001|40P01|55P03|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|P1001|P1002|P1008|P1017|P2024|P2028|P2034)/;
const awayText = /timeout exceeded when trying to connect|Connection terminated|connection timeout|Client has encountered a connection error|Query read timeout/i;

const isAwayCode = (error: unknown): boolean => away.test(String((error as { code?: unknown } | null)?.code ?? ''));

/** Whether it failed because the database, or what lies behind it, cannot be asked right now (F13, F16). */
export function isAway(thrown: unknown): boolean {
  for (let cause: unknown = thrown, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (isAppError(cause) && cause.code === 'unavailable') return true;
    if (isAwayCode(cause) || awayText.test(cause.message) || (cause instanceof AggregateError && cause.errors.some(isAwayCode))) return true;
  }
  return false;
}
