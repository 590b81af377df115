import { beforeEach, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';

let caller: ApiCaller;
let message: string;
let etag: string;

beforeEach(async () => {
  caller = await createCaller();
  message = `/myMessages/v2/messages/${shortId(await receive(caller.subscriber, { text: 'Grüße' }))}`;
  etag = (await caller.call('GET', message)).headers.get('etag') ?? '';
});

const ask = (ifNoneMatch: string) => caller.call('GET', message, { headers: { 'If-None-Match': ifNoneMatch } });

describe('GET /myMessages/v2/messages/{messageId} with If-None-Match (RFC 9110, 13.1.2)', () => {
  it('304 while nothing changed, a new tag when a flag did', async () => {
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    const same = await ask(etag);
    expect([same.status, same.text, same.headers.get('etag'), same.headers.get('cache-control')]).toEqual([304, '', etag, 'private, no-cache']);
    await caller.call('PUT', message, { body: { message: { isFavorite: true } } });
    const changed = await ask(etag);
    expect([changed.status, changed.json.message.isFavorite]).toEqual([200, true]);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it.each([
    ['the tag in a list', (tag: string) => `"other", ${tag}`, 304],
    ['the tag as a weak one', (tag: string) => `W/${tag}`, 304],
    ['a star', () => '*', 304],
    ['another tag', () => '"other"', 200],
    ['the tag without quotes', (tag: string) => tag.slice(1, -1), 200],
    ['the tag cut off', (tag: string) => `${tag.slice(0, 10)}"`, 200],
  ])('%s', async (_name, value, status) => {
    expect((await ask(value(etag))).status).toBe(status);
  });

  it('T1: the tag of a message opens it to nobody else', async () => {
    const other = await createCaller();
    expect((await other.call('GET', message, { headers: { 'If-None-Match': etag } })).status).toBe(404);
    await caller.call('DELETE', message);
    expect((await ask(etag)).status).toBe(404);
  });
});
