import { describe, expect, it } from 'vitest';
import { answering, createRouteCaller } from '#tests/support/fixtures/route-caller.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const ofJson = answering('unsupported-type').filter(({ json }) => json !== undefined);

describe('a body that is not JSON by its own word', () => {
  it.each(ofJson)('$operation: a form, XML and plain text are 415', async (route) => {
    const caller = await createRouteCaller();
    for (const type of ['application/x-www-form-urlencoded', 'application/xml', 'text/plain', 'multipart/form-data; boundary=b', 'application/json-patch+json']) {
      const answer = await caller.callRoute(route, { body: '{}', headers: { 'Content-Type': type } });
      expectRefused(answer, { status: 415, code: 'SVC0002', field: 'Content-Type', says: 'Content-Type: application/json' });
    }
  });

  it.each(ofJson)('$operation: a packed body (Content-Encoding) is not unpacked', async (route) => {
    const answer = await (await createRouteCaller()).callRoute(route, { body: {}, headers: { 'Content-Encoding': 'gzip' } });
    expectRefused(answer, { status: 415, code: 'SVC0002', field: 'Content-Encoding', says: 'without Content-Encoding' });
    expect(answer.headers.get('accept-encoding')).toBe('identity');
  });
});
