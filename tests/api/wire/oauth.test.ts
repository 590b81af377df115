import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { allow, createOAuthClient, redirectUri, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { type RawApi, startRawApi } from '#tests/support/fixtures/raw-api.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let raw: RawApi;
let actor: SubscriberActor;
let client: TestClient;

beforeAll(async () => {
  [raw, actor, client] = await Promise.all([startRawApi(), createSubscriber(), createOAuthClient({ profile: 'classic' })]);
});

afterAll(() => raw.close());

/** A form as written, with these headers and no others: no client of the original uses HTTP Basic. */
const post = (endpoint: 'token' | 'revoke', body: string, headers: readonly string[] = ['Accept: application/json']) =>
  raw.send('POST', `/oauth/v4/${endpoint}`, ['Content-Type: application/x-www-form-urlencoded', ...headers, `Content-Length: ${body.length}`], body);

const codeFor = async (query: string) => (await allow(actor, new URLSearchParams(query))).searchParams.get('code') ?? '';
const codeForm = (code: string) => `client_id=${client.clientId}&client_secret=${client.clientSecret}&code=${code}&grant_type=authorization_code`;
const tokenAnswer = { access_token: expect.stringMatching(/.+/), refresh_token: expect.stringMatching(/.+/), expires_in: 172_800, token_type: 'Bearer', scope: expect.any(String) };

describe('the authorization of old clients', () => {
  it.each([
    ['a raw comma in the scope', 'scope=MIM,IMMN'],
    ['an escaped comma', 'scope=MIM%2CIMMN'],
    ['the other order', 'scope=IMMN,MIM'],
    ['a blank', 'scope=IMMN+MIM'],
    ['AN: custom_param', 'scope=MIM%2CIMMN&custom_param=bypass_onnetwork_auth%2Csuppress_landing_page'],
    ['TI: redirect_url', `scope=MIM,IMMN&redirect_url=${encodeURIComponent(redirectUri)}`],
    ['WL: nothing but client and scope', 'scope=IMMN'],
    ['H5: a query of its own on the redirect_uri', `scope=MIM&redirect_uri=${encodeURIComponent(`${redirectUri}?scope=MIM&returnUrl=x`)}`],
  ])('wire 7.7, 5.1: %s, without response_type and state, leads to a code, and the code without redirect_uri to tokens', async (_name, query) => {
    const code = await codeFor(`client_id=${client.clientId}&${query}`);
    const answer = await post('token', codeForm(code));
    expect([answer.status, answer.json]).toEqual([200, tokenAnswer]);
  });

  it('wire 5.1: the code comes behind a query with &, an own state comes back', async () => {
    const url = await allow(actor, new URLSearchParams(`client_id=${client.clientId}&scope=MIM&state=a%20b&redirect_uri=${encodeURIComponent(`${redirectUri}?x=1`)}`));
    expect(url.href).toMatch(/\?x=1&code=[\w-]+/);
    expect(url.searchParams.get('state')).toBe('a b');
  });
});

describe('token answers to old clients', () => {
  const spellings: [who: string, form: (code: string) => string, headers: string[]][] = [
    ['parameters in the order of the guide', codeForm, ['Accept: application/json']],
    ['parameters in another order', (code) => `grant_type=authorization_code&code=${code}&client_secret=${client.clientSecret}&client_id=${client.clientId}`, ['Accept: */*']],
    ['no Accept at all', codeForm, []],
    ['AN: X-Arg', codeForm, ['X-Arg: ClientSdk=att.iam.android.1.2.1']],
    ['CS: Expect: 100-continue', codeForm, ['Expect: 100-continue']],
    ['S13: the scope once more', (code) => `${codeForm(code)}&scope=MIM,IMMN`, []],
  ];

  it.each(spellings)('wire 5.2, 7.1: %s', async (_who, form, headers) => {
    const answer = await post('token', form(await codeFor(`client_id=${client.clientId}&scope=MIM,IMMN`)), headers);
    expect([answer.status, answer.json]).toEqual([200, tokenAnswer]);
  });

  it('wire 7.7: refresh_token and a numeric expires_in with every grant, the app’s own included; the type says UTF-8', async () => {
    const secret = `client_id=${client.clientId}&client_secret=${client.clientSecret}`;
    const first = await post('token', codeForm(await codeFor(`client_id=${client.clientId}&scope=MIM,IMMN`)));
    const own = await post('token', `${secret}&scope=NOTIFICATIONCHANNEL&grant_type=client_credentials`);
    const answers = [first, own];
    for (const { json } of [first, own]) answers.push(await post('token', `${secret}&refresh_token=${json.refresh_token}&grant_type=refresh_token`));
    for (const answer of answers) {
      expect([answer.status, answer.json]).toEqual([200, tokenAnswer]);
      expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    }
    expect(new Set(answers.map(({ json }) => json.refresh_token)).size).toBe(4);
  });

  it('wire 5.2: errors are 400 invalid_grant for a bad code or refresh token, 401 invalid_client for a bad secret, as JSON', async () => {
    const secret = `client_id=${client.clientId}&client_secret=${client.clientSecret}`;
    const answers = [
      await post('token', codeForm('nothing')),
      await post('token', `${secret}&refresh_token=nothing&grant_type=refresh_token`),
      await post('token', `client_id=${client.clientId}&client_secret=wrong&code=x&grant_type=authorization_code`),
    ];
    expect(answers.map(({ status, json }) => [status, json.error])).toEqual([[400, 'invalid_grant'], [400, 'invalid_grant'], [401, 'invalid_client']]);
    for (const { headers } of answers) expect(headers.get('content-type')).toBe('application/json; charset=UTF-8');
  });
});

describe('revocation by old clients', () => {
  const infoStatus = async (token: string) => (await raw.send('GET', '/myMessages/v2/messages/index/info', [`Authorization: BEARER ${token}`])).status;

  it.each(['access_token', 'refresh_token'])('wire 7.3, 5.3: of an %s is exactly 200, and the access token ends with it', async (kind) => {
    const { json } = await post('token', codeForm(await codeFor(`client_id=${client.clientId}&scope=MIM`)));
    expect(await infoStatus(json.access_token)).toBe(200);
    const answer = await post('revoke', `client_id=${client.clientId}&client_secret=${client.clientSecret}&token=${json[kind]}&token_type_hint=${kind}`, ['X-Arg: ClientSdk=att.worklight.4.2']);
    expect(answer.status).toBe(200);
    expect(await infoStatus(json.access_token)).toBe(401);
  });
});
