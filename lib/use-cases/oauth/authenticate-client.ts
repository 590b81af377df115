import { clock } from '#lib/clock.ts';
import { timingSafeEqualText } from '#lib/crypto.ts';
import { logger } from '#lib/logger.ts';
import { findClientWithSecrets, type OAuthClient, touchSecret } from '#lib/data/oauth.ts';
import { clientSecretHash } from '#lib/use-cases/clients/new-secret.ts';
import { OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';

/** What a request to the token, device, revocation or introspection endpoint carries. */
export interface OAuthRequest {
  authorization: string | undefined;
  /** The `DPoP` header; two of them are joined with a comma. Null without. */
  dpop: string | null;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
}

const printable = /^[\x20-\x7e]{1,1024}$/;

/**
 * One value of each parameter, as RFC 6749 (3.2) wants: sent twice is an error, sent empty counts as left out. Credentials and tokens in the
 * address are refused: addresses end up in logs.
 */
export function readForm({ query, form }: OAuthRequest): ReadonlyMap<string, string> {
  for (const name of ['client_secret', 'token', 'code', 'device_code', 'refresh_token', 'access_token']) {
    if (query.has(name)) throw new OAuthError('invalid_request', `Send ${name} in the body, not in the address.`);
  }
  const values = new Map<string, string>();
  const seen = new Set<string>();
  for (const [name, value] of form) {
    if (seen.has(name)) throw new OAuthError('invalid_request', 'A parameter was sent more than once.');
    seen.add(name);
    if (value !== '') values.set(name, value);
  }
  return values;
}

/** RFC 6749, 2.3.1: id and secret are form-encoded inside Basic; a colon that is not encoded belongs to the secret. */
function readBasic(authorization: string): { id: string; secret: string } {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? [];
  const pair = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const at = pair.indexOf(':');
  if (at < 1) throw new OAuthError('invalid_client', 'The Authorization header is not a valid Basic header.');
  try {
    const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
    return { id: decode(pair.slice(0, at)), secret: decode(pair.slice(at + 1)) };
  } catch {
    throw new OAuthError('invalid_client', 'The Authorization header is not a valid Basic header.');
  }
}

function readCredentials(request: OAuthRequest, form: ReadonlyMap<string, string>): { id: string; secret: string } {
  const id = form.get('client_id');
  const secret = form.get('client_secret');
  if (request.authorization !== undefined) {
    const basic = readBasic(request.authorization);
    // RFC 6749, 2.3: not more than one method in a request.
    if (secret !== undefined) throw new OAuthError('invalid_request', 'Authenticate in the header or in the body, not in both.');
    if (id !== undefined && id !== basic.id) throw new OAuthError('invalid_request', 'client_id differs from the one in the Authorization header.');
    return basic;
  }
  if (id === undefined) throw new OAuthError('invalid_client', 'client_id is missing.');
  if (secret === undefined) throw new OAuthError('invalid_client', 'client_secret is missing.');
  return { id, secret };
}

/**
 * The client that proved itself by its secret. Unknown, disabled and wrong take the same path and get the same answer (T8).
 * Throws `invalid_client`, or `invalid_request` for more than one method.
 */
export async function authenticateClient(request: OAuthRequest, form: ReadonlyMap<string, string>): Promise<OAuthClient> {
  const { id, secret } = readCredentials(request, form);
  const wrong = new OAuthError('invalid_client', 'The client is not known, or its secret is wrong.');
  if (!printable.test(id) || !printable.test(secret)) throw wrong;
  const now = clock.now();
  const { client, secrets } = await findClientWithSecrets(id, now);
  const presented = clientSecretHash(secret);
  // Every secret is compared. Those that came without a client are another one's and open nothing.
  const [match] = secrets.filter((candidate) => timingSafeEqualText(candidate.secretHash, presented));
  if (!client || !match || client.disabled) throw wrong;
  touchSecret(match.id, now).catch((error: unknown) => logger.warn({ component: 'oauth', error }, 'the use of a secret was not noted'));
  return client;
}
