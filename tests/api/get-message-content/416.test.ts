import { beforeAll, describe, expect, it } from 'vitest';
import { type ApiCaller } from '#tests/support/fixtures/app-clients.ts';
import { createVideoMessage } from '#tests/support/fixtures/inboxes.ts';

let caller: ApiCaller;
let path: string;

beforeAll(async () => {
  const video = await createVideoMessage();
  caller = video.caller;
  path = `${video.message}/parts/0`;
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
