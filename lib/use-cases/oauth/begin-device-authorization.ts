import { randomInt } from 'node:crypto';
import { clock } from '#lib/clock.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { spendAbusePoint } from '#lib/data/abuse-limits.ts';
import { insertDeviceAuthorization } from '#lib/data/device-authorizations.ts';
import { hasUnseenCharacter, normalizeAppName } from '#lib/domain/app-name.ts';
import { describeDevice } from '#lib/domain/device.ts';
import { scopeNames, scopes as scopeTable } from '#lib/domain/scope.ts';
import { formatUserCode, userCodeAlphabet, userCodeLength } from '#lib/domain/user-code.ts';
import { authenticateClient, type OAuthRequest, readForm } from '#lib/use-cases/oauth/authenticate-client.ts';
import { judgeScopes } from '#lib/use-cases/oauth/authorization-request.ts';
import { OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';
import { deviceCodeHashOf, newDeviceCode, userCodeHashOf } from '#lib/use-cases/oauth/secrets.ts';
import { deviceAuthorizationSeconds, devicePollSeconds } from '#lib/use-cases/oauth/token-lifetimes.ts';
import { abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';

export interface BegunDeviceAuthorization {
  deviceCode: string;
  /** As the device shows it. */
  userCode: string;
  verificationUri: string;
  verificationUriComplete: string;
  expiresInSeconds: number;
  intervalSeconds: number;
}

const longestDeviceName = 60;

const verificationUri = (): string => `${env.PUBLIC_URL}/device`;
/** For a QR code: the person need not type, but still confirms (RFC 8628, 3.3.1 and 5.4). */
export const verificationUriComplete = (folded: string): string => `${verificationUri()}?code=${formatUserCode(folded)}`;

/**
 * The device authorization endpoint (RFC 8628, 3.1): a code for the device to poll with and one for its person to type. The secrets exist in
 * the answer alone. Throws `OAuthError`: `unauthorized_client` for an app that may not do this, `temporarily_unavailable` with 429 for one
 * that has too many devices waiting.
 */
export async function beginDeviceAuthorization(request: OAuthRequest, options: { userAgent: string }): Promise<BegunDeviceAuthorization> {
  const form = readForm(request);
  const client = await authenticateClient(request, form);
  if (!client.deviceGrant) throw new OAuthError('unauthorized_client', 'The app is not registered for devices without a browser.');
  const scope = form.get('scope');
  const everything = scopeNames.filter((name) => scopeTable[name].needsConsent && client.scopes.includes(name)).join(' ');
  const scopes = judgeScopes(scope ?? everything, client);
  const device = readDeviceName(form.get('device_name')) ?? describeDevice(options.userAgent);
  const retryAfterSeconds = await spendAbusePoint(abuseRules.devicesPerClient, client.id);
  if (retryAfterSeconds > 0) throw new OAuthError('temporarily_unavailable', 'Too many devices of this app ask at once. Try again later.', { retryAfterSeconds, status: 429 });
  const now = clock.now();
  const deviceCode = newDeviceCode();
  const row = {
    clientId: client.id,
    scopes,
    device,
    deviceCodeHash: deviceCodeHashOf(deviceCode),
    intervalSeconds: devicePollSeconds,
    createdAt: now,
    expiresAt: new Date(now.getTime() + deviceAuthorizationSeconds * 1000),
  };
  let userCode = newUserCode();
  while (!(await insertDeviceAuthorization({ ...row, id: newId(), familyId: newId(), userCodeHash: userCodeHashOf(userCode) }))) userCode = newUserCode();
  return {
    deviceCode,
    userCode: formatUserCode(userCode),
    verificationUri: verificationUri(),
    verificationUriComplete: verificationUriComplete(userCode),
    expiresInSeconds: deviceAuthorizationSeconds,
    intervalSeconds: devicePollSeconds,
  };
}

function newUserCode(): string {
  return Array.from({ length: userCodeLength }, () => userCodeAlphabet[randomInt(userCodeAlphabet.length)]).join('');
}

/** It is read by the person who decides, so what cannot be seen or turns text around is refused (T17). */
function readDeviceName(given: string | undefined): string | null {
  const name = normalizeAppName(given ?? '');
  if (name === '') return null;
  if ([...name].length > longestDeviceName || hasUnseenCharacter(name)) {
    throw new OAuthError('invalid_request', `device_name has at most ${longestDeviceName} characters, and none that cannot be seen.`);
  }
  return name;
}
