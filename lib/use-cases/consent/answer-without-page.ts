import { clock } from '#lib/clock.ts';
import { isAppError } from '#lib/errors.ts';
import { bindConsentRequest, findOpenGrant } from '#lib/data/consent.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { consentCovers, grantStanding } from '#lib/domain/consent-grant.ts';
import type { Scope } from '#lib/domain/scope.ts';
import { reuseConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { requireEligible } from '#lib/use-cases/consent/require-eligible.ts';
import { OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';

interface Question {
  clientId: string;
  scopes: readonly Scope[];
}

async function isCovered(actor: SubscriberActor, { clientId, scopes }: Question): Promise<boolean> {
  const grant = await findOpenGrant({ subscriberId: actor.subscriberId, clientId });
  return grant !== null && grantStanding(grant, clock.now()) === 'live' && consentCovers(grant, scopes);
}

/** Where a kept question is answered to at once: the consent is there and the line may be used. Null where a page has to be shown. */
export async function answerWithoutPage(actor: SubscriberActor, asked: Question & { requestId: string; browserId: string }): Promise<string | null> {
  if (!(await isCovered(actor, asked))) return null;
  await bindConsentRequest(asked.requestId, actor.subscriberId, clock.now());
  try {
    return await reuseConsent({ actor, requestId: asked.requestId, browserId: asked.browserId });
  } catch (error) {
    // The page says what is in the way.
    if (isAppError(error)) return null;
    throw error;
  }
}

/**
 * For `prompt=none` (OpenID Connect Core, 3.1.2.6), before anything is kept. Throws `OAuthError`: `login_required` where nobody is signed in or
 * the number has another owner by now, `consent_required` where no live consent allows all that is asked, `interaction_required` where the line
 * does not pass a gate (E1), `temporarily_unavailable` where the carrier cannot be asked.
 */
export async function requireSilentAnswer(actor: SubscriberActor | null, question: Question): Promise<SubscriberActor> {
  if (!actor) throw new OAuthError('login_required', 'Nobody is signed in.');
  if (!(await isCovered(actor, question))) throw new OAuthError('consent_required', 'The subscriber has to be asked.');
  try {
    await requireEligible(actor.msisdn);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'invalid-token') throw new OAuthError('login_required', 'Nobody is signed in.', { cause: error });
    if (error.code === 'not-eligible') throw new OAuthError('interaction_required', 'The line of the subscriber may not be used now.', { cause: error });
    throw new OAuthError('temporarily_unavailable', 'The line could not be checked. Try again later.', { cause: error });
  }
  return actor;
}
