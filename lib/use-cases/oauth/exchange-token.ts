import OAuth2Server from '@node-oauth/oauth2-server';
import { clock } from '#lib/clock.ts';
import { authenticateClient, type OAuthRequest, readForm } from '#lib/use-cases/oauth/authenticate-client.ts';
import { useProvenKey } from '#lib/use-cases/oauth/dpop-proof.ts';
import { deviceGrantType, exchangeDeviceCode } from '#lib/use-cases/oauth/exchange-device-code.ts';
import type { IssuedTokens } from '#lib/use-cases/oauth/mint-tokens.ts';
import { OAuthError, type OAuthErrorCode, oauthErrorCodes } from '#lib/use-cases/oauth/oauth-error.ts';
import { requireSameOwner, requireStillEligible } from '#lib/use-cases/oauth/require-still-eligible.ts';
import { grantTypes as libraryGrantTypes, TokenModel } from '#lib/use-cases/oauth/token-model.ts';
import { tokenLifetimes } from '#lib/use-cases/oauth/token-lifetimes.ts';

export const grantTypes: readonly string[] = [...libraryGrantTypes, deviceGrantType];

/**
 * The token endpoint (RFC 6749, 3.2): authorization_code, refresh_token, client_credentials and device_code, for both profiles of wire-v2 part 0.1.
 * A proof of a key binds all that is given out to it (RFC 9449, 5). Throws `OAuthError` with the RFC's code, and `invalid-dpop-proof`.
 */
export async function exchangeToken(request: OAuthRequest): Promise<IssuedTokens> {
  const form = readForm(request);
  const client = await authenticateClient(request, form);
  const grantType = form.get('grant_type');
  if (grantType === undefined) throw new OAuthError('invalid_request', 'grant_type is missing.');
  if (!grantTypes.includes(grantType)) throw new OAuthError('unsupported_grant_type', `grant_type is one of ${grantTypes.join(', ')}.`);
  const provenKey = await useProvenKey(request, client);
  if (client.requireDpop && provenKey === null) throw new OAuthError('invalid_dpop_proof', 'Tokens of this app are bound to a key: send a proof of it in the DPoP header.');
  if (grantType === deviceGrantType) return exchangeDeviceCode({ client, form, provenKey });
  const model = new TokenModel({ client, form, provenKey, now: clock.now() });
  model.onCode = ({ msisdn }) => requireStillEligible(msisdn);
  model.onRefresh = requireSameOwner;
  const { accessSeconds, refreshSeconds } = tokenLifetimes[client.profile];
  const server = new OAuth2Server({ model, accessTokenLifetime: accessSeconds, refreshTokenLifetime: refreshSeconds, alwaysIssueNewRefreshToken: true });
  try {
    await server.token(new OAuth2Server.Request(plainRequest(form, client.clientId)), new OAuth2Server.Response());
  } catch (error) {
    throw translate(error);
  }
  if (!model.issued) throw new Error('The token endpoint gave nothing out.');
  return model.issued;
}

/** The request as the library reads it: one spelling of scopes, no secret (the client has proved itself), no verifier (it is checked). */
function plainRequest(form: ReadonlyMap<string, string>, clientId: string) {
  const names = ['grant_type', 'code', 'refresh_token', ...(form.get('grant_type') === 'authorization_code' ? [] : ['scope'])];
  const body: Record<string, string> = { client_id: clientId, client_secret: 'proved' };
  for (const name of names) {
    const value = form.get(name);
    if (value !== undefined) body[name] = name === 'scope' ? value.replaceAll(',', ' ').trim() : value;
  }
  const text = new URLSearchParams(body).toString();
  return {
    method: 'POST',
    query: {},
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(text.length) },
    body,
  };
}

function translate(error: unknown): unknown {
  if (error instanceof OAuthError) return error;
  if (!(error instanceof OAuth2Server.OAuthError)) return error;
  // The library wraps what a model throws into its own server_error; the first cause is what happened.
  const inner: unknown = (error as { inner?: unknown }).inner;
  if (inner instanceof OAuthError || (inner instanceof Error && !(inner instanceof OAuth2Server.OAuthError))) return inner;
  const code = oauthErrorCodes.find((known) => known === error.name) as OAuthErrorCode | undefined;
  return code ? new OAuthError(code, error.message, { cause: error }) : error;
}
