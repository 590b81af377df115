import { describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { callApi, createClient, createClientToken, createToken } from '#tests/support/fixtures/app-clients.ts';
import { answering, createRouteCaller, pathOf } from '#tests/support/fixtures/route-caller.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const guarded = answering('insufficient-scope');

describe('the scope', () => {
  it('T3, S8: IMMN alone sends and reads nothing, MIM alone reads and sends nothing, on every route', async () => {
    const client = await createClient();
    const subscriber = await createSubscriber();
    const { grantId } = await createToken({ client, subscriber, scopes: ['IMMN', 'MIM'] });
    for (const scope of ['IMMN', 'MIM'] as const) {
      const { token } = await createToken({ client, subscriber, scopes: [scope], grantId });
      for (const route of guarded) {
        const answer = await callApi(route.method, pathOf(route), { token });
        if (route.scope === scope) expect(answer.status).not.toBe(403);
        else {
          expectRefused(answer, { status: 403, code: 'POL0001', field: 'scope', says: `the scope ${route.scope}` });
          expect(answer.headers.get('www-authenticate')).toContain(`error="insufficient_scope", scope="${route.scope}"`);
          expect(answer.json.RequestError.PolicyException.Values).toEqual([route.scope]);
        }
      }
    }
  });

  it.each(guarded.filter(({ opensTo }) => opensTo === 'subscriber'))('$operation does not open to the app’s own token', async (route) => {
    const client = await createClient();
    const answer = await callApi(route.method, pathOf(route), { token: await createClientToken(client) });
    expect([answer.status, answer.json.RequestError.PolicyException.MessageId]).toEqual([403, 'POL0001']);
  });

  it.each(guarded.filter(({ opensTo }) => opensTo === 'client'))('$operation does not open to a subscriber’s token, whatever its scopes, nor to an app that may read no more', async (route) => {
    const { token, client } = await createRouteCaller();
    const plain = await callApi(route.method, pathOf(route), { token });
    expectRefused(plain, { status: 403, code: 'POL0001', field: 'scope', says: 'the scope NOTIFICATIONCHANNEL' });
    expect(plain.headers.get('www-authenticate')).toContain('scope="NOTIFICATIONCHANNEL"');
    const forged = await createToken({ client, subscriber: await createSubscriber(), scopes: ['MIM', 'NOTIFICATIONCHANNEL'] });
    expect((await callApi(route.method, pathOf(route), { token: forged.token })).status).toBe(403);
    const sender = await createClient({ scopes: ['IMMN'] });
    expect((await callApi(route.method, pathOf(route), { token: await createClientToken(sender) })).status).toBe(403);
  });

  it('T3: a scope counts only while the app and the consent have it too', async () => {
    const { call, client, grantId } = await createRouteCaller();
    const infoPath = '/myMessages/v2/messages/index/info';
    await getPrisma().consentGrant.update({ where: { id: grantId }, data: { scopes: ['IMMN'] } });
    expect((await call('GET', infoPath)).status).toBe(403);
    await getPrisma().consentGrant.update({ where: { id: grantId }, data: { scopes: ['IMMN', 'MIM'] } });
    expect((await call('GET', infoPath)).status).toBe(200);
    await getPrisma().client.update({ where: { id: client.id }, data: { scopes: ['IMMN'] } });
    expect((await call('GET', infoPath)).status).toBe(403);
  });
});

describe('a paused consent', () => {
  it('T2, wire 0.2: every route of the subscriber is 403 POL0002 while the pause lasts, and opens when it is over', async () => {
    const caller = await createRouteCaller();
    await getPrisma().consentGrant.update({ where: { id: caller.grantId }, data: { pausedUntil: new Date(Date.now() + 60_000) } });
    for (const route of answering('grant-paused')) {
      expectRefused(await caller.callRoute(route), { status: 403, code: 'POL0002', field: 'consent', says: 'paused' });
    }
    await getPrisma().consentGrant.update({ where: { id: caller.grantId }, data: { pausedUntil: new Date(Date.now() - 1000) } });
    for (const route of answering('grant-paused')) expect([route.operation, (await caller.callRoute(route)).status]).not.toEqual([route.operation, 403]);
  });
});
