import { beforeEach, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { sql } from '#lib/data/pool.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { changeConsentEnd, endConsent, pauseConsent } from '#lib/use-cases/consent/end-consent.ts';
import { consentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { findAnsweredAsk, getConsentAsk } from '#lib/use-cases/consent/get-consent-ask.ts';
import { giveConsent } from '#lib/use-cases/consent/give-consent.ts';
import { allowConsent, reuseConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { listConnectedApps } from '#lib/use-cases/consent/list-connected-apps.ts';
import { requireEligible } from '#lib/use-cases/consent/require-eligible.ts';
import { issueTokens } from '#lib/use-cases/oauth/issue-tokens.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { provisionInbox } from '#lib/use-cases/threads/provision-inbox.ts';
import { requireSubscribersToken } from '#lib/use-cases/oauth/authenticate-token.ts';
import { allow, authorizeQuery, begin, browserId, createOAuthClient, holderOf, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { buildIndex } from '#tests/support/fixtures/stored-messages.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeEach(async () => {
  actor = await createSubscriber({ provisioned: false });
  client = await createOAuthClient();
});
const give = (scopes: ('IMMN' | 'MIM')[], changes: Partial<Parameters<typeof giveConsent>[0]> = {}) =>
  giveConsent({ actor, clientId: client.id, scopes, endsAt: null, device: 'Test', ...changes });
const provisionedAt = async () => (await getPrisma().mailbox.findUniqueOrThrow({ where: { id: actor.mailboxId } })).provisionedAt;

describe('E1: who may', () => {
  it.each([
    ['plan', { plan: 'prepaid' }],
    ['standing', { standing: 'suspended' }],
    ['sms', { smsEnabled: false }],
  ] as const)('a line that fails the gate %s gets no consent, and the gate is named', async (gate, line) => {
    const other = await createSubscriber({ line });
    await expect(requireEligible(other.msisdn)).rejects.toMatchObject({ code: 'not-eligible', field: gate });
    await expect(give(['IMMN'], { actor: other })).rejects.toMatchObject({ code: 'not-eligible', field: gate });
    expect(await getPrisma().consentGrant.count({ where: { subscriberId: other.subscriberId } })).toBe(0);
  });

  it('Smart-Limits passes; a number that is no line does not', async () => {
    const smart = await createSubscriber({ line: { plan: 'smart-limits' } });
    await expect(requireEligible(smart.msisdn)).resolves.toMatchObject({ plan: 'smart-limits' });
    await expect(requireEligible('+14255559999')).rejects.toMatchObject({ code: 'not-eligible', field: 'line' });
  });

  it('the page names all gates, failed first', async () => {
    const other = await createSubscriber({ line: { plan: 'prepaid', smsEnabled: false } });
    const begun = await begin(authorizeQuery(client));
    const ask = await getConsentAsk({ actor: other, requestId: (begun as { requestId: string }).requestId, browserId });
    expect(ask.eligible).toBe(false);
    expect(ask.gates.map(({ name, passed }) => [name, passed])).toEqual([['plan', false], ['sms', false], ['standing', true]]);
  });
});

describe('E2, E3, I9: giving', () => {
  it('reading provisions the inbox, sending alone does not; event and audit row stand beside the grant', async () => {
    await give(['IMMN']);
    expect(await provisionedAt()).toBeNull();
    const { grantId } = await give(['MIM']);
    expect(await provisionedAt()).not.toBeNull();
    const events = await getPrisma().consentEvent.findMany({ where: { grantId }, orderBy: { at: 'asc' } });
    expect(events.map(({ kind, scopes }) => [kind, scopes])).toEqual([['given', ['IMMN']], ['changed', ['IMMN', 'MIM']]]);
    expect(events.every(({ textVersion }) => textVersion !== '')).toBe(true);
    const audit = await getPrisma().auditEntry.findMany({ where: { subjectKind: 'consent', subjectId: grantId } });
    expect(audit.map(({ action }) => action).sort()).toEqual(['consent.changed', 'consent.given']);
  });

  it('ten at the same time make one grant', async () => {
    await Promise.all(Array.from({ length: 10 }, () => give(['IMMN'])));
    expect(await getPrisma().consentGrant.count({ where: { subscriberId: actor.subscriberId, endedAt: null } })).toBe(1);
  });

  it('T2: a scope asked for and switched off is taken away', async () => {
    await give(['IMMN', 'MIM']);
    await allow(actor, authorizeQuery(client), ['MIM']);
    const grant = await getPrisma().consentGrant.findFirstOrThrow({ where: { subscriberId: actor.subscriberId } });
    expect(grant.scopes).toEqual(['MIM']);
  });

  it('T2: a live grant that covers the ask answers without a page; one that does not shows what is new', async () => {
    await give(['IMMN']);
    const covered = await begin(authorizeQuery(client, { scope: 'IMMN' }));
    const coveredId = (covered as { requestId: string }).requestId;
    expect((await getConsentAsk({ actor, requestId: coveredId, browserId })).covered).toBe(true);
    expect(await reuseConsent({ actor, requestId: coveredId, browserId })).toContain('code=');
    const more = await begin(authorizeQuery(client));
    const moreId = (more as { requestId: string }).requestId;
    expect(await getConsentAsk({ actor, requestId: moreId, browserId })).toMatchObject({ covered: false, before: { scopes: ['IMMN'] } });
    await expect(reuseConsent({ actor, requestId: moreId, browserId })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('a paused, an ended or a lapsed grant is no reason to skip the page', async () => {
    const { grantId } = await give(['IMMN', 'MIM']);
    const askNow = async () => {
      const begun = await begin(authorizeQuery(client));
      return getConsentAsk({ actor, requestId: (begun as { requestId: string }).requestId, browserId });
    };
    await pauseConsent({ actor, grantId });
    expect((await askNow()).covered).toBe(false);
    await getPrisma().consentGrant.update({ where: { id: grantId }, data: { pausedUntil: null, endsAt: new Date() } });
    expect(await askNow()).toMatchObject({ covered: false, before: null });
    const next = await give(['IMMN']);
    expect(next.grantId).not.toBe(grantId);
    expect(next.scopes).toEqual(['IMMN']);
  });

  it('refuses scopes the client is not registered for, and clients that are gone', async () => {
    const reader = await createOAuthClient({ scopes: ['MIM'] });
    await expect(give(['IMMN'], { clientId: reader.id })).rejects.toMatchObject({ code: 'invalid-value' });
    await expect(give(['IMMN'], { clientId: newId() })).rejects.toMatchObject({ code: 'not-found' });
    await expect(give([])).rejects.toMatchObject({ code: 'invalid-value', field: 'scope' });
  });
});

describe('E3: the inbox that consent makes', () => {
  it('is one, whoever makes it at the same time: consents of several apps and the page itself', async () => {
    const apps = await Promise.all(Array.from({ length: 6 }, () => createOAuthClient()));
    await Promise.all([...apps.map(({ id }) => give(['MIM'], { clientId: id })), provisionInbox({ actor }), provisionInbox({ actor })]);
    expect(await getPrisma().mailbox.findMany({ where: { subscriberId: actor.subscriberId } })).toMatchObject([{ id: actor.mailboxId, provisionedAt: expect.any(Date) }]);
    expect(await getPrisma().messageIndex.findMany({ where: { mailboxId: actor.mailboxId } })).toMatchObject([{ status: 'NOT_INITIALIZED' }]);
    expect(await getPrisma().consentGrant.count({ where: { subscriberId: actor.subscriberId, endedAt: null } })).toBe(6);
  });

  it('stays as it is at the next consent: same moment, same index', async () => {
    await give(['MIM']);
    await buildIndex(actor);
    const before = await getPrisma().mailbox.findUniqueOrThrow({ where: { id: actor.mailboxId } });
    const other = await createOAuthClient();
    const begun = await begin(authorizeQuery(other));
    expect((await getConsentAsk({ actor, requestId: (begun as { requestId: string }).requestId, browserId })).hasInbox).toBe(true);
    await give(['MIM'], { clientId: other.id });
    expect(await getPrisma().mailbox.findUniqueOrThrow({ where: { id: actor.mailboxId } })).toEqual(before);
    expect(await getPrisma().messageIndex.findMany({ where: { mailboxId: actor.mailboxId } })).toMatchObject([{ status: 'INITIALIZED' }]);
  });

  it('is told of before: the page knows whether there is one', async () => {
    const begun = await begin(authorizeQuery(client));
    expect((await getConsentAsk({ actor, requestId: (begun as { requestId: string }).requestId, browserId })).hasInbox).toBe(false);
  });
});

describe('what was decided before', () => {
  const askNow = async () => {
    const begun = await begin(authorizeQuery(client));
    return getConsentAsk({ actor, requestId: (begun as { requestId: string }).requestId, browserId });
  };

  it('is nothing at the first time', async () => {
    expect(await askNow()).toMatchObject({ before: null, former: null, calledBefore: null });
  });

  it('tells a pause, an end by somebody and an end by itself apart', async () => {
    const { grantId } = await give(['IMMN']);
    const { pausedUntil } = await pauseConsent({ actor, grantId });
    expect(await askNow()).toMatchObject({ before: { scopes: ['IMMN'], pausedUntil }, former: null });
    await endConsent({ actor, grantId });
    expect(await askNow()).toMatchObject({ before: null, former: { scopes: ['IMMN'], wasEnded: true } });
    const next = await give(['MIM']);
    expect((await askNow()).former).toBeNull();
    await getPrisma().consentGrant.update({ where: { id: next.grantId }, data: { endsAt: new Date() } });
    expect(await askNow()).toMatchObject({ before: null, former: { scopes: ['MIM'], wasEnded: false } });
  });

  it('fills the term in as it was set last, for this app and by this person alone', async () => {
    expect((await askNow()).term.until).toBe('90');
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    const { grantId } = await give(['IMMN'], { endsAt: inDays(30) });
    await endConsent({ actor, grantId });
    expect((await askNow()).term.until).toBe('30');
    const next = await give(['IMMN'], { endsAt: inDays(30) });
    await changeConsentEnd({ actor, grantId: next.grantId, endsAt: null });
    await pauseConsent({ actor, grantId: next.grantId });
    expect((await askNow()).term.until).toBe('none');
    await endConsent({ actor, grantId: next.grantId });
    expect((await askNow()).term.until).toBe('none');
    const other = await createOAuthClient();
    const begun = await begin(authorizeQuery(other));
    expect((await getConsentAsk({ actor, requestId: (begun as { requestId: string }).requestId, browserId })).term.until).toBe('90');
    const stranger = await begin(authorizeQuery(client));
    expect((await getConsentAsk({ actor: await createSubscriber(), requestId: (stranger as { requestId: string }).requestId, browserId })).term.until).toBe('90');
  });

  it('tells another name of the app or its owner, and only then', async () => {
    await give(['IMMN']);
    expect((await askNow()).calledBefore).toBeNull();
    await getPrisma().account.update({ where: { id: client.accountId }, data: { organisation: 'Somebody Else' } });
    expect((await askNow()).calledBefore).toEqual({ appName: 'Desk', ownerName: 'Acme' });
    await give(['IMMN']);
    expect((await askNow()).calledBefore).toBeNull();
  });

  it('is nobody else’s: a second click is told what holds, a stranger nothing', async () => {
    const begun = await begin(authorizeQuery(client));
    const { requestId } = begun as { requestId: string };
    expect(await findAnsweredAsk({ actor, requestId, browserId })).toBeNull();
    await getConsentAsk({ actor, requestId, browserId });
    const csrfToken = consentCsrfToken({ requestId, sessionId: actor.sessionId });
    await allowConsent({ actor, requestId, browserId, csrfToken, scopes: ['IMMN'], term: { until: '30', end: null }, userAgent: '' });
    expect(await findAnsweredAsk({ actor, requestId, browserId })).toMatchObject({ appName: 'Desk', isConnected: true });
    expect(await findAnsweredAsk({ actor: await createSubscriber(), requestId, browserId })).toBeNull();
    expect(await findAnsweredAsk({ actor, requestId, browserId: 'x'.repeat(43) })).toBeNull();
  });
});

describe('E3: ending', () => {
  it('ends tokens, subscriptions and queued sends together, with receipt and audit row', async () => {
    const { grantId } = await give(['IMMN', 'MIM']);
    const { accessToken } = await issueTokens({ clientId: client.id, grantId, scopes: ['IMMN'] });
    const app = requireSubscribersToken(await holderOf(accessToken));
    await sendMessage({ actor: app, addresses: ['+12065550123', '+12065550124'], text: 'Hello' });
    const channelId = newId();
    await sql.query(`INSERT INTO "NotificationChannel" (id, "clientId", "serviceName", "contentType", version) VALUES ($1, $2, 'MIM', 'application/json', 1.0)`, [channelId, client.id]);
    await sql.query(`INSERT INTO "NotificationSubscription" (id, "channelId", "mailboxId", "grantId", events) VALUES ($1, $2, $3, $4, '{}')`, [newId(), channelId, actor.mailboxId, grantId]);

    expect((await listConnectedApps({ actor })).apps[0]?.queued).toBe(2);
    await expect(endConsent({ actor, grantId })).resolves.toEqual({ cancelled: 2 });
    await expect(holderOf(accessToken)).rejects.toMatchObject({ code: 'invalid-token' });
    expect(await getPrisma().token.count({ where: { grantId, revokedAt: null } })).toBe(0);
    expect(await getPrisma().notificationSubscription.count({ where: { grantId, endedAt: null } })).toBe(0);
    expect(await getPrisma().outbox.count({ where: { grantId, state: 'queued' } })).toBe(0);
    expect(await getPrisma().consentEvent.count({ where: { grantId, kind: 'ended' } })).toBe(1);
    expect(await getPrisma().auditEntry.count({ where: { subjectId: grantId, action: 'consent.ended' } })).toBe(1);
    const { apps, formerReceipts } = await listConnectedApps({ actor });
    expect(apps).toEqual([]);
    expect(formerReceipts.map(({ kind }) => kind)).toEqual(['ended', 'given']);
  });

  it('survives nothing twice, and keeps the inbox', async () => {
    const { grantId } = await give(['MIM']);
    await endConsent({ actor, grantId });
    await expect(endConsent({ actor, grantId })).rejects.toMatchObject({ code: 'not-found' });
    expect(await provisionedAt()).not.toBeNull();
  });

  it("T1: somebody else's grant is answered like one that does not exist", async () => {
    const { grantId } = await give(['IMMN']);
    const stranger = await createSubscriber();
    for (const act of [endConsent, pauseConsent, (own: { actor: SubscriberActor; grantId: string }) => changeConsentEnd({ ...own, endsAt: null })]) {
      const foreign = await act({ actor: stranger, grantId }).then(() => null, (error: Error) => error.message);
      const missing = await act({ actor: stranger, grantId: newId() }).then(() => null, (error: Error) => error.message);
      expect(foreign).not.toBeNull();
      expect(foreign).toBe(missing);
    }
    expect((await listConnectedApps({ actor })).apps).toHaveLength(1);
    expect((await listConnectedApps({ actor: stranger })).apps).toEqual([]);
  });
});
