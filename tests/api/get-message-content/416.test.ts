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

describe('a range behind the end (RFC 9110, 15.5.17)', () => {
  it('names the size', async () => {
    const answer = await caller.call('GET', path, { headers: { Range: 'bytes=5000-' } });
    expect([answer.status, answer.headers.get('content-range'), answer.bytes.length]).toEqual([416, 'bytes */5000', 0]);
  });

  it.each(['bytes=5000-5001', 'bytes=99999-', 'bytes=-0'])('%s', async (Range) => {
    const answer = await caller.call('GET', path, { headers: { Range } });
    expect([answer.status, answer.headers.get('content-length'), answer.headers.get('accept-ranges')]).toEqual([416, '0', 'bytes']);
  });
});
