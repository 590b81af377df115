import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { findAskingClient, findGrant } from '#lib/data/consent.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { insertTokens } from '#lib/data/oauth.ts';
import { holdLiveGrant } from '#lib/data/store/grant-hold.ts';
import { narrowScopes, type Scope } from '#lib/domain/scope.ts';
import { type IssuedTokens, mintTokens } from '#lib/use-cases/oauth/mint-tokens.ts';

/**
 * Tokens of a grant without a code in between, for scripts that run beside the database (`demo:token`). The grant decides: it must be live
 * and hold the scopes. Throws `not-found`, `invalid-value`.
 */
export async function issueTokens(options: { clientId: string; grantId: string; scopes: readonly Scope[] }): Promise<IssuedTokens> {
  const [client, grant] = await Promise.all([findAskingClient(options.clientId), findGrant(options.grantId)]);
  if (!client || client.disabled || !grant || grant.clientId !== client.id) throw new AppError('not-found', 'There is no such app, or no consent for it.');
  const scopes = narrowScopes(options.scopes, grant.scopes);
  if (!scopes) throw new AppError('invalid-value', 'The subscriber has not agreed to all of these scopes.', { field: 'scopes', variables: grant.scopes });
  const now = clock.now();
  const { issued, rows } = mintTokens({ client, grantId: grant.id, scopes, refreshScopes: scopes, dpopThumbprint: null, familyStartedAt: now, now });
  await inSqlTransaction(async (tx) => {
    if (!(await holdLiveGrant(tx, grant.id))) throw new AppError('not-found', 'The consent has ended.');
    await insertTokens(tx, rows(newId()));
  });
  return issued;
}
