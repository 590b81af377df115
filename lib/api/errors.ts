import { type ErrorCode, AppError, isAppError, isAway } from '#lib/errors.ts';
import { dpopAlgorithms } from '#lib/domain/dpop.ts';
import { env } from '#lib/env.ts';
import type { PresentedToken } from '#lib/api/access-token.ts';

/** Refusals of the wire itself, before any use case is asked. */
export type WireCode = 'busy' | 'method-not-allowed' | 'not-acceptable' | 'unsupported-type' | 'not-served' | 'broken-request' | 'internal';

export class WireError extends Error {
  readonly code: WireCode;
  readonly field: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: WireCode, text: string, options: { field?: string; headers?: Record<string, string> } = {}) {
    super(text);
    this.name = 'WireError';
    this.code = code;
    this.field = options.field;
    this.headers = options.headers ?? {};
  }
}

interface Answer {
  status: 400 | 401 | 403 | 404 | 405 | 406 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  exception: 'PolicyException' | 'ServiceException';
  messageId: string;
  text: string;
}

const texts = {
  POL0001: 'A policy error occurred. Error code is %1',
  POL0002: 'The application is not authorized to access the resource of the user: %1',
  POL1001: 'A policy error occurred. Error code is %1',
  POL0003: 'Too many addresses specified in message part %1',
  SVC0001: 'A service error occurred. Error code is %1',
  SVC0002: 'Invalid input value for message part %1',
  SVC0003: 'Invalid input value for message part %1, valid values are listed in Values',
  SVC0004: 'No valid addresses provided in the message part %1',
} as const;

const answer = (status: Answer['status'], messageId: keyof typeof texts, text: string = texts[messageId]): Answer => ({
  status,
  exception: messageId.startsWith('POL') ? 'PolicyException' : 'ServiceException',
  messageId,
  text,
});

/** The one table from what went wrong to what the wire says (wire-v2, parts 0 and 4). */
export const answers: Readonly<Record<ErrorCode | WireCode, Answer>> = {
  'invalid-input': answer(400, 'SVC0002'),
  'invalid-value': answer(400, 'SVC0003'),
  'no-address': answer(400, 'SVC0004'),
  'too-many-addresses': answer(400, 'POL0003'),
  'own-number': answer(400, 'SVC0002'),
  'not-us-number': answer(400, 'SVC0002'),
  'too-large': answer(413, 'SVC0002'),
  'too-many-attachments': answer(413, 'SVC0002'),
  'media-refused': answer(415, 'SVC0002'),
  unauthenticated: answer(400, 'POL0001'),
  'invalid-token': answer(401, 'POL0001'),
  'invalid-dpop-proof': answer(401, 'POL0001'),
  'insufficient-scope': answer(403, 'POL0001'),
  forbidden: answer(403, 'POL0001'),
  'not-found': answer(404, 'SVC0002', 'Requested message is not found. (%1)'),
  'resource-not-found': answer(404, 'SVC0002', 'Requested resource is not found. (%1)'),
  'channel-exists': answer(409, 'POL1001'),
  'not-eligible': answer(403, 'POL0002'),
  'grant-paused': answer(403, 'POL0002'),
  'limit-exceeded': answer(429, 'POL0001'),
  'index-missing': answer(409, 'SVC0001'),
  'state-invalid': answer(409, 'SVC0001'),
  'idempotency-running': answer(409, 'SVC0002'),
  'idempotency-mismatch': answer(422, 'SVC0002'),
  conflict: answer(409, 'SVC0001'),
  unavailable: answer(503, 'SVC0001'),
  'method-not-allowed': answer(405, 'SVC0002'),
  busy: answer(429, 'POL0001'),
  'not-acceptable': answer(406, 'SVC0002'),
  'unsupported-type': answer(415, 'SVC0002'),
  'not-served': answer(404, 'SVC0002', 'Requested resource is not found. (%1)'),
  'broken-request': answer(400, 'SVC0002'),
  internal: answer(500, 'SVC0001'),
};

/** What is said of the scheme that was used (RFC 6750, 3; RFC 9449, 7.1). */
const problems: Partial<Record<ErrorCode | WireCode, (text: string, values: readonly string[]) => string>> = {
  unauthenticated: () => '',
  'invalid-token': (text) => `, error="invalid_token", error_description="${quotable(text)}"`,
  'invalid-dpop-proof': (text) => `, error="invalid_dpop_proof", error_description="${quotable(text)}"`,
  'insufficient-scope': (_text, [scope]) => `, error="insufficient_scope"${scope ? `, scope="${scope}"` : ''}`,
};
const quotable = (text: string): string => text.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '');

const algorithms = `algs="${dpopAlgorithms.join(' ')}"`;

/** The scheme that was used comes first; a token is bound to a key or not, so the other may be the right one (RFC 9449, 7.2). */
function challengeOf(problem: string, scheme: PresentedToken['scheme']): string {
  const [bearer, dpop] = ['Bearer realm="handset"', 'DPoP realm="handset"'];
  return scheme === 'Bearer' ? `${bearer}${problem}, ${dpop}, ${algorithms}` : `${dpop}${problem}, ${algorithms}, ${bearer}`;
}

export interface ErrorAnswer {
  status: Answer['status'];
  headers: Record<string, string>;
  body: string;
  /** For the log: the unexpected ones. */
  unexpected: boolean;
  code: ErrorCode | WireCode;
}

/**
 * What a caller is told. `Text` keeps its placeholder and `Variables` names the field, as clients of the original expect; `Detail` says
 * what to do, `Values` lists what belongs to it and `Help` leads to the page about the code: additions that old clients do not notice.
 */
export function describeError(thrown: unknown, requestId: string, scheme: PresentedToken['scheme'] = 'Bearer'): ErrorAnswer {
  const error = isAppError(thrown) || thrown instanceof WireError ? thrown : translate(thrown);
  const { status, exception, messageId, text } = answers[error.code];
  const field = error.code === 'internal' ? requestId : nameOf(error.field) ?? defaultFields[error.code] ?? '';
  const values = 'variables' in error ? error.variables.map((value) => value.slice(0, 200)) : [];
  const problem = problems[error.code]?.(error.message, values);
  const retryAfter = 'retryAfterSeconds' in error ? (error.retryAfterSeconds ?? (status === 503 ? 5 : undefined)) : undefined;
  return {
    status,
    code: error.code,
    unexpected: error.code === 'internal',
    headers: {
      ...(error instanceof WireError ? error.headers : {}),
      ...(problem === undefined ? {} : { 'WWW-Authenticate': challengeOf(problem, scheme) }),
      ...(retryAfter === undefined ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(retryAfter))) }),
    },
    body: JSON.stringify({
      RequestError: {
        [exception]: {
          MessageId: messageId,
          Text: text,
          Variables: field,
          Detail: error.message,
          ...(values.length > 0 ? { Values: values } : {}),
          Help: `${env.PUBLIC_URL}/docs/errors/${messageId}`,
        },
      },
    }),
  };
}

/** A field of no name is named by its quotation marks; an error about nothing helps nobody. */
const nameOf = (field: string | undefined): string | undefined => (field === '' ? '""' : field);

const defaultFields: Partial<Record<ErrorCode | WireCode, string>> = {
  unauthenticated: 'Authorization',
  'invalid-token': 'Authorization',
  'invalid-dpop-proof': 'DPoP',
  'insufficient-scope': 'scope',
  'index-missing': 'messageIndex',
  'state-invalid': 'state',
};

function translate(thrown: unknown): AppError | WireError {
  if (isAway(thrown)) {
    // I10: without the database nobody is let in and nothing is promised.
    return new AppError('unavailable', 'Handset cannot reach its database right now. Try again in a few seconds.', { retryAfterSeconds: 5, cause: thrown });
  }
  return new WireError('internal', 'Something went wrong on our side. If it stays, tell us this number.');
}
