import { beforeAll, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';

const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, n) => n % 251));
let caller: ApiCaller;
let path: string;

beforeAll(async () => {
  caller = await createCaller();
  path = `/myMessages/v2/messages/${shortId(await receive(caller.subscriber, { text: 'Grüße', parts: [{ name: 'a.bin', contentType: 'video/mp4', bytes }] }))}/parts/0`;
});

describe('content with If-None-Match (RFC 9110, 13.1.2)', () => {
  it('to who has it, without a body', async () => {
    const etag = (await caller.call('GET', path)).headers.get('etag') ?? '';
    const answer = await caller.call('GET', path, { headers: { 'If-None-Match': etag } });
    expect([answer.status, answer.bytes.length, answer.headers.get('etag')]).toEqual([304, 0, etag]);
  });

  it('comes before a range, and another tag gets the bytes', async () => {
    const etag = (await caller.call('GET', path)).headers.get('etag') ?? '';
    expect((await caller.call('GET', path, { headers: { 'If-None-Match': `"other", W/${etag}`, Range: 'bytes=0-9' } })).status).toBe(304);
    const changed = await caller.call('GET', path, { headers: { 'If-None-Match': '"other"' } });
    expect([changed.status, changed.bytes.equals(bytes)]).toEqual([200, true]);
  });
});
