import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { postAtOnce } from '#tests/support/at-once.ts';
import { type ApiServer, startApiServer } from '#tests/support/fixtures/api-server.ts';
import { codeFor, codeForm, createOAuthClient, isLive, post, refreshForm, type TestClient, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let server: ApiServer;
let actor: SubscriberActor;
let clients: Record<'modern' | 'classic', TestClient>;
beforeAll(async () => {
  [server, actor] = [await startApiServer(), await createSubscriber()];
  clients = { modern: await createOAuthClient(), classic: await createOAuthClient({ profile: 'classic' }) };
});
afterAll(() => server.close());

const copies = 50;
const forms: readonly (readonly [string, (of: TestClient) => Promise<Record<string, string>>])[] = [
  ['T5: a code', async (of) => codeForm(of, await codeFor(actor, of))],
  ['T6: a refresh token', async (of) => refreshForm(of, (await tokensFor(actor, of)).refresh_token)],
];

describe.each(['modern', 'classic'] as const)('%s clients', (profile) => {
  it.each(forms)(`%s redeemed over ${copies} connections at once is redeemed once, and what that gave is dead`, async (_name, make) => {
    const of = clients[profile];
    const answers = await postAtOnce({ port: Number(new URL(server.baseUrl).port), path: '/oauth/v4/token', form: await make(of), copies });
    const [won, ...others] = answers.filter(({ status }) => status === 200);
    expect(others).toEqual([]);
    expect(answers.filter(({ status, body }) => status === 400 && body['error'] === 'invalid_grant')).toHaveLength(copies - 1);
    expect(await isLive(String(won?.body['access_token']))).toBe(false);
    expect((await post('token', refreshForm(of, String(won?.body['refresh_token'])))).body.error).toBe('invalid_grant');
  });
});
