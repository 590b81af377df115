import { env } from '#lib/env.ts';
import { shortId } from '#lib/ids.ts';

/**
 * The address that carries an authorization answer (RFC 6749, 4.1.2): nothing in it but code or error, state and `iss` (RFC 9207), after
 * whatever query was registered. The state comes back as it was sent.
 */
export function authorizationAnswer(redirectUri: string, answer: { code: string } | { error: string; description: string }, state: string | null): string {
  const query = new URLSearchParams('code' in answer ? { code: answer.code } : { error: answer.error, error_description: answer.description });
  if (state !== null) query.set('state', state);
  query.set('iss', env.PUBLIC_URL);
  return `${redirectUri}${redirectUri.includes('?') ? (/[?&]$/.test(redirectUri) ? '' : '&') : '?'}${query.toString()}`;
}

/** The host a person goes back to, for the page to print. */
export function answerHost(redirectUri: string): string {
  return new URL(redirectUri).host;
}

/** The page of a device's question, which tells the outcome once it is decided: the answer itself waits for the device's next poll. */
export const devicePage = (requestId: string): string => `/device/${shortId(requestId)}`;
