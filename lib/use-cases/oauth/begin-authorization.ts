import { clock } from '#lib/clock.ts';
import { newId } from '#lib/ids.ts';
import { type AbuseSpend, spendAbusePoints } from '#lib/data/abuse-limits.ts';
import { insertConsentRequest } from '#lib/data/consent.ts';
import { findClient } from '#lib/data/oauth.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { answerWithoutPage, requireSilentAnswer } from '#lib/use-cases/consent/answer-without-page.ts';
import { authorizationAnswer } from '#lib/use-cases/oauth/authorization-answer.ts';
import { answerAddress, judgeAuthorizationRequest, safeStateOf } from '#lib/use-cases/oauth/authorization-request.ts';
import { isOAuthError, OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';
import { isRequestUri, takePushedRequest } from '#lib/use-cases/oauth/push-authorization-request.ts';
import { abuseKey, abuseRules, networkOf } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { browserHashOf } from '#lib/use-cases/sign-in/request-code.ts';

export type BegunAuthorization =
  /** Nowhere safe to answer to: an error page, never a redirect (RFC 6749, 4.1.2.1). */
  | { outcome: 'refused'; reason: 'unknown-client' | 'redirect-uri' | 'duplicate' | 'request-uri' }
  /** Too many questions from here; an error page as well. */
  | { outcome: 'limited'; retryAfterSeconds: number }
  | { outcome: 'answer'; location: string }
  /** The same, of an error, and nobody is signed in: whoever follows a link of ours is told where it leads (RFC 9700, 4.11.2). */
  | { outcome: 'mistake'; location: string; code: string }
  | { outcome: 'ask'; requestId: string };

/** A stranger's question waits so long for somebody to sign in; from then on it is theirs for longer (`bindConsentRequest`). */
const requestMinutes = 15;

/**
 * The authorization endpoint's first half (RFC 6749, 4.1.1): judges the request and keeps it on the server, bound to the browser, so that
 * nothing of it can change while the person signs in and decides (T2). A request that was pushed is used up by it, and what stands beside
 * its `request_uri` is not read (RFC 9126, 4; RFC 9101, 6.3). Where the consent is there it is answered at once, unless `prompt` says otherwise. Never throws for what a client may send.
 */
export async function beginAuthorization(options: { query: URLSearchParams; browserId: string; actor: SubscriberActor | null; address: string | null }): Promise<BegunAuthorization> {
  const { query, actor, browserId } = options;
  const isTwice = (...names: string[]) => names.some((name) => query.getAll(name).length > 1);
  const isPushed = query.getAll('request_uri').some(isRequestUri);
  // With two of these it is not certain who asks, for what, or where the answer belongs.
  if (isTwice('client_id', ...(isPushed ? ['request_uri'] : ['redirect_uri', 'redirect_url']))) return { outcome: 'refused', reason: 'duplicate' };
  const publicId = query.get('client_id') ?? '';
  const client = /^[\x21-\x7e]{1,128}$/.test(publicId) ? await findClient(publicId) : null;
  if (!client || client.disabled) return { outcome: 'refused', reason: 'unknown-client' };
  // Before a push is used up: the same link works again when the wait is over.
  const retryAfterSeconds = await spendQuestion({ subscriberId: actor?.subscriberId ?? null, address: options.address });
  if (retryAfterSeconds > 0) return { outcome: 'limited', retryAfterSeconds };
  const pushed = isPushed ? await takePushedRequest({ requestUri: query.get('request_uri') ?? '', clientId: client.id }) : null;
  // Without the push nothing is known that may be trusted, an address to answer to least of all.
  if (isPushed && !pushed) return { outcome: 'refused', reason: 'request-uri' };
  const parameters = pushed?.parameters ?? query;
  const address = answerAddress(parameters, client);
  if (!address) return { outcome: 'refused', reason: 'redirect-uri' };

  try {
    if (client.requirePar && !isPushed) throw new OAuthError('invalid_request', 'This app pushes its requests: send this one to the pushed authorization request endpoint first.');
    const asked = judgeAuthorizationRequest(parameters, client);
    const question = { clientId: client.id, scopes: asked.scopes };
    const isSilent = asked.prompt.includes('none');
    if (isSilent) await requireSilentAnswer(actor, question);
    const now = clock.now();
    const requestId = newId();
    await insertConsentRequest({
      ...asked,
      // Proved at the push, or named in the request.
      dpopThumbprint: pushed?.dpopThumbprint ?? asked.dpopThumbprint,
      ...address,
      id: requestId,
      browserHash: browserHashOf(browserId),
      clientId: client.id,
      deviceAuthorizationId: null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + requestMinutes * 60_000),
    });
    const location = actor && (isSilent || asked.prompt.length === 0) ? await answerWithoutPage(actor, { ...question, requestId, browserId }) : null;
    if (location) return { outcome: 'answer', location };
    // Changed since it was looked at.
    if (isSilent) throw new OAuthError('consent_required', 'The subscriber has to be asked.');
    return { outcome: 'ask', requestId };
  } catch (error) {
    if (!isOAuthError(error)) throw error;
    const location = authorizationAnswer(address.redirectUri, { error: error.code, description: error.message }, safeStateOf(parameters));
    // Asked for silently, nobody would be there to read a page.
    const isSilent = (parameters.get('prompt') ?? '').split(' ').includes('none');
    return actor || isSilent ? { outcome: 'answer', location } : { outcome: 'mistake', location, code: error.code };
  }
}

/** One question more of a line, or of a stranger's network. Answers 0, or the seconds until the next. */
export function spendQuestion({ subscriberId, address }: { subscriberId: string | null; address: string | null }): Promise<number> {
  const network = networkOf(address);
  const spend: AbuseSpend | null = subscriberId ? [abuseRules.questionsPerLine, abuseKey(subscriberId)] : network ? [abuseRules.questionsPerNetwork, abuseKey(network)] : null;
  return spendAbusePoints(spend ? [spend] : []);
}
