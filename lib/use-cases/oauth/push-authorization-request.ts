import { clock } from '#lib/clock.ts';
import { hmacHex } from '#lib/crypto.ts';
import { checkToken, newToken } from '#lib/ids.ts';
import { spendAbusePoint } from '#lib/data/abuse-limits.ts';
import { insertPushedRequest, usePushedRequest } from '#lib/data/pushed-requests.ts';
import { authenticateClient, type OAuthRequest, readForm } from '#lib/use-cases/oauth/authenticate-client.ts';
import { answerAddress, judgeAuthorizationRequest, parameterNames } from '#lib/use-cases/oauth/authorization-request.ts';
import { useProvenKey } from '#lib/use-cases/oauth/dpop-proof.ts';
import { OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';
import { abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';

const requestUriPrefix = 'urn:ietf:params:oauth:request_uri:';
const lifetimeSeconds = 60;

/** Whether a `request_uri` is one that a push gave out, by its form (RFC 9126, 2.2). */
export const isRequestUri = (uri: string): boolean => uri.startsWith(requestUriPrefix);

const requestHashOf = (reference: string): string => hmacHex('pushed-request', reference);

/**
 * Takes an authorization request from the client itself (RFC 9126, 2): the client proves who it is, and the request is judged now, by the
 * rules of the authorization endpoint. What that endpoint gets afterwards is a reference that works once. A proof of a key binds the code to
 * it. Throws `OAuthError`, `temporarily_unavailable` with 429 for too many (2.3), and `invalid-dpop-proof`.
 */
export async function pushAuthorizationRequest(request: OAuthRequest): Promise<{ requestUri: string; expiresInSeconds: number }> {
  const form = readForm(request);
  const client = await authenticateClient(request, form);
  if (client.profile !== 'modern') throw new OAuthError('unauthorized_client', 'Pushing a request is for apps of the modern profile.');
  const parameters = new URLSearchParams(parameterNames.flatMap((name) => (form.has(name) ? [[name, form.get(name) ?? '']] : [])));
  if (!answerAddress(parameters, client)) throw new OAuthError('invalid_request', 'redirect_uri must be, character for character, one of the URIs registered for the app.');
  const { dpopThumbprint } = judgeAuthorizationRequest(parameters, client);
  const provenKey = await useProvenKey(request, client);
  if (provenKey !== null && dpopThumbprint !== null && provenKey !== dpopThumbprint) throw new OAuthError('invalid_request', 'dpop_jkt is not the thumbprint of the key in the DPoP proof.');
  const retryAfterSeconds = await spendAbusePoint(abuseRules.pushesPerClient, client.id);
  if (retryAfterSeconds > 0) throw new OAuthError('temporarily_unavailable', 'This app pushes too many requests. Try again later.', { retryAfterSeconds, status: 429 });
  const reference = newToken('hs_pr');
  const now = clock.now();
  await insertPushedRequest({
    requestHash: requestHashOf(reference),
    clientId: client.id,
    parameters: Object.fromEntries(parameters),
    dpopThumbprint: provenKey ?? dpopThumbprint,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetimeSeconds * 1000),
  });
  return { requestUri: `${requestUriPrefix}${reference}`, expiresInSeconds: lifetimeSeconds };
}

/** The request behind a reference, which is used up by it. Null when it is unknown, used, over or another client's. */
export async function takePushedRequest(options: { requestUri: string; clientId: string }): Promise<{ parameters: URLSearchParams; dpopThumbprint: string | null } | null> {
  const reference = options.requestUri.slice(requestUriPrefix.length);
  if (!checkToken(reference)) return null;
  const pushed = await usePushedRequest({ requestHash: requestHashOf(reference), clientId: options.clientId, now: clock.now() });
  return pushed && { ...pushed, parameters: new URLSearchParams(pushed.parameters) };
}
