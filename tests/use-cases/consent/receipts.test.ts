import { beforeEach, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { sql } from '#lib/data/pool.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { consentText, consentTextVersion, findConsentText } from '#lib/domain/consent-text.ts';
import { newId, parseShortId } from '#lib/ids.ts';
import { getAllReceipts, getReceipt } from '#lib/use-cases/consent/consent-receipts.ts';
import { changeConsentEnd, endConsent, pauseConsent, resumeConsent } from '#lib/use-cases/consent/end-consent.ts';
import { giveConsent } from '#lib/use-cases/consent/give-consent.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { requireSubscribersToken } from '#lib/use-cases/oauth/authenticate-token.ts';
import { issueTokens } from '#lib/use-cases/oauth/issue-tokens.ts';
import { startSession } from '#lib/use-cases/sign-in/start-session.ts';
import { createOAuthClient, holderOf, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
const endsAt = new Date('2031-02-03T00:00:00.000Z');
const give = (scopes: ('IMMN' | 'MIM')[]) => giveConsent({ actor, clientId: client.id, scopes, endsAt, device: 'Chrome on Windows' });
const firstReceipt = async () => {
  const [receipt] = (await getAllReceipts({ actor })).receipts;
  if (!receipt) throw new Error('no receipt');
  return receipt;
};

beforeEach(async () => {
  actor = await createSubscriber();
  actor = { ...actor, sessionId: await startSession({ kind: 'subscriber', owner: { subscriberId: actor.subscriberId }, userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }) };
  client = await createOAuthClient();
});

describe('a consent receipt', () => {
  it('holds the very sentences that were shown, who asked, for which number, for how long, from where, in UTC', async () => {
    await give(['IMMN']);
    expect(await firstReceipt()).toEqual({
      document: 'Handset consent receipt',
      receipt: expect.stringMatching(/^[\w-]{22}$/),
      consent: expect.stringMatching(/^[\w-]{22}$/),
      kind: 'given',
      meaning: 'You allowed the app to use your number.',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      number: actor.msisdn,
      app: { name: 'Desk', owner: 'Acme', clientId: client.clientId, environment: 'sandbox' },
      permissions: [{ scope: 'IMMN', ...consentText.permissions.IMMN }],
      endsByItself: endsAt.toISOString(),
      device: 'Chrome on Windows',
      reason: null,
      cancelledSends: null,
      text: { version: consentTextVersion, inbox: consentText.inbox, never: consentText.never, notes: consentText.notes },
    });
  });

  it('is written at every change, newest first, and tells what held then', async () => {
    const { grantId } = await give(['IMMN']);
    await give(['MIM']);
    await pauseConsent({ actor, grantId });
    await resumeConsent({ actor, grantId });
    await changeConsentEnd({ actor, grantId, endsAt: null });
    await endConsent({ actor, grantId });
    const { receipts } = await getAllReceipts({ actor });
    expect(receipts.map(({ kind, endsByItself, permissions }) => [kind, endsByItself, permissions.map(({ scope }) => scope).join()])).toEqual([
      ['ended', 'none', 'IMMN,MIM'],
      ['changed', 'none', 'IMMN,MIM'],
      ['resumed', endsAt.toISOString(), 'IMMN,MIM'],
      ['paused', endsAt.toISOString(), 'IMMN,MIM'],
      ['changed', endsAt.toISOString(), 'IMMN,MIM'],
      ['given', endsAt.toISOString(), 'IMMN'],
    ]);
    expect(receipts[0]?.device).toBe('Firefox on Linux');
  });

  it('E3: of an end tells how many queued sends it cancelled, also none; of anything else it tells nothing of them', async () => {
    const { grantId } = await give(['IMMN']);
    const { accessToken } = await issueTokens({ clientId: client.id, grantId, scopes: ['IMMN'] });
    const app = requireSubscribersToken(await holderOf(accessToken));
    await sendMessage({ actor: app, addresses: ['+12065550123', '+12065550124'], text: 'On my way' });
    await sendMessage({ actor, addresses: ['+12065550125'], text: 'My own, and it stays' });
    await endConsent({ actor, grantId });
    const second = await give(['IMMN']);
    await endConsent({ actor, grantId: second.grantId });
    const { receipts } = await getAllReceipts({ actor });
    expect(receipts.map(({ kind, cancelledSends }) => [kind, cancelledSends])).toEqual([['ended', 0], ['given', null], ['ended', 2], ['given', null]]);
  });

  it('of an old text version still tells that text, and an app keeps the name it had then', async () => {
    const { grantId } = await give(['IMMN', 'MIM']);
    await getPrisma().consentEvent.create({ data: { id: newId(), grantId, kind: 'changed', scopes: ['MIM'], textVersion: '1', appName: 'Desk before', ownerName: 'Acme before', at: new Date(Date.now() + 60_000) } });
    const receipt = await firstReceipt();
    expect(receipt.app).toMatchObject({ name: 'Desk before', owner: 'Acme before' });
    expect(receipt.permissions).toEqual([{ scope: 'MIM', ...findConsentText('1')?.permissions.MIM }]);
    expect(receipt.text).toMatchObject({ version: '1', inbox: null, notes: findConsentText('1')?.notes });
  });

  it('of a time before names and terms were noted does not invent them', async () => {
    const { grantId } = await give(['IMMN']);
    await getPrisma().consentEvent.create({ data: { id: newId(), grantId, kind: 'changed', scopes: ['IMMN'], textVersion: '1', at: new Date(Date.now() + 60_000) } });
    expect(await firstReceipt()).toMatchObject({ endsByItself: null, device: null, app: { name: 'Desk', owner: 'Acme' } });
  });

  it("T1: somebody else's is answered like one that does not exist", async () => {
    await give(['IMMN']);
    const receiptId = parseShortId((await firstReceipt()).receipt) ?? '';
    await expect(getReceipt({ actor, receiptId })).resolves.toMatchObject({ kind: 'given' });
    const stranger = await createSubscriber();
    const told = async (options: Parameters<typeof getReceipt>[0]) => getReceipt(options).then(() => null, (error: Error & { code: string }) => [error.code, error.message]);
    const foreign = await told({ actor: stranger, receiptId });
    expect(foreign).toEqual(['not-found', 'There is no such receipt.']);
    expect(foreign).toEqual(await told({ actor: stranger, receiptId: newId() }));
    expect((await getAllReceipts({ actor: stranger })).receipts).toEqual([]);
  });
});

describe('I9: the database keeps receipts as they were written', () => {
  it.each([
    ['changed', `UPDATE "ConsentEvent" SET scopes = '{}' WHERE "grantId" = $1::uuid`],
    ['moved in time', `UPDATE "ConsentEvent" SET at = now() - interval '1 year' WHERE "grantId" = $1::uuid`],
    ['removed', `DELETE FROM "ConsentEvent" WHERE "grantId" = $1::uuid`],
    ['removed with all others', `TRUNCATE "ConsentEvent"`],
  ])('one cannot be %s', async (_what, statement) => {
    const { grantId } = await give(['IMMN']);
    const before = await getPrisma().consentEvent.findMany({ where: { grantId } });
    await expect(sql.query(statement, statement.includes('$1') ? [grantId] : [])).rejects.toThrow(/append-only/);
    expect(await getPrisma().consentEvent.findMany({ where: { grantId } })).toEqual(before);
  });

  it('one goes with its consent when the app is deleted, and in no other way', async () => {
    const { grantId } = await give(['IMMN']);
    await getPrisma().client.delete({ where: { id: client.id } });
    expect(await getPrisma().consentEvent.count({ where: { grantId } })).toBe(0);
  });

  it('one goes with its subscriber', async () => {
    const { grantId } = await give(['IMMN']);
    await getPrisma().subscriber.delete({ where: { id: actor.subscriberId } });
    expect(await getPrisma().consentEvent.count({ where: { grantId } })).toBe(0);
  });
});
