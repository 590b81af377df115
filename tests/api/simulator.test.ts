import { beforeAll, describe, expect, it } from 'vitest';
import { simulatorRoutes } from '#lib/api/routes/simulator.ts';
import { calmConditions } from '#lib/domain/network-conditions.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';

let phone: SubscriberActor;
beforeAll(async () => {
  phone = await createSubscriber();
});

const path = () => `/simulator/api/phones/${encodeURIComponent(phone.msisdn)}/messages`;
const post = (body: unknown, to = path()) =>
  simulatorRoutes.request(to, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) });

describe('POST /simulator/api/phones/{msisdn}/messages', () => {
  it('makes the phone send, and the phone shows it with exactly the documented fields', async () => {
    expect((await post({ to: ['+12065550199'], text: 'Hello', group: false })).status).toBe(201);
    const shown = (await (await simulatorRoutes.request(path())).json()) as Record<string, unknown>[];
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatchObject({ direction: 'out', from: phone.msisdn, to: ['+12065550199'], text: 'Hello', parts: [] });
    expect(Object.keys(shown[0] ?? {}).sort()).toEqual(['at', 'direction', 'from', 'parts', 'text', 'to']);
  });

  it.each([
    ['an unknown field', { to: ['+12065550199'], text: 'Hi', from: '+12065550100' }, 'from'],
    ['no recipient', { to: [], text: 'Hi' }, 'to'],
    ['a word for a recipient', { to: ['Ben'], text: 'Hi' }, 'to'],
    ['no text', { to: ['+12065550199'] }, 'text'],
    ['a text with U+0000', { to: ['+12065550199'], text: 'a\u0000b' }, 'text'],
    ['a group that is no yes or no', { to: ['+12065550199'], text: 'Hi', group: 'yes' }, 'group'],
  ])('refuses %s and names the field', async (_, body, field) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'invalid-input', field } });
  });

  it('sends half of a surrogate pair as the mark for what cannot be shown', async () => {
    expect((await post({ to: ['+12065550199'], text: 'a\ud800b' })).status).toBe(201);
    expect(((await (await simulatorRoutes.request(path())).json()) as { text: string }[]).map(({ text }) => text)).toContain('a\ufffdb');
  });

  it('refuses what is no JSON, and a phone that is not there', async () => {
    expect((await post('{"to":')).status).toBe(400);
    expect((await post({ to: ['+12065550199'], text: 'Hi' }, '/simulator/api/phones/%2B12065550000/messages')).status).toBe(404);
  });

  it('says why a phone in airplane mode cannot send', async () => {
    const off = await createSubscriber({ line: { airplaneMode: true } });
    const answer = await post({ to: ['+12065550199'], text: 'Hi' }, `/simulator/api/phones/${encodeURIComponent(off.msisdn)}/messages`);
    expect(answer.status).toBe(409);
    expect(JSON.stringify(await answer.json())).toContain('airplane mode');
  });
});

describe('/simulator/api/network', () => {
  const put = (body: unknown) => simulatorRoutes.request('/simulator/api/network', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const get = async (): Promise<unknown> => (await simulatorRoutes.request('/simulator/api/network')).json();

  it('sets what is named and takes the rest from calm weather', async () => {
    expect(await (await put({ seed: 7, latencyMs: 300, throttlePerSecond: 10 })).json()).toEqual({ ...calmConditions, seed: 7, latencyMs: 300, throttlePerSecond: 10 });
    expect(await (await put({ isLinkDown: true })).json()).toEqual({ ...calmConditions, isLinkDown: true });
    expect(await get()).toEqual({ ...calmConditions, isLinkDown: true });
    await put({});
    expect(await get()).toEqual(calmConditions);
  });

  it.each([
    ['a share above 100', { errorPercent: 101 }, 'errorPercent'],
    ['a throttle of nothing', { throttlePerSecond: 0 }, 'throttlePerSecond'],
    ['half a millisecond', { latencyMs: 0.5 }, 'latencyMs'],
    ['an unknown control', { wind: 3 }, 'wind'],
  ])('refuses %s, names the field and changes nothing', async (_, body, field) => {
    const answer = await put(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'invalid-input', field } });
    expect(await get()).toEqual(calmConditions);
  });
});

describe('T24: a page of another site', () => {
  const body = JSON.stringify({ to: ['+12065550199'], text: 'STOP' });
  const writes = [
    ['a phone’s text', 'POST', () => path(), body],
    ['the weather', 'PUT', () => '/simulator/api/network', '{"isLinkDown":true}'],
  ] as const;
  const ask = (method: string, to: string, text: string, headers: Record<string, string>) => simulatorRoutes.request(to, { method, body: text, headers: { Host: 'localhost:3000', ...headers } });
  const json = { 'Content-Type': 'application/json' };
  const count = async () => ((await (await simulatorRoutes.request(path())).json()) as unknown[]).length;

  it.each(writes)('cannot write: %s', async (_, method, to, text) => {
    const before = await count();
    const foreign: Record<string, string>[] = [{ Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'same-site' }, { Origin: 'null' }];
    for (const headers of foreign) {
      expect((await ask(method, to(), text, { ...json, ...headers })).status).toBe(403);
      expect((await ask(method, to(), text, { 'Content-Type': 'text/plain', ...headers })).status).toBe(403);
    }
    expect(await count()).toBe(before);
    expect(await (await simulatorRoutes.request('/simulator/api/network')).json()).toEqual(calmConditions);
  });

  it.each(writes)('nor can a type that a form may have: %s', async (_, method, to, text) => {
    const before = await count();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json']) {
      const answer = await ask(method, to(), text, { 'Content-Type': type });
      expect(answer.status).toBe(415);
      expect(await answer.json()).toMatchObject({ error: { field: 'Content-Type' } });
    }
    expect(await count()).toBe(before);
  });

  it('a program that names JSON, and our own pages, write as ever', async () => {
    expect((await ask('POST', path(), body, { 'Content-Type': 'application/json; charset=utf-8' })).status).toBe(201);
    expect((await ask('POST', path(), body, { ...json, Origin: 'http://localhost:3000', 'Sec-Fetch-Site': 'same-origin' })).status).toBe(201);
  });
});

describe.each([['messages', path], ['ledger', () => '/simulator/api/ledger']])('the limit of a list: %s', (_, list) => {
  it.each(['0', '501', '10000', '-1', '1.5', 'all', ''])('refuses "%s" and names the field', async (limit) => {
    const answer = await simulatorRoutes.request(`${list()}?limit=${limit}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'invalid-input', field: 'limit' } });
  });

  it('takes 1 to 500', async () => {
    for (const limit of [1, 500]) expect((await simulatorRoutes.request(`${list()}?limit=${limit}`)).status).toBe(200);
  });
});

describe('GET /simulator/api/ledger', () => {
  it('is empty until the carrier took something', async () => {
    await sendMessage({ actor: phone, addresses: ['+12065550199'], text: 'Still queued' });
    expect(await (await simulatorRoutes.request('/simulator/api/ledger')).json()).toEqual([]);
  });
});
