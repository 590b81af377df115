import { clock } from '#lib/clock.ts';
import { openSealed, sealText } from '#lib/crypto.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { type AbuseSpend, returnAbusePoint, spendAbusePoints } from '#lib/data/abuse-limits.ts';
import { type AskingClient, bindConsentRequest, findAskingClient, findConsentRequest, insertConsentRequest } from '#lib/data/consent.ts';
import { findDeviceAuthorization, findWaitingDevice } from '#lib/data/device-authorizations.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { foldUserCode } from '#lib/domain/user-code.ts';
import { spendQuestion } from '#lib/use-cases/oauth/begin-authorization.ts';
import { userCodeHashOf } from '#lib/use-cases/oauth/secrets.ts';
import { abuseKey, abuseRules, networkOf } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { browserHashOf } from '#lib/use-cases/sign-in/request-code.ts';

const sealedFor = (requestId: string) => `device-question:${requestId}`;

/**
 * Opens the question of the device that shows this code, in one browser; nothing is bound to the device by it. Unknown, expired, used and
 * decided codes are answered alike, and counted before anybody looks (RFC 8628, 5.1). Throws `invalid-input` for what cannot be a code,
 * `not-found`, `unauthenticated` for strangers who guessed too often, `limit-exceeded`.
 */
export async function openDeviceQuestion(options: { actor: SubscriberActor | null; typed: string; browserId: string; address: string | null }): Promise<{ requestId: string }> {
  const { actor, browserId, address } = options;
  const userCode = foldUserCode(options.typed);
  if (userCode === null) throw new AppError('invalid-input', 'A code has eight letters.', { field: 'code' });
  const giveBack = await spendGuess(actor, networkOf(address));
  const now = clock.now();
  const device = await findWaitingDevice(userCodeHashOf(userCode), now);
  const client = device && (await findAskingClient(device.clientId));
  if (!device || !client || client.disabled) throw new AppError('not-found', 'No device shows this code now.', { field: 'code' });
  await giveBack();
  const retryAfterSeconds = await spendQuestion({ subscriberId: actor?.subscriberId ?? null, address });
  if (retryAfterSeconds > 0) throw new AppError('limit-exceeded', 'Too many questions from here.', { field: 'code', retryAfterSeconds });
  const requestId = newId();
  await insertConsentRequest({
    id: requestId,
    browserHash: browserHashOf(browserId),
    clientId: device.clientId,
    redirectUri: null,
    redirectUriGiven: false,
    scopes: device.scopes,
    state: sealText(sealedFor(requestId), userCode),
    prompt: [],
    codeChallenge: null,
    dpopThumbprint: null,
    deviceAuthorizationId: device.id,
    createdAt: now,
    expiresAt: device.expiresAt,
  });
  return { requestId };
}

/**
 * Spent before the code is looked at, so that parallel guesses cannot share a point; given back for a right one. Strangers have a budget of
 * their own: when it is spent they sign in first, and nobody who is signed in waits for their sake.
 */
async function spendGuess(actor: SubscriberActor | null, network: string | null): Promise<() => Promise<void>> {
  const { deviceCodePerLine, deviceCodePerNetwork, deviceCodeGlobal, strangersDeviceCodePerNetwork, strangersDeviceCodeGlobal } = abuseRules;
  const ofNetwork = actor ? deviceCodePerNetwork : strangersDeviceCodePerNetwork;
  const spends: readonly AbuseSpend[] = [
    ...(actor ? [[deviceCodePerLine, abuseKey(actor.subscriberId)] as const] : []),
    ...(network ? [[ofNetwork, abuseKey(network)] as const] : []),
    [actor ? deviceCodeGlobal : strangersDeviceCodeGlobal, 'all'],
  ];
  const retryAfterSeconds = await spendAbusePoints(spends);
  if (retryAfterSeconds > 0 && !actor) throw new AppError('unauthenticated', 'Sign in first, then the code is looked at.', { field: 'code' });
  if (retryAfterSeconds > 0) throw new AppError('limit-exceeded', 'Too many wrong codes.', { field: 'code', retryAfterSeconds });
  return async () => {
    for (const [rule, key] of spends) await returnAbusePoint(rule, key);
  };
}

export interface DeviceQuestion {
  requestId: string;
  /** Folded. */
  userCode: string;
  /** What the device says it is. */
  device: string;
  client: AskingClient;
  askedAt: Date;
  expiresAt: Date;
  /** `over`: nobody decided in time, or somebody else did. */
  outcome: 'waiting' | 'allowed' | 'denied' | 'reported' | 'over';
}

/**
 * What *Is this your device?* shows, before and after sign-in, and after the decision how it ended. Throws `not-found` in another browser, or
 * once somebody else decided in this one.
 */
export async function getDeviceQuestion(options: { actor: SubscriberActor | null; requestId: string; browserId: string | null }): Promise<DeviceQuestion> {
  const { requestId, browserId } = options;
  const subscriberId = options.actor?.subscriberId ?? null;
  const request = browserId ? await findConsentRequest({ id: requestId, browserHash: browserHashOf(browserId) }) : null;
  const device = request?.deviceAuthorizationId ? await findDeviceAuthorization(request.deviceAuthorizationId) : null;
  const client = device && (await findAskingClient(device.clientId));
  if (!request?.state || !device || !client || (request.usedAt && request.subscriberId !== subscriberId)) {
    throw new AppError('not-found', 'This question was asked in another browser, or long ago.');
  }
  const now = clock.now();
  if (subscriberId) await bindConsentRequest(request.id, subscriberId, now);
  const waits = device.state === 'pending' && !request.usedAt && device.expiresAt > now && !client.disabled;
  const isOwn = device.subscriberId === subscriberId && (subscriberId !== null || request.usedAt !== null);
  return {
    requestId,
    userCode: openSealed(sealedFor(requestId), request.state),
    device: device.device,
    client,
    askedAt: device.createdAt,
    expiresAt: device.expiresAt,
    outcome: waits ? 'waiting' : device.state !== 'pending' && isOwn ? device.state : 'over',
  };
}
