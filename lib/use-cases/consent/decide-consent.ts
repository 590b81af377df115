import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { type ConsentRequestRow, findOpenGrant, insertCode, lockSubscriber, useConsentRequest } from '#lib/data/consent.ts';
import { decideDevice, findDeviceAuthorization } from '#lib/data/device-authorizations.ts';
import { inTransaction, type PrismaTransaction } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { consentCovers, grantStanding } from '#lib/domain/consent-grant.ts';
import { describeDevice } from '#lib/domain/device.ts';
import { asksAgain } from '#lib/domain/prompt.ts';
import type { Scope } from '#lib/domain/scope.ts';
import { getConsentRequest, owesSignIn } from '#lib/use-cases/consent/get-consent-ask.ts';
import { isConsentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { endOfTerm, type TermChoice } from '#lib/use-cases/consent/consent-term.ts';
import { recordConsent, requireGrantable } from '#lib/use-cases/consent/give-consent.ts';
import { numberChangedOwner, requireEligible } from '#lib/use-cases/consent/require-eligible.ts';
import { authorizationAnswer, devicePage } from '#lib/use-cases/oauth/authorization-answer.ts';
import { codeHashOf, newAuthorizationCode } from '#lib/use-cases/oauth/secrets.ts';
import { authorizationCodeSeconds } from '#lib/use-cases/oauth/token-lifetimes.ts';
import { browserHashOf } from '#lib/use-cases/sign-in/request-code.ts';

interface Asked {
  actor: SubscriberActor;
  requestId: string;
  browserId: string | null;
  csrfToken: string;
}

async function requireOwnDecision(asked: Asked): Promise<ConsentRequestRow & { browserHash: string }> {
  const request = await getConsentRequest(asked);
  // The page was made for another session, or there was no page (T2).
  if ((await owesSignIn(asked.actor, request)) || !asked.browserId || !isConsentCsrfToken({ requestId: asked.requestId, sessionId: asked.actor.sessionId }, asked.csrfToken) || request.subscriberId !== asked.actor.subscriberId) {
    throw new AppError('forbidden', 'This page is from another session. Open it again and decide anew.');
  }
  return { ...request, browserHash: browserHashOf(asked.browserId) };
}

async function takeRequest(tx: PrismaTransaction, request: ConsentRequestRow & { browserHash: string }, actor: SubscriberActor): Promise<ConsentRequestRow> {
  const taken = await useConsentRequest(tx, { id: request.id, browserHash: request.browserHash, subscriberId: actor.subscriberId, now: clock.now() });
  if (!taken) throw answered();
  return taken;
}

const answered = () => new AppError('not-found', 'This question has been answered. Go back to the app and start again if you want to change it.');

/** A code for the address that asked, or the waiting device is let in. Answers where the person goes on. */
async function answerYes(tx: PrismaTransaction, request: ConsentRequestRow, given: { actor: SubscriberActor; grantId: string; scopes: Scope[] }): Promise<string> {
  if (request.redirectUri === null) return decideForDevice(tx, request, { ...given, state: 'allowed' });
  const { grantId, scopes } = given;
  const code = newAuthorizationCode();
  await insertCode(tx, {
    codeHash: codeHashOf(code),
    grantId,
    clientId: request.clientId,
    redirectUri: request.redirectUri,
    redirectUriGiven: request.redirectUriGiven,
    scopes,
    codeChallenge: request.codeChallenge,
    dpopThumbprint: request.dpopThumbprint,
    familyId: newId(),
    expiresAt: new Date(clock.now().getTime() + authorizationCodeSeconds * 1000),
  });
  return authorizationAnswer(request.redirectUri, { code }, request.state);
}

type DeviceDecision = { actor: SubscriberActor } & ({ state: 'allowed'; grantId: string; scopes: Scope[] } | { state: 'denied' });

/** A device is decided once, in whichever browser is first; for the second nothing is stored, a grant made on the way neither. */
async function decideForDevice(tx: PrismaTransaction, request: ConsentRequestRow, { actor, ...decision }: DeviceDecision): Promise<string> {
  const id = request.deviceAuthorizationId;
  if (!id || !(await decideDevice(tx, { ...decision, id, subscriberId: actor.subscriberId, now: clock.now() }))) throw answered();
  return devicePage(request.id);
}

/**
 * *Allow*: uses the kept request up, records the consent and makes the code, in one transaction. Answers where to go. Everything but the
 * choices comes from the server's own copy of the request (T2). Throws `invalid-value` for choices, `not-eligible`, `not-found`, `forbidden`.
 */
export async function allowConsent(asked: Asked & { scopes: readonly string[]; term: TermChoice; userAgent: string }): Promise<string> {
  const { actor } = asked;
  const request = await requireOwnDecision(asked);
  const scopes = request.scopes.filter((scope) => asked.scopes.includes(scope));
  const endsAt = endOfTerm(asked.term, clock.now());
  const device = request.deviceAuthorizationId ? (await findDeviceAuthorization(request.deviceAuthorizationId))?.device : describeDevice(asked.userAgent);
  const consent = { actor, clientId: request.clientId, scopes, asked: request.scopes, endsAt, device: device ?? '' };
  await requireGrantable(consent);
  return inTransaction(async (tx) => {
    const taken = await takeRequest(tx, request, actor);
    const { grantId } = await recordConsent(tx, consent);
    return answerYes(tx, taken, { actor, grantId, scopes });
  });
}

/** *Not now*: the app learns `access_denied` and nothing else, whatever the reason. */
export async function denyConsent(asked: Asked): Promise<string> {
  const request = await requireOwnDecision(asked);
  return inTransaction(async (tx) => {
    const taken = await takeRequest(tx, request, asked.actor);
    if (taken.redirectUri === null) return decideForDevice(tx, taken, { actor: asked.actor, state: 'denied' });
    return authorizationAnswer(taken.redirectUri, { error: 'access_denied', description: 'The subscriber did not allow it.' }, taken.state);
  });
}

/**
 * Answers without a page where a live grant of the same app allows all that is asked; an audit row says so. The caller shows the page
 * instead when this throws `conflict`: the grant changed in between.
 */
export async function reuseConsent(options: { actor: SubscriberActor; requestId: string; browserId: string | null }): Promise<string> {
  const { actor, browserId } = options;
  const request = await getConsentRequest(options);
  if (request.redirectUri === null) throw new AppError('conflict', 'A device is always asked about.');
  if (asksAgain(request.prompt) || (await owesSignIn(actor, request))) throw new AppError('conflict', 'The app wants the person to be asked.');
  await requireEligible(actor.msisdn);
  return inTransaction(async (tx) => {
    if (!(await lockSubscriber(tx, actor.subscriberId))) throw numberChangedOwner();
    const grant = await findOpenGrant({ subscriberId: actor.subscriberId, clientId: request.clientId }, tx);
    if (!grant || grantStanding(grant, clock.now()) !== 'live' || !consentCovers(grant, request.scopes)) throw new AppError('conflict', 'The consent has changed.');
    const taken = await takeRequest(tx, { ...request, browserHash: browserHashOf(browserId ?? '') }, actor);
    await writeAudit(tx, { actor, action: 'consent.reused', subjectKind: 'consent', subjectId: grant.id, detail: { clientId: grant.clientId, scopes: request.scopes } });
    return answerYes(tx, taken, { actor, grantId: grant.id, scopes: request.scopes });
  });
}
