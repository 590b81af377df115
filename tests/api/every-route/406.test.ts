import { beforeAll, describe, expect, it } from 'vitest';
import { answering, createRouteCaller, type RouteCaller } from '#tests/support/fixtures/route-caller.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const infoPath = '/myMessages/v2/messages/index/info';
let caller: RouteCaller;

beforeAll(async () => {
  caller = await createRouteCaller();
});

describe('Accept', () => {
  it.each(answering('not-acceptable'))('wire 0.9: $operation answers 406 to who wants nothing but XML, and names JSON', async (route) => {
    expectRefused(await caller.callRoute(route, { headers: { Accept: 'application/xml' } }), { status: 406, code: 'SVC0002', field: 'Accept', says: 'Accept: application/json' });
  });

  it.each(['application/xml', 'text/xml', 'application/xhtml+xml', 'application/xml;q=0.9, text/xml'])('wire 0.9: %s alone is 406', async (Accept) => {
    expect((await caller.call('GET', infoPath, { headers: { Accept } })).status).toBe(406);
  });

  it.each(['application/json, application/xml', 'application/xml, */*;q=0.1', 'application/xml, application/*', 'image/gif', 'text/html', ''])('wire 1: %j is answered with JSON', async (Accept) => {
    const answer = await caller.call('GET', infoPath, { headers: { Accept } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=UTF-8']);
  });
});
