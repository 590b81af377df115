import type { OAuthClient } from '#lib/data/oauth.ts';
import { isThumbprint } from '#lib/domain/dpop.ts';
import { codeChallengeMethod, isCodeChallenge } from '#lib/domain/pkce.ts';
import { redirectUriMatches } from '#lib/domain/redirect-uri.ts';
import { parsePrompt, type Prompt, prompts } from '#lib/domain/prompt.ts';
import { formatScopes, parseScopes, type Scope, scopes as scopeTable } from '#lib/domain/scope.ts';
import { OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';

/** The parameters of an authorization request, wherever they stood: in an address (RFC 6749, 4.1.1) or in a push (RFC 9126, 2.1). */
export const parameterNames = ['client_id', 'redirect_uri', 'redirect_url', 'response_type', 'response_mode', 'scope', 'state', 'code_challenge', 'code_challenge_method', 'dpop_jkt', 'prompt', 'request', 'request_uri'] as const;

const longestState = 6_000;

/** What an app asks for, judged. */
export interface AuthorizationRequest {
  scopes: Scope[];
  state: string | null;
  prompt: Prompt[];
  codeChallenge: string | null;
  /** The key that the code will be bound to (RFC 9449, 10). */
  dpopThumbprint: string | null;
}

/** Where the answer goes, and whether the request named it; null where it may go nowhere (RFC 9700, 4.1). */
export function answerAddress(parameters: URLSearchParams, client: OAuthClient): { redirectUri: string; redirectUriGiven: boolean } | null {
  // Two of the original's samples spell it redirect_url (wire-v2, 5.1).
  const given = parameters.get('redirect_uri') ?? (client.profile === 'classic' ? parameters.get('redirect_url') : null);
  const redirectUri = redirectUriMatches(client.redirectUris, given ?? undefined, client.profile);
  return redirectUri === null ? null : { redirectUri, redirectUriGiven: given !== null };
}

/** The state to send back with an error: one that is too long to keep is left out. */
export function safeStateOf(parameters: URLSearchParams): string | null {
  const state = parameters.get('state');
  return state !== null && isStorableState(state) ? state : null;
}

const isStorableState = (state: string): boolean => state.length <= longestState && !state.includes('\u0000');

/** Everything but the address of the answer. The same rules for a request in an address and for one that was pushed. Throws `OAuthError`. */
export function judgeAuthorizationRequest(parameters: URLSearchParams, client: OAuthClient): AuthorizationRequest {
  const modern = client.profile === 'modern';
  if (parameterNames.some((name) => parameters.getAll(name).length > 1)) throw new OAuthError('invalid_request', 'A parameter was sent more than once.');
  if (parameters.has('request') || parameters.has('request_uri')) throw new OAuthError('invalid_request', 'Request objects are not supported, and of references only those that a push gave out.');
  const responseType = parameters.get('response_type');
  if (responseType === null ? modern : responseType !== 'code') {
    throw responseType === null
      ? new OAuthError('invalid_request', 'response_type is missing.')
      : new OAuthError('unsupported_response_type', 'response_type is code.');
  }
  const responseMode = parameters.get('response_mode');
  if (responseMode !== null && responseMode !== 'query') throw new OAuthError('invalid_request', 'response_mode is query.');
  const state = parameters.get('state');
  if (state !== null && !isStorableState(state)) throw new OAuthError('invalid_request', `state has at most ${longestState} characters.`);
  const dpopThumbprint = modern ? parameters.get('dpop_jkt') : null;
  if (dpopThumbprint !== null && !isThumbprint(dpopThumbprint)) throw new OAuthError('invalid_request', 'dpop_jkt is the SHA-256 thumbprint of a key: 43 characters of base64url.');
  const prompt = parsePrompt(parameters.get('prompt'));
  if (!prompt) throw new OAuthError('invalid_request', `prompt is of ${prompts.join(', ')}; none stands alone.`);
  return { state, prompt, dpopThumbprint, codeChallenge: judgeChallenge(parameters, modern), scopes: judgeScopes(parameters.get('scope'), client) };
}

/** RFC 7636 with S256 alone; modern clients must use it (wire-v2 part 0.1, RFC 9700 2.1.1). */
function judgeChallenge(parameters: URLSearchParams, required: boolean): string | null {
  const challenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (challenge === null) {
    if (required || method !== null) throw new OAuthError('invalid_request', 'code_challenge is missing.');
    return null;
  }
  // RFC 7636, 4.3: a challenge without a method means plain, which is refused.
  if (method !== codeChallengeMethod) throw new OAuthError('invalid_request', `code_challenge_method is ${codeChallengeMethod}.`);
  if (!isCodeChallenge(challenge)) throw new OAuthError('invalid_request', 'code_challenge is 43 characters of base64url.');
  return challenge;
}

/** What a client may ask a subscriber for. Throws `invalid_scope`. */
export function judgeScopes(input: string | null, client: OAuthClient): Scope[] {
  const parsed = parseScopes(input ?? '');
  if (!parsed.ok) throw new OAuthError('invalid_scope', 'scope is IMMN, MIM or both.');
  const ownOnly = parsed.scopes.filter((scope) => !scopeTable[scope].needsConsent);
  if (ownOnly.length > 0) throw new OAuthError('invalid_scope', `${formatScopes(ownOnly)} needs no subscriber. Ask for it with grant_type=client_credentials.`);
  const missing = parsed.scopes.filter((scope) => !client.scopes.includes(scope));
  if (missing.length > 0) throw new OAuthError('invalid_scope', `The app is not registered for ${formatScopes(missing)}. Tick it in the settings of the app.`);
  return parsed.scopes;
}
