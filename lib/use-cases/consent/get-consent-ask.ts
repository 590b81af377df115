import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { type AskingClient, bindConsentRequest, findAskingClient, findConsentRequest, findOpenGrant, type ConsentRequestRow } from '#lib/data/consent.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { consentCovers, grantStanding } from '#lib/domain/consent-grant.ts';
import type { Gate, LineFacts } from '#lib/domain/eligibility.ts';
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
  before: { scopes: Scope[]; since: Date } | null;
  /** A live grant allows all that is asked: the page need not be shown. */
  covered: boolean;
  line: LineFacts;
  gates: Gate[];
  eligible: boolean;
  returnsTo: string;
  checkedAt: Date;
}

/** The kept request of this browser; throws `not-found` when it is over, used or another browser's. */
export async function getConsentRequest(options: { requestId: string; browserId: string | null }): Promise<ConsentRequestRow> {
  const request = options.browserId ? await findConsentRequest({ id: options.requestId, browserHash: browserHashOf(options.browserId) }) : null;
  if (!request || request.usedAt || request.expiresAt <= clock.now()) {
    throw new AppError('not-found', 'This question is over: it was answered, is older than 30 minutes, or was asked in another browser. Go back to the app and start again.');
  }
  return request;
}

/** What the app asks this subscriber, with the carrier's facts of this moment (E1). Throws `not-found`, `not-eligible` for a line that is gone. */
export async function getConsentAsk(options: { actor: SubscriberActor; requestId: string; browserId: string | null }): Promise<ConsentAsk> {
  const request = await getConsentRequest(options);
  const client = await findAskingClient(request.clientId);
  if (!client || client.disabled) throw new AppError('not-found', 'This app is not available any more.');
  await bindConsentRequest(request.id, options.actor.subscriberId);
  const [standing, grant] = await Promise.all([
    getLineStanding(options.actor.msisdn),
    findOpenGrant({ subscriberId: options.actor.subscriberId, clientId: client.id }),
  ]);
  const now = clock.now();
  const live = grant && grantStanding(grant, now) !== 'ended' ? grant : null;
  return {
    requestId: request.id,
    client,
    scopes: request.scopes,
    before: live ? { scopes: live.scopes, since: live.createdAt } : null,
    covered: live !== null && grantStanding(live, now) === 'live' && consentCovers(live, request.scopes),
    line: standing.line,
    gates: standing.gates,
    eligible: standing.eligible,
    returnsTo: answerHost(request.redirectUri),
    checkedAt: now,
  };
}
