import { clock } from '#lib/clock.ts';
import { newId } from '#lib/ids.ts';
import { insertConsentRequest } from '#lib/data/consent.ts';
import { findClient, type OAuthClient } from '#lib/data/oauth.ts';
import { codeChallengeMethod, isCodeChallenge } from '#lib/domain/pkce.ts';
import { redirectUriMatches } from '#lib/domain/redirect-uri.ts';
import { parseScopes, type Scope, scopes as scopeTable } from '#lib/domain/scope.ts';
import { authorizationAnswer } from '#lib/use-cases/oauth/authorization-answer.ts';
import { isOAuthError, OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';
import { browserHashOf } from '#lib/use-cases/sign-in/request-code.ts';

export type BegunAuthorization =
  /** Nowhere safe to answer to: an error page, never a redirect (RFC 6749, 4.1.2.1). */
  | { outcome: 'refused'; reason: 'unknown-client' | 'redirect-uri' | 'duplicate' }
  | { outcome: 'answer'; location: string }
  | { outcome: 'ask'; requestId: string };

const requestMinutes = 30;
const longestState = 6_000;
const parameterNames = ['client_id', 'redirect_uri', 'redirect_url', 'response_type', 'response_mode', 'scope', 'state', 'code_challenge', 'code_challenge_method', 'prompt', 'request', 'request_uri'];

/**
 * The authorization endpoint's first half (RFC 6749, 4.1.1): judges the request and keeps it on the server, bound to the browser, so that
 * nothing of it can change while the person signs in and decides (T2). Never throws for what a client may send.
 */
export async function beginAuthorization(options: { query: URLSearchParams; browserId: string; signedIn: boolean }): Promise<BegunAuthorization> {
  const { query } = options;
  const duplicates = parameterNames.filter((name) => query.getAll(name).length > 1);
  // With two of these it is not certain who asks, or where the answer belongs.
  if (duplicates.some((name) => name === 'client_id' || name.startsWith('redirect_'))) return { outcome: 'refused', reason: 'duplicate' };
  const publicId = query.get('client_id') ?? '';
  const client = /^[\x21-\x7e]{1,128}$/.test(publicId) ? await findClient(publicId) : null;
  if (!client || client.disabled) return { outcome: 'refused', reason: 'unknown-client' };
  // Two of the original's samples spell it redirect_url (wire-v2, 5.1).
  const given = query.get('redirect_uri') ?? (client.profile === 'classic' ? query.get('redirect_url') : null);
  const redirectUri = redirectUriMatches(client.redirectUris, given ?? undefined, client.profile);
  if (redirectUri === null) return { outcome: 'refused', reason: 'redirect-uri' };

  const state = query.get('state');
  try {
    const asked = judge({ query, client, duplicates, state });
    if (query.get('prompt') === 'none') {
      throw options.signedIn ? new OAuthError('consent_required', 'The subscriber has to be asked.') : new OAuthError('login_required', 'Nobody is signed in.');
    }
    const now = clock.now();
    const requestId = newId();
    await insertConsentRequest({
      id: requestId,
      browserHash: browserHashOf(options.browserId),
      clientId: client.id,
      redirectUri,
      redirectUriGiven: given !== null,
      scopes: asked.scopes,
      state,
      codeChallenge: asked.codeChallenge,
      createdAt: now,
      expiresAt: new Date(now.getTime() + requestMinutes * 60_000),
    });
    return { outcome: 'ask', requestId };
  } catch (error) {
    if (!isOAuthError(error)) throw error;
    const safeState = state !== null && isStorableState(state) ? state : null;
    return { outcome: 'answer', location: authorizationAnswer(redirectUri, { error: error.code, description: error.message }, safeState) };
  }
}

const isStorableState = (state: string): boolean => state.length <= longestState && !state.includes('\u0000');

function judge(options: { query: URLSearchParams; client: OAuthClient; duplicates: string[]; state: string | null }): { scopes: Scope[]; codeChallenge: string | null } {
  const { query, client, duplicates, state } = options;
  const modern = client.profile === 'modern';
  if (duplicates.length > 0) throw new OAuthError('invalid_request', 'A parameter was sent more than once.');
  if (query.has('request') || query.has('request_uri')) throw new OAuthError('invalid_request', 'Requests by reference or as an object are not supported.');
  const responseType = query.get('response_type');
  if (responseType === null ? modern : responseType !== 'code') {
    throw responseType === null
      ? new OAuthError('invalid_request', 'response_type is missing.')
      : new OAuthError('unsupported_response_type', 'response_type is code.');
  }
  const responseMode = query.get('response_mode');
  if (responseMode !== null && responseMode !== 'query') throw new OAuthError('invalid_request', 'response_mode is query.');
  if (state !== null && !isStorableState(state)) throw new OAuthError('invalid_request', `state has at most ${longestState} characters.`);
  return { codeChallenge: judgeChallenge(query, modern), scopes: judgeScopes(query.get('scope'), client) };
}

/** RFC 7636 with S256 alone; modern clients must use it (wire-v2 part 0.1, RFC 9700 2.1.1). */
function judgeChallenge(query: URLSearchParams, required: boolean): string | null {
  const challenge = query.get('code_challenge');
  const method = query.get('code_challenge_method');
  if (challenge === null) {
    if (required || method !== null) throw new OAuthError('invalid_request', 'code_challenge is missing.');
    return null;
  }
  // RFC 7636, 4.3: a challenge without a method means plain, which is refused.
  if (method !== codeChallengeMethod) throw new OAuthError('invalid_request', `code_challenge_method is ${codeChallengeMethod}.`);
  if (!isCodeChallenge(challenge)) throw new OAuthError('invalid_request', 'code_challenge is 43 characters of base64url.');
  return challenge;
}

function judgeScopes(input: string | null, client: OAuthClient): Scope[] {
  const parsed = parseScopes(input ?? '');
  if (!parsed.ok) throw new OAuthError('invalid_scope', 'scope is IMMN, MIM or both.');
  const refused = parsed.scopes.filter((scope) => !scopeTable[scope].needsConsent || !client.scopes.includes(scope));
  if (refused.length > 0) throw new OAuthError('invalid_scope', 'The app is not registered for all of these scopes, or a subscriber cannot give them.');
  return parsed.scopes;
}
