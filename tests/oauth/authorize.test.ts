import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '#lib/env.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { consentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { allowConsent, denyConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { getConsentAsk } from '#lib/use-cases/consent/get-consent-ask.ts';
import { allow, authorizeQuery, begin, browserId, createOAuthClient, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});

describe('an authorization request', () => {
  it('a state of 4 KB comes back byte for byte, a missing one stays missing', async () => {
    const state = Array.from({ length: 4096 }, (_, index) => String.fromCharCode(33 + (index % 94))).join('');
    expect((await allow(actor, authorizeQuery(client, { state }))).searchParams.get('state')).toBe(state);
    expect((await allow(actor, authorizeQuery(client, { state: null }))).searchParams.has('state')).toBe(false);
  });

  it('success carries code, state and iss (RFC 9207), and nothing else', async () => {
    const answer = await allow(actor, authorizeQuery(client));
    expect([...answer.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);
    expect(answer.searchParams.get('iss')).toBe(env.PUBLIC_URL);
  });
});

describe('T2: the decision', () => {
  async function ask(): Promise<string> {
    const begun = await begin(authorizeQuery(client));
    if (begun.outcome !== 'ask') throw new Error('not asked');
    await getConsentAsk({ actor, requestId: begun.requestId, browserId });
    return begun.requestId;
  }
  const decision = (requestId: string, changes: Partial<Parameters<typeof allowConsent>[0]> = {}) => ({
    actor, requestId, browserId, csrfToken: consentCsrfToken({ requestId, sessionId: actor.sessionId }), scopes: ['IMMN'], term: { until: '30', end: null }, userAgent: '', ...changes,
  });

  it('denied: access_denied with iss, and no grant', async () => {
    const other = await createOAuthClient();
    const begun = await begin(authorizeQuery(other));
    const requestId = (begun as { requestId: string }).requestId;
    await getConsentAsk({ actor, requestId, browserId });
    const answer = new URL(await denyConsent(decision(requestId))).searchParams;
    expect([answer.get('error'), answer.get('iss'), answer.get('state')]).toEqual(['access_denied', env.PUBLIC_URL, 'xyz']);
    expect(await getPrisma().consentGrant.count({ where: { clientId: other.id } })).toBe(0);
  });

  it('a decision is made once', async () => {
    const requestId = await ask();
    await allowConsent(decision(requestId));
    await expect(allowConsent(decision(requestId))).rejects.toMatchObject({ code: 'not-found' });
    await expect(denyConsent(decision(requestId))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of ten decisions at the same time one counts', async () => {
    const requestId = await ask();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => allowConsent(decision(requestId))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('T24: another session, another browser, another person or no token decides nothing', async () => {
    const requestId = await ask();
    const stranger = await createSubscriber();
    for (const changes of [
      { csrfToken: '' },
      { csrfToken: consentCsrfToken({ requestId, sessionId: newId() }) },
      { csrfToken: consentCsrfToken({ requestId: newId(), sessionId: actor.sessionId }) },
      { browserId: 'c'.repeat(43) },
      { browserId: null },
      { actor: stranger, csrfToken: consentCsrfToken({ requestId, sessionId: stranger.sessionId }) },
    ]) {
      await expect(allowConsent(decision(requestId, changes))).rejects.toMatchObject({ code: expect.stringMatching(/^(forbidden|not-found)$/) });
    }
    await expect(allowConsent(decision(requestId))).resolves.toContain('code=');
  });

  it('scopes that were not asked for cannot be added to the post', async () => {
    const narrow = await createOAuthClient();
    const begun = await begin(authorizeQuery(narrow, { scope: 'IMMN' }));
    const requestId = (begun as { requestId: string }).requestId;
    await getConsentAsk({ actor, requestId, browserId });
    await allowConsent(decision(requestId, { scopes: ['IMMN', 'MIM', 'NOTIFICATIONCHANNEL'] }));
    const grant = await getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: narrow.id } });
    expect(grant.scopes).toEqual(['IMMN']);
  });

  it('no scope chosen comes back as a problem of the field, and nothing is used up', async () => {
    const requestId = await ask();
    await expect(allowConsent(decision(requestId, { scopes: [] }))).rejects.toMatchObject({ code: 'invalid-value', field: 'scope' });
    await expect(allowConsent(decision(requestId, { term: { until: 'date', end: '2020-01-01' } }))).rejects.toMatchObject({ code: 'invalid-value', field: 'end' });
    await expect(allowConsent(decision(requestId))).resolves.toContain('code=');
  });
});
