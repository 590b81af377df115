import { beforeEach, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { sql } from '#lib/data/pool.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { giveConsent } from '#lib/use-cases/consent/give-consent.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';
import { sweepOwners } from '#lib/use-cases/lines/sweep-owners.ts';
import { receiveMessage } from '#lib/use-cases/messages/receive-message.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { requireSubscribersToken } from '#lib/use-cases/oauth/authenticate-token.ts';
import { issueTokens } from '#lib/use-cases/oauth/issue-tokens.ts';
import { findSession } from '#lib/use-cases/sign-in/find-session.ts';
import { requestCode } from '#lib/use-cases/sign-in/request-code.ts';
import { startSession } from '#lib/use-cases/sign-in/start-session.ts';
import { verifyCode } from '#lib/use-cases/sign-in/verify-code.ts';
import { giveNumberAway } from '#lib/use-cases/simulator/list-phones.ts';
import { listThreads } from '#lib/use-cases/threads/list-threads.ts';
import { purgeReleasedMailboxes } from '#lib/data/store/released-mailboxes.ts';
import { provisionInbox } from '#lib/use-cases/threads/provision-inbox.ts';
import { callApi } from '#tests/support/fixtures/app-clients.ts';
import { authorizeQuery, allow, codeForm, createOAuthClient, holderOf, isLive, post, type TestClient, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { changeHands } from '#tests/support/fixtures/lines.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const browserId = 'n'.repeat(43);
let former: SubscriberActor;
let client: TestClient;

beforeEach(async () => {
  await sql.query('DELETE FROM "AbuseLimit"');
  client = await createOAuthClient();
  former = await createSubscriber();
  former = { ...former, sessionId: await startSession({ kind: 'subscriber', owner: { subscriberId: former.subscriberId }, userAgent: '' }) };
});

const consent = () => giveConsent({ actor: former, clientId: client.id, scopes: ['IMMN', 'MIM'], endsAt: null, device: 'Test' });
const released = async () => (await getPrisma().subscriber.findUniqueOrThrow({ where: { id: former.subscriberId } })).releasedAt !== null;
const inbound = (msisdn: string) => receiveMessage({ inboundKey: newId(), msisdn, direction: 'in', from: '+12065550111', to: [msisdn], text: 'For whom?', subject: null, isGroup: false, parts: [], sentAt: new Date() });
const messagesOf = async (mailboxId: string) => (await sql.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid`, [mailboxId])).length;

async function codeFor(msisdn: string): Promise<string> {
  const { deliver } = await requestCode({ number: msisdn, browserId, address: null });
  await deliver();
  const [row] = await sql.query<{ text: string }>(
    `SELECT m.text FROM "Message" m JOIN "Recipient" r ON r."mailboxId" = m."mailboxId" AND r."messageId" = m.id WHERE r.address = $1 AND m."isOwnCode" ORDER BY m.id DESC LIMIT 1`,
    [msisdn],
  );
  return /^\d{6}/.exec(row?.text ?? '')?.[0] ?? 'none';
}

async function newOwner(): Promise<SubscriberActor> {
  const { msisdn } = former;
  const owner = await verifyCode({ msisdn, code: await codeFor(msisdn), browserId });
  return { kind: 'subscriber', ...owner, msisdn, sessionId: newId() };
}

describe('T29: the carrier gave the number to somebody else', () => {
  it('everything of the former owner ends in one transaction, with receipts and audit rows', async () => {
    const { grantId } = await consent();
    const { accessToken } = await issueTokens({ clientId: client.id, grantId, scopes: ['IMMN', 'MIM'] });
    await receive(former);
    await sendMessage({ actor: former, addresses: ['+12065550123'], text: 'Still here' });
    await getPrisma().passkey.create({ data: { id: newId(), credentialId: Buffer.from(newId()), publicKey: Buffer.from('k'), signCount: 0, transports: [], label: 'Phone', backedUp: false, subscriberId: former.subscriberId } });
    const channelId = newId();
    await sql.query(`INSERT INTO "NotificationChannel" (id, "clientId", "serviceName", "contentType", version) VALUES ($1, $2, 'MIM', 'application/json', 1.0)`, [channelId, client.id]);
    await sql.query(`INSERT INTO "NotificationSubscription" (id, "channelId", "mailboxId", "grantId", events) VALUES ($1, $2, $3, $4, '{}')`, [newId(), channelId, former.mailboxId, grantId]);

    await getPrisma().codeOptOut.create({ data: { msisdn: former.msisdn } });
    await changeHands({ msisdn: former.msisdn });
    await expect(lookUpLine(former.msisdn)).resolves.toMatchObject({ ownerChanged: true });

    const { subscriberId } = former;
    expect(await getPrisma().subscriber.findUniqueOrThrow({ where: { id: subscriberId } })).toMatchObject({ msisdn: `released:${subscriberId}`, name: null, releasedAt: expect.any(Date) });
    expect(await getPrisma().session.count({ where: { subscriberId, endedAt: null } })).toBe(0);
    expect(await findSession(former.sessionId, { asUse: true })).toBeNull();
    expect(await getPrisma().consentGrant.count({ where: { subscriberId, endedAt: null } })).toBe(0);
    expect(await getPrisma().token.count({ where: { grantId, revokedAt: null } })).toBe(0);
    expect(await getPrisma().notificationSubscription.count({ where: { grantId, endedAt: null } })).toBe(0);
    expect(await getPrisma().passkey.count({ where: { subscriberId } })).toBe(0);
    expect(await getPrisma().codeOptOut.count({ where: { msisdn: former.msisdn } })).toBe(0);
    expect(await getPrisma().outbox.count({ where: { mailboxId: former.mailboxId, state: 'queued' } })).toBe(0);
    expect(await getPrisma().consentEvent.findFirst({ where: { grantId, kind: 'ended' } })).toMatchObject({ reason: 'number-changed-owner', cancelled: 0, appName: 'Desk', ownerName: 'Acme' });
    expect(await getPrisma().auditEntry.findFirst({ where: { subjectId: subscriberId, action: 'subscriber.released' } })).toMatchObject({ actorKind: 'system', detail: { sessions: 1, passkeys: 1, consents: 1, cancelled: 1 } });
    expect(await getPrisma().auditEntry.count({ where: { subjectId: grantId, action: 'consent.ended' } })).toBe(1);
    expect((await callApi('GET', '/myMessages/v2/messages', { token: accessToken })).status).toBe(401);
  });

  it('an old token is 401 at the very send that finds it out, and nothing is queued', async () => {
    const { grantId } = await consent();
    const { accessToken } = await issueTokens({ clientId: client.id, grantId, scopes: ['IMMN', 'MIM'] });
    await changeHands({ msisdn: former.msisdn });
    const answer = await callApi('POST', '/myMessages/v2/messages', { token: accessToken, body: { messageRequest: { addresses: ['tel:+12065550123'], text: 'Too late' } } });
    expect(answer.status).toBe(401);
    expect(await released()).toBe(true);
    expect(await getPrisma().outbox.count({ where: { mailboxId: former.mailboxId } })).toBe(0);
  });

  it('a code of the former consent is exchanged for nothing, and a refresh token is dead', async () => {
    const { refresh_token: refreshToken } = await tokensFor(former, client);
    const other = await createOAuthClient();
    const code = (await allow(former, authorizeQuery(other))).searchParams.get('code') ?? '';
    await changeHands({ msisdn: former.msisdn });
    expect(await post('token', codeForm(other, code))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await released()).toBe(true);
    const refresh = { client_id: client.clientId, client_secret: client.clientSecret, grant_type: 'refresh_token', refresh_token: refreshToken };
    expect(await post('token', refresh)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('a refresh finds it out by itself, and gives nothing', async () => {
    const { refresh_token: refreshToken } = await tokensFor(former, client);
    await changeHands({ msisdn: former.msisdn });
    const refresh = { client_id: client.clientId, client_secret: client.clientSecret, grant_type: 'refresh_token', refresh_token: refreshToken };
    expect(await post('token', refresh)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await released()).toBe(true);
  });

  it('asking for consent finds it out: no consent is given for a number of somebody else', async () => {
    await changeHands({ msisdn: former.msisdn });
    await expect(consent()).rejects.toMatchObject({ code: 'invalid-token' });
    expect(await released()).toBe(true);
    await expect(consent()).rejects.toMatchObject({ code: 'invalid-token' });
    expect(await getPrisma().consentGrant.count({ where: { subscriberId: former.subscriberId } })).toBe(0);
  });

  it('the worker finds it out where nobody uses the line, some lines at a time', async () => {
    const others = [await createSubscriber(), await createSubscriber()];
    await changeHands({ msisdn: former.msisdn });
    let after: string | null = null;
    let rounds = 0;
    do {
      ({ next: after } = await sweepOwners({ after, limit: 2 }));
      rounds += 1;
    } while (after !== null);
    expect(rounds).toBeGreaterThan(1);
    expect(await released()).toBe(true);
    for (const { subscriberId } of others) expect((await getPrisma().subscriber.findUniqueOrThrow({ where: { id: subscriberId } })).releasedAt).toBeNull();
  });

  it('where the owner was never noted it is learned, and nobody is released', async () => {
    await getPrisma().subscriber.update({ where: { id: former.subscriberId }, data: { ownerKey: null } });
    await expect(lookUpLine(former.msisdn)).resolves.toMatchObject({ ownerChanged: false });
    expect(await getPrisma().subscriber.findUniqueOrThrow({ where: { id: former.subscriberId } })).toMatchObject({ ownerKey: '1', releasedAt: null });
  });

  it('each consent’s receipt tells how many of its own queued sends were cancelled', async () => {
    const { grantId } = await consent();
    const quiet = await createOAuthClient();
    const other = await giveConsent({ actor: former, clientId: quiet.id, scopes: ['IMMN'], endsAt: null, device: 'Test' });
    const { accessToken } = await issueTokens({ clientId: client.id, grantId, scopes: ['IMMN', 'MIM'] });
    await sendMessage({ actor: requireSubscribersToken(await holderOf(accessToken)), addresses: ['+12065550123', '+12065550124'], text: 'From an app' });
    await sendMessage({ actor: former, addresses: ['+12065550125'], text: 'My own' });
    await changeHands({ msisdn: former.msisdn });
    await lookUpLine(former.msisdn);
    const ends = await getPrisma().consentEvent.findMany({ where: { kind: 'ended', grant: { subscriberId: former.subscriberId } }, select: { grantId: true, cancelled: true } });
    expect(new Map(ends.map((end) => [end.grantId, end.cancelled]))).toEqual(new Map([[grantId, 2], [other.grantId, 0]]));
  });

  it('twenty who find it out at the same time release once', async () => {
    await consent();
    await changeHands({ msisdn: former.msisdn });
    await Promise.all(Array.from({ length: 20 }, () => lookUpLine(former.msisdn)));
    expect(await getPrisma().auditEntry.count({ where: { subjectId: former.subscriberId, action: 'subscriber.released' } })).toBe(1);
    expect(await getPrisma().consentEvent.count({ where: { grant: { subscriberId: former.subscriberId }, kind: 'ended' } })).toBe(1);
  });
});

describe('T29: a carrier that says so', () => {
  it('ends sessions, passkeys and tokens before the simulator answers, though nobody asks about the line', async () => {
    const { grantId } = await consent();
    const { accessToken } = await issueTokens({ clientId: client.id, grantId, scopes: ['IMMN', 'MIM'] });
    await getPrisma().passkey.create({ data: { id: newId(), credentialId: Buffer.from(newId()), publicKey: Buffer.from('k'), signCount: 0, transports: [], label: 'Phone', backedUp: false, subscriberId: former.subscriberId } });
    await giveNumberAway({ msisdn: former.msisdn });
    expect(await findSession(former.sessionId, { asUse: true })).toBeNull();
    expect(await getPrisma().passkey.count({ where: { subscriberId: former.subscriberId } })).toBe(0);
    expect(await isLive(accessToken)).toBe(false);
    expect(await released()).toBe(true);
    expect(await getPrisma().auditEntry.count({ where: { subjectId: former.subscriberId, action: 'subscriber.released' } })).toBe(1);
  });

  it('ends them also where whose number it was had never been noted', async () => {
    await sql.query(`UPDATE "Subscriber" SET "ownerKey" = NULL WHERE id = $1::uuid`, [former.subscriberId]);
    await giveNumberAway({ msisdn: former.msisdn });
    expect(await findSession(former.sessionId, { asUse: true })).toBeNull();
    expect(await released()).toBe(true);
  });

  it('has no such phone to give away, and then nobody loses anything', async () => {
    await expect(giveNumberAway({ msisdn: '+14255559999' })).rejects.toMatchObject({ code: 'not-found' });
    expect(await findSession(former.sessionId, { asUse: true })).not.toBeNull();
  });
});

describe('T29: the new owner', () => {
  it('starts with an empty mailbox of their own', async () => {
    await receive(former);
    await buildIndex(former);
    await changeHands({ msisdn: former.msisdn });
    const owner = await newOwner();
    expect(owner.subscriberId).not.toBe(former.subscriberId);
    expect(owner.mailboxId).not.toBe(former.mailboxId);
    await provisionInbox({ actor: owner });
    expect((await listThreads({ actor: owner, filter: 'all' })).threads).toEqual([]);
    expect(await inbound(former.msisdn)).toBe('stored');
    expect(await messagesOf(owner.mailboxId)).toBe(1);
    expect(await messagesOf(former.mailboxId)).toBe(1);
  });

  it('a code that was texted to the former owner does not let anybody in', async () => {
    const code = await codeFor(former.msisdn);
    await changeHands({ msisdn: former.msisdn });
    await expect(verifyCode({ msisdn: former.msisdn, code, browserId })).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await getPrisma().subscriber.count({ where: { msisdn: former.msisdn } })).toBe(0);
  });

  it('is asked anew by an app that the former owner let in, which then reads nothing of the former one', async () => {
    await receive(former);
    await consent();
    await changeHands({ msisdn: former.msisdn });
    const owner = await newOwner();
    const { access_token: token } = await tokensFor(owner, client);
    expect(await isLive(token)).toBe(true);
    await buildIndex(owner);
    expect((await callApi('GET', '/myMessages/v2/messages', { token })).json.messageList.messages).toEqual([]);
  });
});

describe('T29: what arrives around the change', () => {
  it('never reaches the former mailbox once the number is given away, however much comes at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const owner = await createSubscriber();
      const { msisdn, mailboxId } = owner;
      const before = Promise.all(Array.from({ length: 4 }, () => inbound(msisdn)));
      await changeHands({ msisdn });
      const after = await Promise.all([...Array.from({ length: 8 }, () => inbound(msisdn)), lookUpLine(msisdn)]);
      const stored = (await before).filter((outcome) => outcome === 'stored').length;
      expect(after.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 'no-inbox'));
      expect(await messagesOf(mailboxId)).toBe(stored);
    }
  });

  it('a message that waited for the mailbox while the number went is not written into it', async () => {
    const waiting = getPrisma().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Mailbox" WHERE id = ${former.mailboxId}::uuid FOR UPDATE`;
      const arriving = inbound(former.msisdn);
      // The message is at the lock now: the database says who waits for it.
      for (;;) {
        const [row] = await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
        if (row?.count) break;
      }
      await tx.$executeRaw`UPDATE "Mailbox" SET msisdn = 'released:' || "subscriberId" WHERE id = ${former.mailboxId}::uuid`;
      return { arriving };
    });
    expect(await (await waiting).arriving).toBe('no-inbox');
    expect(await messagesOf(former.mailboxId)).toBe(0);
  });

  it('a page of the former owner that was open at the change sends nothing', async () => {
    await lookUpLine(former.msisdn);
    await changeHands({ msisdn: former.msisdn });
    await lookUpLine(former.msisdn);
    await expect(sendMessage({ actor: former, addresses: ['+12065550123'], text: 'From an old page' })).rejects.toMatchObject({ code: 'invalid-token' });
    expect(await getPrisma().outbox.count({ where: { mailboxId: former.mailboxId } })).toBe(0);
  });

  it('sends, consents and the release at the same time wait in no circle', async () => {
    for (let round = 0; round < 5; round += 1) {
      const owner = await createSubscriber();
      const apps = await Promise.all(Array.from({ length: 3 }, () => createOAuthClient()));
      for (const { id } of apps) await giveConsent({ actor: owner, clientId: id, scopes: ['IMMN', 'MIM'], endsAt: null, device: '' });
      await changeHands({ msisdn: owner.msisdn });
      const outcomes = await Promise.allSettled([
        ...Array.from({ length: 6 }, () => sendMessage({ actor: owner, addresses: ['+12065550123'], text: 'At once' })),
        ...apps.map(({ id }) => giveConsent({ actor: owner, clientId: id, scopes: ['IMMN'], endsAt: null, device: '' })),
        lookUpLine(owner.msisdn),
      ]);
      const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [(outcome.reason as { code?: string }).code] : []));
      expect(new Set(codes)).toEqual(new Set(['invalid-token']));
      expect(await getPrisma().consentGrant.count({ where: { subscriberId: owner.subscriberId, endedAt: null } })).toBe(0);
      expect(await getPrisma().outbox.count({ where: { mailboxId: owner.mailboxId, state: { in: ['queued', 'claimed'] } } })).toBe(0);
    }
  });
});

describe('T29: what the former owner left', () => {
  const letAMinutePass = () => sql.query(`UPDATE "Subscriber" SET "releasedAt" = "releasedAt" - interval '2 minutes' WHERE id = $1::uuid`, [former.subscriberId]);
  /** All tables that know a mailbox, but the consents: their receipts stay, without the number. */
  async function tablesThatKnow(mailboxId: string): Promise<string[]> {
    const tables = await sql.query<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND c.column_name = 'mailboxId' AND t.table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    const known = await Promise.all(tables.map(async ({ name }) => ((await sql.query(`SELECT 1 FROM "${name}" WHERE "mailboxId" = $1::uuid LIMIT 1`, [mailboxId])).length > 0 ? [name] : [])));
    return known.flat().toSorted();
  }

  it('is removed for good, a minute later and not before, and no table knows the mailbox', async () => {
    await consent();
    for (let at = 0; at < 5; at += 1) await receive(former, { parts: [{ name: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('Secret') }] });
    await sendMessage({ actor: former, addresses: ['+12065550123'], text: 'Private', idempotencyKey: 'once' });
    await buildIndex(former);
    await changeHands({ msisdn: former.msisdn });
    await lookUpLine(former.msisdn);
    await purgeReleasedMailboxes();
    expect(await messagesOf(former.mailboxId)).toBe(6);
    await letAMinutePass();
    while (await purgeReleasedMailboxes());
    expect(await tablesThatKnow(former.mailboxId)).toEqual(['ConsentGrant']);
    expect(await getPrisma().mailbox.count({ where: { id: former.mailboxId } })).toBe(0);
  });

  it('waits while a worker has a send in hand, and leaves every other mailbox alone', async () => {
    const other = await createSubscriber();
    await receive(other);
    await sendMessage({ actor: former, addresses: ['+12065550123'], text: 'In hand' });
    await sql.query(`UPDATE "Outbox" SET state = 'claimed' WHERE "mailboxId" = $1::uuid`, [former.mailboxId]);
    await changeHands({ msisdn: former.msisdn });
    await lookUpLine(former.msisdn);
    await letAMinutePass();
    await purgeReleasedMailboxes();
    expect(await messagesOf(former.mailboxId)).toBe(1);
    await sql.query(`UPDATE "Outbox" SET state = 'done' WHERE "mailboxId" = $1::uuid`, [former.mailboxId]);
    while (await purgeReleasedMailboxes());
    expect(await messagesOf(former.mailboxId)).toBe(0);
    expect(await messagesOf(other.mailboxId)).toBe(1);
  });
});
