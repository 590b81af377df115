import { describe, expect, it } from 'vitest';
import { routeTable } from '#lib/api/route-table.ts';
import { createRouteCaller, pathOf } from '#tests/support/fixtures/route-caller.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const paths = [...new Set(routeTable.map(pathOf))].map((path) => ({ path, methods: routeTable.filter((route) => pathOf(route) === path).map(({ method }) => method) }));

describe('a method the address does not have', () => {
  it.each(paths)('$path: 405 with Allow', async ({ path, methods }) => {
    const { call } = await createRouteCaller();
    const answer = await call('PATCH', path);
    expectRefused(answer, { status: 405, code: 'SVC0002', field: 'method', says: methods.join(', ') });
    const allowed = (answer.headers.get('allow') ?? '').split(', ');
    expect(allowed).toEqual(expect.arrayContaining(methods));
    expect(allowed.includes('HEAD')).toBe(allowed.includes('GET'));
  });

  it('names each method once', async () => {
    const { call } = await createRouteCaller();
    expect((await call('PATCH', '/myMessages/v2/messages')).headers.get('allow')).toBe('HEAD, POST, GET, PUT, DELETE');
  });
});
