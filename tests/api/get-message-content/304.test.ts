import { beforeAll, describe, expect, it } from 'vitest';
import { type ApiCaller } from '#tests/support/fixtures/app-clients.ts';
import { createVideoMessage, videoBytes } from '#tests/support/fixtures/inboxes.ts';

let caller: ApiCaller;
let path: string;

beforeAll(async () => {
  const video = await createVideoMessage();
  caller = video.caller;
  path = `${video.message}/parts/0`;
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
    expect([changed.status, changed.bytes.equals(videoBytes)]).toEqual([200, true]);
  });
});
