import { describe, expect, it } from 'vitest';
import { createApiApp } from '#lib/api/app.ts';
import { routeTable } from '#lib/api/route-table.ts';
import { scopeFor, scopes } from '#lib/domain/scope.ts';

/** Everything else the app answers, with the reason why no access token guards it. */
const withoutToken: Readonly<Record<string, string>> = {
  'GET /healthz': 'for load balancers',
  'GET /readyz': 'for load balancers',
  'GET /metrics': 'for whoever runs the process; holds counts only',
  'POST /oauth/v4/token': 'authenticates the client itself',
  'GET /oauth/v4/token': '405',
  'PUT /oauth/v4/token': '405',
  'ALL /oauth/v4/token': '405',
  'POST /oauth/v4/par': 'authenticates the client itself',
  'ALL /oauth/v4/par': '405',
  'POST /oauth/v4/device_authorization': 'authenticates the client itself',
  'ALL /oauth/v4/device_authorization': '405',
  'GET /oauth/v4/device/qr.svg': 'draws what is asked for, and asks nobody',
  'POST /oauth/v4/revoke': 'authenticates the client itself',
  'ALL /oauth/v4/revoke': '405',
  'POST /oauth/v4/introspect': 'authenticates the client itself',
  'ALL /oauth/v4/introspect': '405',
  'GET /.well-known/oauth-authorization-server': 'public by RFC 8414',
  'GET /openapi.json': 'public, and holds no data',
  'GET /session': 'guarded by the session cookie',
  'GET /events': 'guarded by the session cookie',
  'GET /stomp': 'guarded by credentials that work once',
  'GET /simulator/api/events': 'only with the simulated carrier',
  'GET /simulator/api/phones/:msisdn/messages': 'only with the simulated carrier',
  'POST /simulator/api/phones/:msisdn/messages': 'only with the simulated carrier',
  'GET /simulator/api/ledger': 'only with the simulated carrier',
  'GET /simulator/api/network': 'only with the simulated carrier',
  'PUT /simulator/api/network': 'only with the simulated carrier',
  'POST /carrier/:provider/status': 'guarded by the provider’s signature, and only with that provider',
  'POST /carrier/:provider/inbound': 'guarded by the provider’s signature, and only with that provider',
  'GET /carrier/media/:token': 'guarded by a token that was signed for one file',
};

describe('every route of the build', () => {
  const handlers = createApiApp().routes.filter(({ path }) => !path.endsWith('*'));

  it('T3: is in the table of scopes or on the short list of those that need no token; there is no third kind', () => {
    const guarded = new Set(routeTable.map(({ method, path }) => `${method} ${path}`));
    const unknown = handlers.map(({ method, path }) => `${method} ${path}`).filter((name) => !guarded.has(name) && !(name in withoutToken));
    expect(unknown).toEqual([]);
  });

  it('T3: states the very scope that the scope table gives its operation', () => {
    for (const route of routeTable) expect([route.operation, route.scope]).toEqual([route.operation, scopeFor(route.operation)]);
  });

  it('covers every operation that the scope table permits', () => {
    const operations = Object.values(scopes).flatMap(({ permits }) => [...permits]);
    expect(routeTable.map(({ operation }) => operation).toSorted()).toEqual(operations.toSorted());
  });

  it('wire 2.12: the index wins over a message of that name', () => {
    const paths = routeTable.map(({ path }) => path);
    expect(paths.findIndex((path) => path.endsWith('/index/info'))).toBeLessThan(paths.findIndex((path) => path.includes(':messageId')));
  });
});
