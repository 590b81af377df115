import { expect, it } from 'vitest';
import { createOAuthClient, push } from '#tests/support/fixtures/oauth.ts';

it('a body over 16 KiB is 413 invalid_request (RFC 9126, 2.3)', async () => {
  const answer = await push(await createOAuthClient(), { state: 'x'.repeat(20_000) });
  expect([answer.status, answer.body]).toEqual([413, { error: 'invalid_request', error_description: expect.stringContaining('over 16384 bytes') }]);
});
