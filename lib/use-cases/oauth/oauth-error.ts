/**
 * The errors that RFC 6749 (4.1.2.1, 5.2) and its companions name: only these reach an OAuth client. Statuses and challenges belong to the
 * protocol itself, so they are kept here and nowhere else.
 */
export const oauthErrorCodes = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
  'invalid_scope',
  'invalid_dpop_proof',
  'access_denied',
  'login_required',
  'consent_required',
  'interaction_required',
  // RFC 8628, 3.5
  'authorization_pending',
  'slow_down',
  'expired_token',
  'temporarily_unavailable',
] as const;

export type OAuthErrorCode = (typeof oauthErrorCodes)[number];

export class OAuthError extends Error {
  readonly code: OAuthErrorCode;
  /** With `temporarily_unavailable`: when it may be tried again. */
  readonly retryAfterSeconds: number;

  readonly status: number;

  constructor(code: OAuthErrorCode, description: string, { cause, retryAfterSeconds = 5, status }: { cause?: unknown; retryAfterSeconds?: number; status?: 429 } = {}) {
    super(description, cause === undefined ? undefined : { cause });
    this.name = 'OAuthError';
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.status = status ?? (code === 'invalid_client' ? 401 : code === 'temporarily_unavailable' ? 503 : 400);
  }
}

export function isOAuthError(error: unknown): error is OAuthError {
  return error instanceof OAuthError;
}
