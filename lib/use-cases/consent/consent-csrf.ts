import { hmacHex, timingSafeEqualText } from '#lib/crypto.ts';

interface Decision {
  requestId: string;
  sessionId: string;
}

/** Ties a decision to one request and one session (T2, T24): another session's page, or a page of another site, cannot have it. */
export const consentCsrfToken = ({ requestId, sessionId }: Decision): string => hmacHex('consent-csrf', `${requestId}:${sessionId}`);

export const isConsentCsrfToken = (decision: Decision, presented: string): boolean => timingSafeEqualText(consentCsrfToken(decision), presented);
