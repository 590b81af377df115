import type { NewToken, OAuthClient } from '#lib/data/oauth.ts';
import type { Scope } from '#lib/domain/scope.ts';
import { newAccessToken, newRefreshToken, tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';
import { tokenLifetimes } from '#lib/use-cases/oauth/token-lifetimes.ts';

/** What a token endpoint answers with, before it is JSON. */
export interface IssuedTokens {
  accessToken: string;
  tokenType: 'Bearer' | 'DPoP';
  expiresInSeconds: number;
  refreshToken: string | null;
  scopes: readonly Scope[];
}

export interface MintOptions {
  client: Pick<OAuthClient, 'id' | 'profile'>;
  grantId: string | null;
  scopes: readonly Scope[];
  /** The refresh token keeps what was granted even when the access token is narrower (RFC 6749, 6). */
  refreshScopes: readonly Scope[] | null;
  /** The key that access and refresh token are bound to; null for bearer tokens. */
  dpopThumbprint: string | null;
  familyStartedAt: Date;
  now: Date;
}

/** Makes tokens and the rows to store of them. Nothing is stored here; the secrets exist in the answer alone. */
export function mintTokens(options: MintOptions): { issued: IssuedTokens; rows: (familyId: string) => NewToken[] } {
  const { client, now, scopes, refreshScopes } = options;
  const lifetimes = tokenLifetimes[client.profile];
  const accessToken = newAccessToken();
  const refreshToken = refreshScopes ? newRefreshToken() : null;
  const refreshEnd = Math.min(now.getTime() + lifetimes.refreshSeconds * 1000, options.familyStartedAt.getTime() + lifetimes.absoluteSeconds * 1000);
  const common = { clientId: client.id, grantId: options.grantId, dpopThumbprint: options.dpopThumbprint, createdAt: now };
  return {
    issued: { accessToken, tokenType: options.dpopThumbprint === null ? 'Bearer' : 'DPoP', expiresInSeconds: lifetimes.accessSeconds, refreshToken, scopes },
    rows: (familyId) => [
      { ...common, familyId, tokenHash: tokenHashOf(accessToken), kind: 'access', scopes: [...scopes], expiresAt: new Date(now.getTime() + lifetimes.accessSeconds * 1000) },
      ...(refreshToken && refreshScopes
        ? [{ ...common, familyId, tokenHash: tokenHashOf(refreshToken), kind: 'refresh' as const, scopes: [...refreshScopes], expiresAt: new Date(refreshEnd) }]
        : []),
    ],
  };
}
