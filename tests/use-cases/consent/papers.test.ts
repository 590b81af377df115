import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeWords } from '#components/consent/change-words.ts';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { writeEnd } from '#lib/domain/time-words.ts';
import { consentText } from '#lib/domain/consent-text.ts';
import { changeConsentEnd, endConsent, pauseConsent } from '#lib/use-cases/consent/end-consent.ts';
import { giveConsent } from '#lib/use-cases/consent/give-consent.ts';
import { listConnectedApps } from '#lib/use-cases/consent/list-connected-apps.ts';
import { listConsents } from '#lib/use-cases/consent/list-consents.ts';
import { createOAuthClient, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const give = (endsAt: Date | null = null, app = client) => giveConsent({ actor, clientId: app.id, scopes: ['IMMN'], endsAt, device: 'Firefox on Linux' });
const papers = (publicClientId: string | null = null, who = actor) => listConsents({ actor: who, publicClientId });

beforeEach(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});
afterEach(() => setTestClock(null));

describe('the receipts for people', () => {
  it('put together what was decided about one consent, newest first, in the words that were shown', async () => {
    const { grantId } = await give(inDays(30));
    await pauseConsent({ actor, grantId });
    const [paper, ...others] = await papers();
    expect(others).toEqual([]);
    expect(paper).toMatchObject({ number: actor.msisdn, app: { name: 'Desk', owner: 'Acme', clientId: client.clientId }, end: null, endsAt: expect.any(Date) });
    expect(paper?.decisions.map(({ kind }) => kind)).toEqual(['paused', 'given']);
    expect(paper?.decisions[1]).toMatchObject({ device: 'Firefox on Linux', permissions: [{ scope: 'IMMN', ...consentText.permissions.IMMN }] });
    expect(paper?.givenAt.toISOString()).toBe(paper?.decisions[1]?.at);
  });

  it('tell what each change changed: scopes, the end, the device', async () => {
    const [first, second] = [inDays(30), inDays(60)];
    await give(first);
    await giveConsent({ actor, clientId: client.id, scopes: ['IMMN', 'MIM'], endsAt: second, device: 'Television' });
    const { grantId } = await giveConsent({ actor, clientId: client.id, scopes: ['MIM'], asked: ['IMMN', 'MIM'], endsAt: second, device: 'Television' });
    await changeConsentEnd({ actor, grantId, endsAt: null });
    await changeConsentEnd({ actor, grantId, endsAt: first });
    await giveConsent({ actor, clientId: client.id, scopes: ['MIM'], endsAt: first, device: 'Television' });
    const decisions = (await papers())[0]?.decisions.toReversed() ?? [];
    const nothing = { added: [], removed: [], end: null, otherDevice: null };
    expect(decisions.map(({ change }) => change)).toEqual([
      null,
      { ...nothing, added: ['MIM'], end: { was: first, is: second }, otherDevice: 'Firefox on Linux' },
      { ...nothing, removed: ['IMMN'] },
      { ...nothing, end: { was: second, is: 'none' } },
      { ...nothing, end: { was: 'none', is: first } },
      nothing,
    ]);
    const [app] = (await listConnectedApps({ actor })).apps;
    expect(app?.receipts.toReversed().map(({ change }) => change)).toEqual(decisions.map(({ change }) => change));
    const [words] = [decisions.map(({ change }) => (change ? changeWords(change).join(' ') : ''))];
    expect(words).toEqual([
      '',
      `Added: read and organise. End moved from ${writeEnd(first)} to ${writeEnd(second)}. Another device than before, which was Firefox on Linux.`,
      'Taken away: send.',
      `End removed, it was ${writeEnd(second)}.`,
      `End set to ${writeEnd(first)}, there was none.`,
      'Allowed again as it was.',
    ]);
  });

  it('keep every device that one permission was given from, a second one takes no place of the first', async () => {
    await give();
    await giveConsent({ actor, clientId: client.id, scopes: ['IMMN'], endsAt: null, device: 'Television' });
    await give();
    const [app, ...others] = (await listConnectedApps({ actor })).apps;
    expect(others).toEqual([]);
    expect(app?.devices.map(({ device }) => device)).toEqual(['Firefox on Linux', 'Television']);
    const [browser, television] = app?.devices ?? [];
    expect(browser?.since.getTime()).toBeLessThan(television?.since.getTime() ?? 0);
    expect(browser?.last.getTime()).toBeGreaterThan(television?.last.getTime() ?? Infinity);
  });

  it('tell an end by a person, with what it cancelled, from an end by itself and from a consent that holds', async () => {
    const { grantId } = await give();
    await endConsent({ actor, grantId });
    const lapsing = await createOAuthClient();
    await give(inDays(30), lapsing);
    const holding = await createOAuthClient();
    await give(inDays(90), holding);
    setTestClock(inDays(31));
    const byApp = new Map((await papers()).map((paper) => [paper.app.clientId, paper]));
    expect(byApp.get(client.clientId)).toMatchObject({ endsAt: 'none', end: { how: 'by-person', cancelledSends: 0 } });
    expect(byApp.get(lapsing.clientId)).toMatchObject({ end: { how: 'by-itself', cancelledSends: null, at: byApp.get(lapsing.clientId)?.endsAt } });
    expect(byApp.get(holding.clientId)?.end).toBeNull();
  });

  it('do not claim a cancelling that an older version did not note', async () => {
    const { grantId } = await give();
    await getPrisma().$transaction(async (tx) => {
      await tx.consentGrant.update({ where: { id: grantId }, data: { endedAt: new Date() } });
      await tx.consentEvent.create({ data: { id: crypto.randomUUID(), grantId, kind: 'ended', scopes: ['IMMN'], textVersion: '1', at: new Date(Date.now() + 1000) } });
    });
    expect((await papers())[0]).toMatchObject({ endsAt: null, end: { how: 'by-person', cancelledSends: null, device: null } });
  });

  it('are of one app where it is named, and of nobody else (T1)', async () => {
    await give();
    const other = await createOAuthClient();
    await give(null, other);
    expect(await papers()).toHaveLength(2);
    expect((await papers(other.clientId)).map(({ app }) => app.clientId)).toEqual([other.clientId]);
    expect(await papers('hs_app_nothing')).toEqual([]);
    expect(await papers(null, await createSubscriber())).toEqual([]);
  });
});
