import { describe, expect, it } from 'vitest';
import { type ClientOptions, HandsetClient } from '#packages/client/src/client.ts';

interface Sent {
  method: string;
  url: string;
  headers: Headers;
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
const info = () => json(200, { messageIndexInfo: { status: 'INITIALIZED', state: 's', messageCount: 0 } });
const busy = (retryAfter?: string) => json(429, { RequestError: { PolicyException: { MessageId: 'POL0001', Variables: 'reads', Detail: 'Wait.' } } }, retryAfter === undefined ? {} : { 'Retry-After': retryAfter });
const away = () => json(503, {});
const broken = () => Promise.reject(new TypeError('fetch failed'));

/** A client whose answers are given in turn, with what it sent and how long it waited. */
function scripted(answers: (() => Response | Promise<Response>)[], options: Partial<ClientOptions> = {}) {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const client = new HandsetClient({
    baseUrl: 'https://messages.example/',
    accessToken: 'token-1',
    fetch: async (url, { method = 'GET', headers }) => {
      sent.push({ method, url, headers: new Headers(headers) });
      const answer = answers[sent.length - 1];
      if (!answer) throw new Error('one call too many');
      return answer();
    },
    wait: async (milliseconds) => void waits.push(milliseconds),
    ...options,
  });
  return { client, sent, waits };
}

const send = { body: { messageRequest: { addresses: ['+12065550121'], text: 'Hello' } } };
const caught = (work: Promise<unknown>) => work.then(() => null, (error: unknown) => error);

describe('repeats', () => {
  it('waits for Retry-After to the second, then makes the same call', async () => {
    const { client, sent, waits } = scripted([() => busy('7'), info]);
    expect((await client.getMessageIndexInfo()).messageIndexInfo.status).toBe('INITIALIZED');
    expect([waits, sent.length]).toEqual([[7_000], 2]);
  });

  it('S7: repeats a send with the very same Idempotency-Key, made by itself or given', async () => {
    const own = scripted([broken, away, () => json(201, { id: 'a' })]);
    await own.client.sendMessage(send);
    const keys = own.sent.map(({ headers }) => headers.get('idempotency-key'));
    expect([keys.length, new Set(keys).size, (keys[0] ?? '').length]).toEqual([3, 1, 36]);
    const given = scripted([broken, () => json(201, { id: 'a' })]);
    await given.client.sendMessage({ ...send, idempotencyKey: 'mine' });
    expect(given.sent.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['mine', 'mine']);
  });

  it('never repeats a post that has no key: a code works once', async () => {
    for (const answer of [broken, away, () => busy('1')]) {
      const { client, sent } = scripted([answer, info]);
      expect(await caught(client.exchangeToken({ body: { grant_type: 'authorization_code', code: 'c' } }))).toMatchObject({ name: 'HandsetError' });
      expect(sent.length).toBe(1);
    }
  });

  it('never repeats what would be refused again', async () => {
    for (const status of [400, 403, 404, 409, 422, 500]) {
      const { client, sent } = scripted([() => json(status, {}), info]);
      expect(await caught(client.getMessageIndexInfo())).toMatchObject({ status });
      expect(sent.length).toBe(1);
    }
  });

  it('gives up after three repeats, and at once when the wait is too long', async () => {
    const four = scripted([broken, broken, broken, broken, info]);
    expect(await caught(four.client.getMessageIndexInfo())).toMatchObject({ status: 0, code: 'network' });
    expect([four.sent.length, four.waits.every((each, at) => each >= 250 * 2 ** at && each <= 500 * 2 ** at)]).toEqual([4, true]);
    const long = scripted([() => busy('61'), info]);
    expect(await caught(long.client.getMessageIndexInfo())).toMatchObject({ status: 429, retryAfterSeconds: 61 });
    expect([long.sent.length, long.waits]).toEqual([1, []]);
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const { client, sent } = scripted([() => busy('1'), info], { wait: async () => abort.abort(new Error('enough')) });
    expect(await caught(client.getMessageIndexInfo({ signal: abort.signal }))).toMatchObject({ message: 'enough' });
    expect(sent.length).toBe(1);
  });
});

describe('tokens', () => {
  const refused = () => json(401, { RequestError: { PolicyException: { MessageId: 'POL0001', Variables: 'Authorization', Detail: 'It has ended.' } } });

  it('asks for another token after a 401, once, and repeats the call with it', async () => {
    const tokens = ['old', 'new', 'never'];
    const { client, sent } = scripted([refused, info], { accessToken: () => tokens.shift() ?? '' });
    await client.getMessageIndexInfo();
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
    const same = scripted([refused, info], { accessToken: () => 'same' });
    expect(await caught(same.client.getMessageIndexInfo())).toMatchObject({ status: 401 });
    expect(same.sent.length).toBe(1);
  });

  it('sends the token to no call that needs none', async () => {
    const { client, sent } = scripted([() => json(200, { status: 'ok' })]);
    await client.getHealth();
    expect(sent[0]?.headers.has('authorization')).toBe(false);
  });
});

describe('what is sent', () => {
  it('escapes ids and parameters, joins lists with commas and leaves out what is not given', async () => {
    const { client, sent } = scripted([() => json(200, { messageList: { messages: [] } }), () => json(200, { message: {} })]);
    await client.listMessages({ messageIds: ['a b', 'c|d'], isUnread: false, keyword: undefined });
    await client.getMessage({ messageId: '../a/b?c' });
    expect(sent.map(({ url }) => url)).toEqual([
      'https://messages.example/myMessages/v2/messages?messageIds=a+b%2Cc%7Cd&isUnread=false',
      'https://messages.example/myMessages/v2/messages/..%2Fa%2Fb%3Fc',
    ]);
  });
});

describe('reading in pages', () => {
  it('gives each message once and asks for the next page only when it is wanted', async () => {
    const page = (ids: string[], nextCursor?: string) => () => json(200, { messageList: { messages: ids.map((messageId) => ({ messageId })), ...(nextCursor ? { nextCursor } : {}) } });
    const { client, sent } = scripted([page(['a', 'b'], 'next'), page(['c'])]);
    const seen: string[] = [];
    for await (const { messageId } of client.eachMessage({ limit: 2 })) {
      seen.push(messageId);
      if (seen.length === 2) expect(sent.length).toBe(1);
    }
    expect([seen, new URL(sent[1]?.url ?? '').searchParams.get('cursor')]).toEqual([['a', 'b', 'c'], 'next']);
  });

  it('I3: goes on with the state of each delta page until there is no more', async () => {
    const change = (messageId: string) => ({ messageId, isFavorite: false, isUnread: true });
    const page = (state: string, id: string, hasMore: boolean) => () =>
      json(200, { deltaResponse: { state, hasMore, delta: [{ type: 'TEXT', adds: [change(id)], updates: [], deletes: [] }, { type: 'MMS', adds: [], updates: [change(`${id}m`)], deletes: [] }] } });
    const { client, sent } = scripted([page('two', 'a', true), page('three', 'b', false)]);
    const seen: unknown[] = [];
    for await (const { state, adds, updates } of client.eachDelta({ state: 'one' })) seen.push([state, adds[0]?.messageId, updates[0]?.messageId]);
    expect(seen).toEqual([['two', 'a', 'am'], ['three', 'b', 'bm']]);
    expect(sent.map(({ url }) => new URL(url).searchParams.get('state'))).toEqual(['one', 'two']);
  });
});

describe('the published package', () => {
  it('is complete: what its package.json names loads in plain JavaScript and has the same calls', async () => {
    const { exports } = (await import('#packages/client/package.json', { with: { type: 'json' } })).default;
    const published = (await import(new URL(`../../packages/client/${exports['.'].default}`, import.meta.url).href)) as { HandsetClient: typeof HandsetClient };
    expect(Object.getOwnPropertyNames(published.HandsetClient.prototype)).toEqual(Object.getOwnPropertyNames(HandsetClient.prototype));
  });
});
