import { beforeAll, describe, expect, it } from 'vitest';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { callApi } from '#tests/support/fixtures/app-clients.ts';
import { codeFor, codeForm, createOAuthClient, credentials, isLive, post, refreshForm, type TestClient, type Tokens, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { expectRefused } from '#tests/support/refusal.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});

const refresh = (refreshToken: string, of: TestClient = client) => post('token', refreshForm(of, refreshToken));

describe('refresh', () => {
  it('rotates: a new access token and a new refresh token', async () => {
    const tokens = await tokensFor(actor, client);
    const answer = await refresh(tokens.refresh_token);
    expect(answer.status).toBe(200);
    expect(answer.body.refresh_token).not.toBe(tokens.refresh_token);
    expect(await isLive(String(answer.body.access_token))).toBe(true);
  });

  it('T6: an end beside a rotation leaves nothing alive, whichever comes first', async () => {
    const ends = [
      (tokens: Tokens) => post('revoke', { ...credentials(client), token: tokens.refresh_token }),
      // The grandparent's second use ends the family too.
      (_tokens: Tokens, spent: string) => refresh(spent),
    ];
    for (let round = 0; round < 40; round += 1) {
      const first = await tokensFor(actor, client);
      const second = (await refresh(first.refresh_token)).body as unknown as Tokens;
      const [rotated] = await Promise.all([refresh(second.refresh_token), ends[round % 2]?.(second, first.refresh_token)]);
      const made = rotated.body as unknown as Partial<Tokens>;
      for (const token of [first.access_token, second.access_token, ...(made.access_token ? [made.access_token] : [])]) {
        expect([round, await isLive(token)]).toEqual([round, false]);
      }
      if (made.refresh_token) expect((await refresh(made.refresh_token)).body.error).toBe('invalid_grant');
    }
  });

  it('T5: a replayed code beside a rotation of what it gave leaves nothing alive', async () => {
    for (let round = 0; round < 20; round += 1) {
      const form = codeForm(client, await codeFor(actor, client));
      const first = (await post('token', form)).body as unknown as Tokens;
      const [rotated] = await Promise.all([refresh(first.refresh_token), post('token', form)]);
      const made = rotated.body as unknown as Partial<Tokens>;
      expect([round, await isLive(first.access_token), made.access_token ? await isLive(made.access_token) : false]).toEqual([round, false, false]);
    }
  });

  it('T3: narrows the scopes of one access token, and does not lose the rest for good', async () => {
    const tokens = await tokensFor(actor, client);
    const narrow = await post('token', { ...refreshForm(client, tokens.refresh_token), scope: 'IMMN' });
    expect(narrow.body.scope).toBe('IMMN');
    const again = await refresh(String(narrow.body.refresh_token));
    expect(again.body.scope).toBe('IMMN MIM');
  });

  it('E1, E3: goes on while the line is suspended; its inbox can be read, every send is refused, and with the standing sends come back', async () => {
    const owner = await createSubscriber();
    const tokens = await tokensFor(owner, client);
    const setStanding = (standing: 'suspended' | 'active') => getPrisma().simulatedLine.update({ where: { msisdn: owner.msisdn }, data: { standing } });
    const send = (token: string) => callApi('POST', '/myMessages/v2/messages', { token, body: { messageRequest: { addresses: ['+12065550121'], text: 'Hello' } } });
    await setStanding('suspended');
    const answer = await refresh(tokens.refresh_token);
    expect(answer.status).toBe(200);
    const token = String(answer.body.access_token);
    expect((await callApi('GET', '/myMessages/v2/messages/index/info', { token })).status).toBe(200);
    expectRefused(await send(token), { status: 403, code: 'POL0002', field: 'standing', says: 'is suspended' });
    await setStanding('active');
    expect((await send(token)).status).toBe(201);
  });
});
