import { clock } from '#lib/clock.ts';
import { checkToken } from '#lib/ids.ts';
import { pollDevice } from '#lib/data/device-authorizations.ts';
import { endFamilyOfUsedCode, exchangeCode, type OAuthClient } from '#lib/data/oauth.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { type IssuedTokens, mintTokens } from '#lib/use-cases/oauth/mint-tokens.ts';
import { OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';
import { requireStillEligible } from '#lib/use-cases/oauth/require-still-eligible.ts';
import { deviceCodeHashOf } from '#lib/use-cases/oauth/secrets.ts';

export const deviceGrantType = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * A device's poll (RFC 8628, 3.4 and 3.5), for both profiles, each with its own lifetimes. A code gives tokens once; a second use by its client
 * ends what the first made, as with an authorization code (T5). What is given out is bound to the key that was proven, if one was. Throws `OAuthError`.
 */
export async function exchangeDeviceCode({ client, form, provenKey }: { client: OAuthClient; form: ReadonlyMap<string, string>; provenKey: string | null }): Promise<IssuedTokens> {
  if (!client.deviceGrant) throw new OAuthError('unauthorized_client', 'The app is not registered for devices without a browser.');
  const deviceCode = form.get('device_code');
  if (deviceCode === undefined) throw new OAuthError('invalid_request', 'device_code is missing.');
  const wrong = new OAuthError('invalid_grant', 'The device code is wrong or used.');
  const poll = checkToken(deviceCode) ? await pollDevice({ deviceCodeHash: deviceCodeHashOf(deviceCode), clientId: client.id }) : null;
  if (!poll) throw wrong;
  const now = clock.now();
  const code = { kind: 'device', codeHash: deviceCodeHashOf(deviceCode), clientId: client.id, now } as const;
  if (poll.usedAt) {
    await inSqlTransaction((tx) => endFamilyOfUsedCode(tx, code));
    throw wrong;
  }
  if (poll.state === 'denied' || poll.state === 'reported') throw new OAuthError('access_denied', 'The subscriber did not allow it.');
  if (poll.expiresAt <= now) throw new OAuthError('expired_token', 'The device code is over. Ask for a new one.');
  if (poll.tooSoon) throw new OAuthError('slow_down', 'Too soon. Wait five seconds longer between polls from now on.');
  if (poll.state === 'pending') throw new OAuthError('authorization_pending', 'The subscriber has not decided yet.');
  if (poll.msisdn === null) throw wrong;
  await requireStillEligible(poll.msisdn);
  const { issued, rows } = mintTokens({ client, grantId: poll.grantId, scopes: poll.scopes, refreshScopes: poll.scopes, familyStartedAt: now, dpopThumbprint: provenKey, now });
  if (!(await exchangeCode({ ...code, tokens: rows }))) throw wrong;
  return issued;
}
