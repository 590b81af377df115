import { describe, it } from 'vitest';
import { callApi } from '#tests/support/fixtures/app-clients.ts';
import { createRouteCaller } from '#tests/support/fixtures/route-caller.ts';
import { expectRefused } from '#tests/support/refusal.ts';

describe('an address that is not served', () => {
  it.each(['/nowhere', '/myMessages', '/myMessages/v2', '/myMessages/v2/messages/', '/mymessages/v2/messages', '/myMessages/v3/messages', '/notification/v1'])('%s: 404, with and without a token', async (path) => {
    const { call } = await createRouteCaller();
    for (const answer of [await call('GET', path), await callApi('GET', path)]) expectRefused(answer, { status: 404, code: 'SVC0002', field: 'path', says: 'nothing at this address' });
  });

  it.each([
    ['POST', '/rest/1/MyMessages'],
    ['GET', '/rest/1/MyMessages?HeaderCount=10'],
    ['GET', '/rest/1/MyMessages/S1/0'],
  ])('wire 0.9: %s %s of version 1 is 404 and names the v2 call', async (method, path) => {
    const { call } = await createRouteCaller();
    expectRefused(await call(method, path), { status: 404, code: 'SVC0002', field: 'version', says: '/myMessages/v2/messages' });
  });
});
