import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { type AskingClient, bindConsentRequest, findAskingClient, findConsentRequest, findOpenGrant, type ConsentRequestRow } from '#lib/data/consent.ts';
import { findFormerGrant, findLastNames, findLastTerm, type FormerGrant } from '#lib/data/consent-history.ts';
import { hasSessionBegun } from '#lib/data/identity.ts';
import { findDeviceAuthorization } from '#lib/data/device-authorizations.ts';
import { findMailbox } from '#lib/data/store/mailboxes.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { consentCovers, grantStanding, type TermDefault, termLikeLast } from '#lib/domain/consent-grant.ts';
import type { Gate, LineFacts } from '#lib/domain/eligibility.ts';
import { asksAgain } from '#lib/domain/prompt.ts';
import type { Scope } from '#lib/domain/scope.ts';
import { answerHost } from '#lib/use-cases/oauth/authorization-answer.ts';
import { browserHashOf } from '#lib/use-cases/sign-in/request-code.ts';
import { getLineStanding } from '#lib/use-cases/consent/require-eligible.ts';

/** Everything the consent page shows. */
export interface ConsentAsk {
  requestId: string;
  client: AskingClient;
  scopes: Scope[];
  /** What a live grant of the same app holds already, and since when. */
  before: { scopes: Scope[]; since: Date; pausedUntil: Date | null } | null;
  /** The consent that was over last, where none lives. */
  former: FormerGrant | null;
  /** How app and owner were called at the last decision, where that is another name now. */
  calledBefore: { appName: string; ownerName: string } | null;
  /** What the choice of a term is filled in with: as the last time. */
  term: TermDefault;
  /** The subscriber has an inbox; otherwise consent to read makes one (E3). */
  hasInbox: boolean;
  /** A live grant allows all that is asked, and the app leaves it at that: the page need not be shown. */
  covered: boolean;
  /** The app wants whoever decides to have signed in since it asked. */
  signInAgain: boolean;
  line: LineFacts;
  gates: Gate[];
  eligible: boolean;
  /** The device that waits for the answer, by its own word; null for an app that has a browser. */
  device: string | null;
  returnsTo: string;
  checkedAt: Date;
}

const over = () => new AppError('not-found', 'This question is over: it was answered, waited too long, or was asked in another browser. Go back to the app and start again.');

/** The kept request of this browser; throws `not-found` when it is over, used or another browser's. */
export async function getConsentRequest(options: { requestId: string; browserId: string | null }): Promise<ConsentRequestRow> {
  const request = options.browserId ? await findConsentRequest({ id: options.requestId, browserHash: browserHashOf(options.browserId) }) : null;
  if (!request || request.usedAt || request.expiresAt <= clock.now()) {
    throw over();
  }
  return request;
}

/** A question that the same person has answered in the same browser: a second click, or the way back. */
export interface AnsweredAsk {
  appName: string;
  answeredAt: Date;
  /** The app may use the line at this moment. */
  isConnected: boolean;
}

/** Null for a question that is open, over, or not this person's. */
export async function findAnsweredAsk(options: { actor: SubscriberActor; requestId: string; browserId: string | null }): Promise<AnsweredAsk | null> {
  const { actor, requestId, browserId } = options;
  const request = browserId ? await findConsentRequest({ id: requestId, browserHash: browserHashOf(browserId) }) : null;
  if (!request?.usedAt || request.subscriberId !== actor.subscriberId) return null;
  const [client, grant] = await Promise.all([findAskingClient(request.clientId), findOpenGrant({ subscriberId: actor.subscriberId, clientId: request.clientId })]);
  return client && { appName: client.name, answeredAt: request.usedAt, isConnected: grant !== null && grantStanding(grant, clock.now()) !== 'ended' };
}

/** `prompt=login` (OpenID Connect Core, 3.1.2.1): a session that is older than the question does not do. */
export async function owesSignIn(actor: SubscriberActor, request: ConsentRequestRow): Promise<boolean> {
  return request.prompt.includes('login') && !(await hasSessionBegun({ sessionId: actor.sessionId, since: request.createdAt }));
}

/** What the app asks this subscriber, with the carrier's facts of this moment (E1). Throws `not-found`, `not-eligible` for a line that is gone. */
export async function getConsentAsk(options: { actor: SubscriberActor; requestId: string; browserId: string | null }): Promise<ConsentAsk> {
  const request = await getConsentRequest(options);
  const client = await findAskingClient(request.clientId);
  if (!client || client.disabled) throw new AppError('not-found', 'This app is not available any more.');
  const now = clock.now();
  await bindConsentRequest(request.id, options.actor.subscriberId, now);
  const pair = { subscriberId: options.actor.subscriberId, clientId: client.id };
  const [standing, grant, former, names, lastTerm, mailbox, device, signInAgain] = await Promise.all([
    getLineStanding(options.actor.msisdn),
    findOpenGrant(pair),
    findFormerGrant(pair, now),
    findLastNames(pair),
    findLastTerm(pair),
    findMailbox(options.actor.mailboxId),
    request.deviceAuthorizationId ? findDeviceAuthorization(request.deviceAuthorizationId) : null,
    owesSignIn(options.actor, request),
  ]);
  // Decided in another browser, or its code is over.
  if (request.deviceAuthorizationId && !(device?.state === 'pending' && device.expiresAt > now)) throw over();
  const live = grant && grantStanding(grant, now) !== 'ended' ? grant : null;
  return {
    requestId: request.id,
    client,
    scopes: request.scopes,
    before: live ? { scopes: live.scopes, since: live.createdAt, pausedUntil: grantStanding(live, now) === 'paused' ? live.pausedUntil : null } : null,
    former: live ? null : former,
    calledBefore: names && (names.appName !== client.name || names.ownerName !== client.ownerName) ? names : null,
    term: termLikeLast(lastTerm, now),
    hasInbox: Boolean(mailbox?.provisionedAt),
    // Whoever makes a device of theirs show a code must not get an answer without a person (RFC 8628, 5.4).
    covered: !device && !asksAgain(request.prompt) && !signInAgain && live !== null && grantStanding(live, now) === 'live' && consentCovers(live, request.scopes),
    signInAgain,
    line: standing.line,
    gates: standing.gates,
    eligible: standing.eligible,
    device: device?.device ?? null,
    returnsTo: request.redirectUri === null ? 'your device' : answerHost(request.redirectUri),
    checkedAt: now,
  };
}

/** The name of the app that asks in this browser, for whoever is not signed in yet; null when nothing waits here. */
export async function findAskingApp(options: { requestId: string; browserId: string | null }): Promise<string | null> {
  const request = options.browserId ? await findConsentRequest({ id: options.requestId, browserHash: browserHashOf(options.browserId) }) : null;
  if (!request || request.usedAt || request.expiresAt <= clock.now()) return null;
  return (await findAskingClient(request.clientId))?.name ?? null;
}
