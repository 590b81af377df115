import type { AuthorizationCode, AuthorizationCodeModel, Client, ClientCredentialsModel, RefreshToken, RefreshTokenModel, Token } from '@node-oauth/oauth2-server';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { type CodeRow, endFamily, endFamilyOfUsedCode, exchangeCode, findCode, findToken, insertTokens, type OAuthClient, rotateRefreshToken, type TokenRow } from '#lib/data/oauth.ts';
import { challengeMatches, isCodeVerifier } from '#lib/domain/pkce.ts';
import { ownScopesOf, type Scope } from '#lib/domain/scope.ts';
import { s256 } from '#lib/crypto.ts';
import { newId } from '#lib/ids.ts';
import { OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';
import { type IssuedTokens, mintTokens } from '#lib/use-cases/oauth/mint-tokens.ts';
import { codeHashOf, newAccessToken, tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';

export const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials'];

// Our clock decides about expiry, in the same statement that uses the code or token up; the library's own check must never fire.
const never = new Date(8.64e15);

/**
 * What @node-oauth/oauth2-server asks of us for one token request of one client that has proved itself. The library drives the grant and
 * its order of checks; using up and giving out happen together in `saveToken`, as one transaction (T5, T6).
 */
export class TokenModel implements AuthorizationCodeModel, RefreshTokenModel, ClientCredentialsModel {
  readonly #client: OAuthClient;
  readonly #form: ReadonlyMap<string, string>;
  readonly #provenKey: string | null;
  readonly #now: Date;
  #code: CodeRow | null = null;
  #refresh: TokenRow | null = null;
  issued: IssuedTokens | null = null;
  /** For the caller: the line behind the code, to be asked about once more (E1). */
  onCode: ((code: CodeRow) => Promise<void>) | null = null;
  /** For the caller: whether the number of the grant is still its owner's (T29). */
  onRefresh: ((grantId: string) => Promise<void>) | null = null;

  constructor(options: { client: OAuthClient; form: ReadonlyMap<string, string>; provenKey: string | null; now: Date }) {
    this.#client = options.client;
    this.#form = options.form;
    this.#provenKey = options.provenKey;
    this.#now = options.now;
  }

  getClient = async (): Promise<Client> => ({ id: this.#client.id, grants: grantTypes });
  getUserFromClient = async () => ({ id: this.#client.id });
  getAccessToken = async () => false as const;
  generateAccessToken = async () => newAccessToken();

  getAuthorizationCode = async (code: string): Promise<AuthorizationCode | false> => {
    const row = await findCode(codeHashOf(code));
    if (!row || row.clientId !== this.#client.id) return false;
    if (row.usedAt) {
      await inSqlTransaction((tx) => endFamilyOfUsedCode(tx, { kind: 'authorization', codeHash: row.codeHash, clientId: row.clientId, now: this.#now }));
      return false;
    }
    if (row.expiresAt <= this.#now) return false;
    this.#checkRedirectUri(row);
    this.#checkVerifier(row);
    this.#checkKey(row.dpopThumbprint);
    await this.onCode?.(row);
    this.#code = row;
    return { authorizationCode: code, expiresAt: never, redirectUri: '', scope: row.scopes, client: await this.getClient(), user: { grantId: row.grantId } };
  };

  /** RFC 6749, 4.1.3: repeated exactly if the authorization request had it. Old clients never send it here (wire-v2, 5.2). */
  #checkRedirectUri(row: CodeRow): void {
    const sent = this.#form.get('redirect_uri');
    const mayBeMissing = this.#client.profile === 'classic' || !row.redirectUriGiven;
    if (sent === undefined ? mayBeMissing : sent === row.redirectUri) return;
    throw new OAuthError('invalid_grant', 'redirect_uri is not the one of the authorization request.');
  }

  /** RFC 7636, 4.6; and no verifier where no challenge was sent (RFC 9700, 2.1.1: downgrade). */
  #checkVerifier(row: CodeRow): void {
    const verifier = this.#form.get('code_verifier');
    if (row.codeChallenge === null ? verifier === undefined : verifier !== undefined && isCodeVerifier(verifier) && challengeMatches(row.codeChallenge, s256(verifier))) return;
    throw new OAuthError('invalid_grant', 'code_verifier does not belong to this code.');
  }

  /** RFC 9449, 5 and 10: what is bound to a key is exchanged by whoever holds it. */
  #checkKey(boundTo: string | null): void {
    if (boundTo === null || boundTo === this.#provenKey) return;
    if (this.#provenKey === null) throw new OAuthError('invalid_dpop_proof', 'This is bound to a key: send a proof of it in the DPoP header.');
    throw new OAuthError('invalid_grant', 'This is bound to another key.');
  }

  // The code is used up in saveToken. The library verifies the verifier between the two, which is done by then: it sees no challenge.
  revokeAuthorizationCode = async () => true;
  saveAuthorizationCode = async (): Promise<false> => false;

  getRefreshToken = async (token: string): Promise<RefreshToken | false> => {
    const row = await findToken(tokenHashOf(token));
    if (!row || row.kind !== 'refresh' || row.clientId !== this.#client.id) return false;
    if (row.rotatedAt) {
      await inSqlTransaction((tx) => endFamily(tx, row.familyId, this.#now));
      return false;
    }
    if (row.revokedAt || row.expiresAt <= this.#now) return false;
    this.#checkKey(row.dpopThumbprint);
    // A switch that old tokens could get around would protect nobody from who stole one.
    if (this.#client.requireDpop && row.dpopThumbprint === null) throw new OAuthError('invalid_grant', 'This refresh token is from before the app asked for bound tokens. Ask the subscriber again.');
    if (row.grantId !== null) await this.onRefresh?.(row.grantId);
    this.#refresh = row;
    return { refreshToken: token, refreshTokenExpiresAt: never, scope: row.scopes, client: await this.getClient(), user: { grantId: row.grantId } };
  };

  revokeToken = async () => true;

  validateScope = async (_user: unknown, _client: unknown, asked?: string[]): Promise<string[] | false> => {
    if (this.#code) return this.#code.scopes;
    const own = ownScopesOf(this.#client.scopes);
    const wanted = asked?.length ? asked : own;
    return wanted.length > 0 && wanted.every((scope) => own.some((name) => name === scope)) ? wanted : false;
  };

  saveToken = async (token: Token): Promise<Token> => {
    const scopes = (token.scope ?? []) as Scope[];
    const minted = await this.#mint(scopes);
    this.issued = minted;
    return { ...token, accessToken: minted.accessToken, client: await this.getClient(), user: { id: this.#client.id } };
  };

  async #mint(scopes: Scope[]): Promise<IssuedTokens> {
    const client = this.#client;
    const now = this.#now;
    const common = { client, scopes, dpopThumbprint: this.#provenKey, now };
    if (this.#code) {
      const code = this.#code;
      const { issued, rows } = mintTokens({ ...common, grantId: code.grantId, refreshScopes: scopes, familyStartedAt: now });
      const given = await exchangeCode({ kind: 'authorization', codeHash: code.codeHash, clientId: client.id, now, tokens: rows });
      if (!given) throw new OAuthError('invalid_grant', 'The authorization code is wrong, expired or used.');
      return issued;
    }
    if (this.#refresh) {
      const old = this.#refresh;
      const { issued, rows } = mintTokens({ ...common, grantId: old.grantId, refreshScopes: old.scopes, familyStartedAt: familyStartedAt(old.familyId) });
      const given = await rotateRefreshToken({ tokenHash: old.tokenHash, clientId: client.id, now, tokens: rows(old.familyId) });
      if (!given) throw new OAuthError('invalid_grant', 'The refresh token is wrong, expired or used.');
      return issued;
    }
    // Old clients demand a refresh token in every answer; RFC 6749 (4.4.3) advises against one here, so modern clients get none.
    const refreshScopes = client.profile === 'classic' ? scopes : null;
    const { issued, rows } = mintTokens({ ...common, grantId: null, refreshScopes, familyStartedAt: now });
    await inSqlTransaction((tx) => insertTokens(tx, rows(newId())));
    return issued;
  }
}

/** A family's id is a UUIDv7, so it tells when the family began even after its first rows were purged (RFC 9562, 5.7). */
function familyStartedAt(familyId: string): Date {
  return new Date(Number.parseInt(familyId.replaceAll('-', '').slice(0, 12), 16));
}
