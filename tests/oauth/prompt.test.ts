import { beforeEach, describe, expect, it } from 'vitest';
import { findSimulatorLine } from '#lib/carriers/simulator/line-facts.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';
import { reuseConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { endConsent } from '#lib/use-cases/consent/end-consent.ts';
import { getConsentAsk } from '#lib/use-cases/consent/get-consent-ask.ts';
import { serverMetadata } from '#lib/use-cases/oauth/server-metadata.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { allow, authorizeQuery, begin, browserId, codeForm, createOAuthClient, credentials, isLive, post, push, pushed, refreshForm, type TestClient, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { freshSession } from '#tests/support/fixtures/session-cookies.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
const signIn = async (who: SubscriberActor): Promise<SubscriberActor> => ({ ...who, sessionId: await freshSession('subscriber', { subscriberId: who.subscriberId }) });
beforeEach(async () => {
  setLineDirectory({ findLine: findSimulatorLine });
  [actor, client] = [await signIn(await createSubscriber()), await createOAuthClient()];
});

const asks = (prompt: string | null, changes: Record<string, string | null> = {}) => authorizeQuery(client, { prompt, ...changes });
async function answerTo(query: URLSearchParams, who: SubscriberActor | null = actor): Promise<URLSearchParams> {
  const begun = await begin(query, who);
  if (begun.outcome !== 'answer') throw new Error(JSON.stringify(begun));
  return new URL(begun.location).searchParams;
}
const errorOf = async (query: URLSearchParams, who: SubscriberActor | null = actor) => (await answerTo(query, who)).get('error');
async function askedBy(query: URLSearchParams, who: SubscriberActor = actor): Promise<string> {
  const begun = await begin(query, who);
  if (begun.outcome !== 'ask') throw new Error(JSON.stringify(begun));
  return begun.requestId;
}
const kept = () => getPrisma().consentRequest.count({ where: { clientId: client.id } });

describe('prompt=none (OpenID Connect Core 3.1.2.1)', () => {
  it('answers with a code that gives tokens where the consent covers what is asked, plain or pushed', async () => {
    await allow(actor, asks(null));
    for (const query of [asks('none'), asks('none', { scope: 'MIM' }), await pushed(client, { prompt: 'none' })]) {
      const answer = await answerTo(query);
      expect([...answer.keys()].toSorted()).toEqual(['code', 'iss', 'state']);
      expect((await post('token', codeForm(client, answer.get('code') ?? ''))).status).toBe(200);
    }
    expect(await getPrisma().consentGrant.count({ where: { subscriberId: actor.subscriberId } })).toBe(1);
    expect(await getPrisma().auditEntry.count({ where: { action: 'consent.reused', actorId: actor.subscriberId } })).toBe(3);
  });

  it('is login_required where nobody is signed in, consent or not, and keeps nothing', async () => {
    await allow(actor, asks(null));
    const before = await kept();
    expect(await errorOf(asks('none'), null)).toBe('login_required');
    expect(await kept()).toBe(before);
  });

  it('is consent_required without a consent, for more than it allows, while it is paused, after its end and after its date', async () => {
    expect(await errorOf(asks('none'))).toBe('consent_required');
    await allow(actor, asks(null, { scope: 'MIM' }), ['MIM']);
    expect([await errorOf(asks('none')), await errorOf(asks('none', { scope: 'IMMN' }))]).toEqual(['consent_required', 'consent_required']);
    const grant = await getPrisma().consentGrant.findFirstOrThrow({ where: { subscriberId: actor.subscriberId } });
    const onlyMim = asks('none', { scope: 'MIM' });
    const change = (data: { pausedUntil?: Date | null; endsAt?: Date | null }) => getPrisma().consentGrant.update({ where: { id: grant.id }, data });
    await change({ pausedUntil: new Date(Date.now() + 60_000) });
    expect(await errorOf(onlyMim)).toBe('consent_required');
    await change({ pausedUntil: null, endsAt: new Date(Date.now() - 1000) });
    expect(await errorOf(onlyMim)).toBe('consent_required');
    await change({ endsAt: null });
    expect(await errorOf(onlyMim)).toBeNull();
    const before = await kept();
    await endConsent({ actor, grantId: grant.id });
    expect(await errorOf(onlyMim)).toBe('consent_required');
    expect(await kept()).toBe(before);
  });

  it('is interaction_required where the line does not pass a gate, temporarily_unavailable where the carrier cannot be asked', async () => {
    await allow(actor, asks(null));
    const before = await kept();
    setLineDirectory({ findLine: async (msisdn) => ({ ...(await findSimulatorLine(msisdn)), smsEnabled: false }) as Awaited<ReturnType<typeof findSimulatorLine>> });
    expect(await errorOf(asks('none'))).toBe('interaction_required');
    setLineDirectory({ findLine: () => Promise.reject(new AppError('unavailable', 'The carrier is away.')) });
    expect(await errorOf(asks('none'))).toBe('temporarily_unavailable');
    expect(await kept()).toBe(before);
  });

  it('T4: is answered at no address that is not registered, with or without a consent', async () => {
    await allow(actor, asks(null));
    for (const who of [actor, null]) expect(await begin(asks('none', { redirect_uri: 'https://evil.example/' }), who)).toEqual({ outcome: 'refused', reason: 'redirect-uri' });
  });
});

describe('RFC 7009 2.1, RFC 9700 4.14: the end of a family of tokens', () => {
  it.each(['revoked', 'used twice'])('leaves the consent and other families where a refresh token is %s; prompt=none tells that it stands', async (how) => {
    const [phone, desk] = [await tokensFor(actor, client), await tokensFor(actor, client)];
    if (how === 'revoked') await post('revoke', { ...credentials(client), token: phone.refresh_token, token_type_hint: 'refresh_token' });
    else for (const status of [200, 400]) expect((await post('token', refreshForm(client, phone.refresh_token))).status).toBe(status);
    expect([await isLive(phone.access_token), await isLive(desk.access_token)]).toEqual([false, true]);
    expect((await post('token', refreshForm(client, phone.refresh_token))).body.error).toBe('invalid_grant');
    const code = (await answerTo(asks('none'))).get('code') ?? '';
    expect((await post('token', codeForm(client, code))).status).toBe(200);
    const grant = await getPrisma().consentGrant.findFirstOrThrow({ where: { subscriberId: actor.subscriberId } });
    expect(grant.endedAt).toBeNull();
    await endConsent({ actor, grantId: grant.id });
    expect([await errorOf(asks('none')), await isLive(desk.access_token)]).toEqual(['consent_required', false]);
  });
});

describe('the other prompts', () => {
  it('left out: a consent that covers it is answered at once, also while a page for it is open', async () => {
    await allow(actor, asks(null));
    expect((await answerTo(asks(null))).has('code')).toBe(true);
    expect((await begin(asks(null), null)).outcome).toBe('ask');
  });

  it.each(['consent', 'select_account', 'login consent'])('%s shows the page though the consent is there, and nothing goes around it', async (prompt) => {
    await allow(actor, asks(null));
    const requestId = await askedBy(asks(prompt));
    const again = await signIn(actor);
    expect(await getConsentAsk({ actor: again, requestId, browserId })).toMatchObject({ covered: false, signInAgain: false });
    await expect(reuseConsent({ actor: again, requestId, browserId })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('login wants a session that began after the question; then the consent that is there is enough', async () => {
    await allow(actor, asks(null));
    const requestId = await askedBy(asks('login'));
    expect(await getConsentAsk({ actor, requestId, browserId })).toMatchObject({ covered: false, signInAgain: true });
    await expect(reuseConsent({ actor, requestId, browserId })).rejects.toMatchObject({ code: 'conflict' });
    const again = await signIn(actor);
    expect(await getConsentAsk({ actor: again, requestId, browserId })).toMatchObject({ covered: true, signInAgain: false });
    expect(await reuseConsent({ actor: again, requestId, browserId })).toContain('code=');
  });

  it('login: a decision by the session from before is none', async () => {
    await expect(allow(actor, asks('login'))).rejects.toMatchObject({ code: 'forbidden' });
    expect(await getPrisma().consentGrant.count({ where: { subscriberId: actor.subscriberId } })).toBe(0);
  });

  it('that are unknown are told to the app that pushes them, by name', async () => {
    for (const prompt of ['create', 'none consent']) expect((await push(client, { prompt })).body).toMatchObject({ error: 'invalid_request', error_description: expect.stringMatching(/^prompt /) });
    expect(serverMetadata().prompt_values_supported).toEqual(['none', 'login', 'consent', 'select_account']);
  });
});
