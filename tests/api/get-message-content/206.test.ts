import { beforeAll, describe, expect, it } from 'vitest';
import { type ApiCaller } from '#tests/support/fixtures/app-clients.ts';
import { createVideoMessage, videoBytes } from '#tests/support/fixtures/inboxes.ts';

let caller: ApiCaller;
let path: string;
let message: string;

beforeAll(async () => {
  ({ caller, message } = await createVideoMessage());
  path = `${message}/parts/0`;
});

describe('ranges of content (RFC 9110, 14)', () => {
  it('the very bytes of the range, put together they are the whole', async () => {
    const pieces = await Promise.all(['bytes=0-1999', 'bytes=2000-4999'].map((Range) => caller.call('GET', path, { headers: { Range } })));
    expect(pieces.map(({ status }) => status)).toEqual([206, 206]);
    expect(pieces.map(({ headers }) => [headers.get('content-range'), headers.get('content-length')])).toEqual([['bytes 0-1999/5000', '2000'], ['bytes 2000-4999/5000', '3000']]);
    expect(Buffer.concat(pieces.map((piece) => piece.bytes)).equals(videoBytes)).toBe(true);
    const last = await caller.call('GET', path, { headers: { Range: 'bytes=-3' } });
    expect(last.bytes.equals(videoBytes.subarray(-3))).toBe(true);
  });

  it('of the text of an MMS too, counted in bytes', async () => {
    const answer = await caller.call('GET', `${message}/parts/1`, { headers: { Range: 'bytes=2-3' } });
    expect([answer.status, answer.text]).toEqual([206, 'ü']);
  });

  it('HEAD with a range opens nothing and says the same', async () => {
    const answer = await caller.call('HEAD', path, { headers: { Range: 'bytes=0-9' } });
    expect([answer.status, answer.headers.get('content-length'), answer.bytes.length]).toEqual([206, '10', 0]);
  });

  it.each([
    ['the first byte', 'bytes=0-0', 'bytes 0-0/5000'],
    ['from a byte on', 'bytes=4990-', 'bytes 4990-4999/5000'],
    ['an end behind the end', 'bytes=4990-9999', 'bytes 4990-4999/5000'],
    ['more than there is, from the end', 'bytes=-9999', 'bytes 0-4999/5000'],
  ])('%s', async (_name, Range, contentRange) => {
    const answer = await caller.call('GET', path, { headers: { Range } });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([206, contentRange]);
    const [first, last] = (/(\d+)-(\d+)/.exec(contentRange) ?? []).slice(1).map(Number);
    expect(answer.bytes.equals(videoBytes.subarray(first, Number(last) + 1))).toBe(true);
  });

  it.each([
    ['several ranges', 'bytes=0-1,3-4'],
    ['a range backwards', 'bytes=9-1'],
    ['another unit', 'lines=0-1'],
    ['no range at all', 'bytes=x'],
  ])('%s: the whole, which is a correct answer', async (_name, Range) => {
    const answer = await caller.call('GET', path, { headers: { Range } });
    expect([answer.status, answer.bytes.equals(videoBytes)]).toEqual([200, true]);
  });

  it('If-Range: the range for the very tag, the whole for any other', async () => {
    const etag = (await caller.call('GET', path)).headers.get('etag') ?? '';
    const statuses = [];
    for (const ifRange of [etag, `W/${etag}`, '"other"']) statuses.push((await caller.call('GET', path, { headers: { Range: 'bytes=0-9', 'If-Range': ifRange } })).status);
    expect(statuses).toEqual([206, 200, 200]);
  });
});
