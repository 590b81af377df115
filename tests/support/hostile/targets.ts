import { createApiApp } from '#lib/api/app.ts';
import { openApiDocument } from '#lib/api/openapi/document.ts';
import { routeTable } from '#lib/api/route-table.ts';
import { env } from '#lib/env.ts';
import { newId, shortId } from '#lib/ids.ts';
import type { Target } from '#tests/support/hostile/requests.ts';
import type { NotificationCaller } from '#tests/support/fixtures/notifications.ts';

export interface NamedTarget extends Target {
  name: string;
}

/** What stands for a parameter of a path, so that an input gets as far as the data. */
export type Known = Readonly<Record<string, string>>;

/** Bodies of what is not in the OpenAPI document, or takes a form there. */
const otherSamples: Readonly<Record<string, unknown>> = {
  'POST /oauth/v4/token': { client: { client_id: 'x', client_secret: 'y', grant_type: 'client_credentials' } },
  'POST /oauth/v4/par': { client: { client_id: 'x', client_secret: 'y', response_type: 'code', scope: 'MIM', redirect_uri: 'https://desk.example/callback' } },
  'POST /oauth/v4/revoke': { client: { client_id: 'x', client_secret: 'y', token: 'z' } },
  'POST /oauth/v4/introspect': { client: { client_id: 'x', client_secret: 'y', token: 'z' } },
  'POST /simulator/api/phones/:msisdn/messages': { to: ['+12065550199'], text: 'Hello', group: false },
};

const document = openApiDocument(routeTable, env.PUBLIC_URL);

/** Every route of the build as a target; a new one is among them by itself. */
export function everyTarget(caller: NotificationCaller, host: string, known: Known): NamedTarget[] {
  const names = [...new Set(createApiApp().routes.filter(({ path, method }) => !path.endsWith('*') && method !== 'ALL').map(({ method, path }) => `${method} ${path}`))];
  return names.map((name) => {
    const [method = '', template = ''] = name.split(' ');
    const route = routeTable.find((each) => each.method === method && each.path === template);
    const operation = document.paths[template.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    const parameters = (operation?.parameters ?? []).flatMap((parameter) => ('name' in parameter && parameter.in === 'query' ? [parameter.name] : []));
    // What is real must outlive the inputs.
    const path = template.replace(/:(\w+)/g, (_, parameter: string) => (method === 'DELETE' ? shortId(newId()) : (known[parameter] ?? shortId(newId()))));
    const token = route ? (route.opensTo === 'client' ? caller.clientToken : caller.token) : null;
    return {
      name, method, path, parameters,
      headers: [['Host', host], ['Connection', 'close'], ...(token ? [['Authorization', `Bearer ${token}`] as const] : [])],
      sample: operation?.requestBody?.content['application/json']?.example ?? otherSamples[name],
    };
  });
}
