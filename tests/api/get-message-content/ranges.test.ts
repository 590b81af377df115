import { beforeAll, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';

const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, n) => n % 251));
let caller: ApiCaller;
let path: string;
let message: string;

beforeAll(async () => {
  caller = await createCaller();
  message = `/myMessages/v2/messages/${shortId(await receive(caller.subscriber, { text: 'Grüße', parts: [{ name: 'a.bin', contentType: 'video/mp4', bytes }] }))}`;
  path = `${message}/parts/0`;
});

describe('ranges and conditions of content (RFC 9110)', () => {
  it('200 says that ranges are taken and gives a tag', async () => {
    const { headers } = await caller.call('GET', path);
    expect([headers.get('accept-ranges'), headers.get('cache-control')]).toEqual(['bytes', 'private, no-cache']);
    expect(headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
  });

  it('206: the very bytes of the range, put together they are the whole', async () => {
    const pieces = await Promise.all(['bytes=0-1999', 'bytes=2000-4999'].map((Range) => caller.call('GET', path, { headers: { Range } })));
    expect(pieces.map(({ status }) => status)).toEqual([206, 206]);
    expect(pieces.map(({ headers }) => [headers.get('content-range'), headers.get('content-length')])).toEqual([['bytes 0-1999/5000', '2000'], ['bytes 2000-4999/5000', '3000']]);
    expect(Buffer.concat(pieces.map((piece) => piece.bytes)).equals(bytes)).toBe(true);
    const last = await caller.call('GET', path, { headers: { Range: 'bytes=-3' } });
    expect(last.bytes.equals(bytes.subarray(-3))).toBe(true);
  });

  it('206: of the text of an MMS too, counted in bytes', async () => {
    const answer = await caller.call('GET', `${message}/parts/1`, { headers: { Range: 'bytes=2-3' } });
    expect([answer.status, answer.text]).toEqual([206, 'ü']);
  });

  it('416 names the size', async () => {
    const answer = await caller.call('GET', path, { headers: { Range: 'bytes=5000-' } });
    expect([answer.status, answer.headers.get('content-range'), answer.bytes.length]).toEqual([416, 'bytes */5000', 0]);
  });

  it('304 to who has it, without a body', async () => {
    const etag = (await caller.call('GET', path)).headers.get('etag') ?? '';
    const answer = await caller.call('GET', path, { headers: { 'If-None-Match': etag } });
    expect([answer.status, answer.bytes.length, answer.headers.get('etag')]).toEqual([304, 0, etag]);
  });

  it('HEAD with a range opens nothing and says the same', async () => {
    const answer = await caller.call('HEAD', path, { headers: { Range: 'bytes=0-9' } });
    expect([answer.status, answer.headers.get('content-length'), answer.bytes.length]).toEqual([206, '10', 0]);
  });
});

describe('the tag of a message', () => {
  it('304 while nothing changed, a new tag when a flag did', async () => {
    const first = await caller.call('GET', message);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    const same = await caller.call('GET', message, { headers: { 'If-None-Match': etag } });
    expect([same.status, same.text]).toEqual([304, '']);
    await caller.call('PUT', message, { body: { message: { isFavorite: true } } });
    const changed = await caller.call('GET', message, { headers: { 'If-None-Match': etag } });
    expect([changed.status, changed.json.message.isFavorite]).toEqual([200, true]);
  });
});
