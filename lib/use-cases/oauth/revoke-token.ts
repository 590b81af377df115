import { clock } from '#lib/clock.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { endFamily, findToken, revokeToken as revokeTokenRow } from '#lib/data/oauth.ts';
import { authenticateClient, type OAuthRequest, readForm } from '#lib/use-cases/oauth/authenticate-client.ts';
import { OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';
import { tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';

/**
 * Revocation (RFC 7009, 2): a refresh token takes all of its family with it, an access token goes alone. A token that is unknown, malformed
 * or another client's changes nothing and is no error (2.2). The hint is not needed: tokens are found by what they are.
 */
export async function revokeToken(request: OAuthRequest): Promise<void> {
  const form = readForm(request);
  const client = await authenticateClient(request, form);
  const token = form.get('token');
  if (token === undefined) throw new OAuthError('invalid_request', 'token is missing.');
  const row = await findToken(tokenHashOf(token));
  if (!row || row.clientId !== client.id) return;
  const now = clock.now();
  if (row.kind === 'refresh') await inSqlTransaction((tx) => endFamily(tx, row.familyId, now));
  else await revokeTokenRow(row.tokenHash, now);
}
