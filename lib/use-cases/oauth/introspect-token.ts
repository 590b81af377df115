import { clock } from '#lib/clock.ts';
import { hmacHex } from '#lib/crypto.ts';
import { env } from '#lib/env.ts';
import { findToken } from '#lib/data/oauth.ts';
import { findGrant } from '#lib/data/consent.ts';
import { isNumberReleased } from '#lib/data/identity.ts';
import { grantStanding } from '#lib/domain/consent-grant.ts';
import { authenticateClient, type OAuthRequest, readForm } from '#lib/use-cases/oauth/authenticate-client.ts';
import type { IssuedTokens } from '#lib/use-cases/oauth/mint-tokens.ts';
import { OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';
import { tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';

export type Introspection =
  | { active: false }
  | { active: true; scope: string; client_id: string; token_type?: IssuedTokens['tokenType']; exp: number; iat: number; iss: string; cnf?: { jkt: string }; sub?: string };

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/**
 * Introspection (RFC 7662): a client learns of its own tokens only; everything else, whatever the reason, is `active: false` (2.2).
 * A token of a paused grant is not active: it would be refused.
 */
export async function introspectToken(request: OAuthRequest): Promise<Introspection> {
  const form = readForm(request);
  const client = await authenticateClient(request, form);
  const token = form.get('token');
  if (token === undefined) throw new OAuthError('invalid_request', 'token is missing.');
  const now = clock.now();
  const row = await findToken(tokenHashOf(token));
  if (!row || row.clientId !== client.id || row.revokedAt || row.rotatedAt || row.expiresAt <= now) return { active: false };
  const grant = row.grantId ? await findGrant(row.grantId) : null;
  if (row.grantId && (!grant || grantStanding(grant, now) !== 'live')) return { active: false };
  if (grant && (await isNumberReleased(grant.subscriberId))) return { active: false };
  const scopes = row.scopes.filter((scope) => (grant ? grant.scopes.includes(scope) && client.scopes.includes(scope) : true));
  return {
    active: true,
    scope: scopes.join(' '),
    client_id: client.clientId,
    ...(row.kind === 'access' ? { token_type: row.dpopThumbprint === null ? ('Bearer' as const) : ('DPoP' as const) } : {}),
    exp: seconds(row.expiresAt),
    iat: seconds(row.createdAt),
    iss: env.PUBLIC_URL,
    // RFC 9449, 6.2.
    ...(row.dpopThumbprint === null ? {} : { cnf: { jkt: row.dpopThumbprint } }),
    // Pairwise: two clients cannot find out that they serve the same person.
    ...(grant ? { sub: hmacHex('subject', `${client.id}:${grant.subscriberId}`).slice(0, 32) } : {}),
  };
}
