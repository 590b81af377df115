import { errorAnswer } from '#lib/contracts/messages-answers.ts';
import type { JsonSchema, OpenApiDocument, OperationObject } from '#lib/contracts/openapi-document.ts';
import { type Scope, scopeNames, scopes } from '#lib/domain/scope.ts';
import { errorExamples } from '#lib/api/openapi/error-examples.ts';
import { answerHeaders, requestHeaders } from '#lib/api/openapi/headers.ts';
import { toJsonSchema } from '#lib/api/openapi/json-schema.ts';
import { type GroupId, groups } from '#lib/api/openapi/operation-docs.ts';
import { publicOperation, publicOperations } from '#lib/api/openapi/public-operations.ts';
import { routeOperation } from '#lib/api/openapi/route-operation.ts';
import { webhookOperation } from '#lib/api/openapi/webhook.ts';
import type { RouteDeclaration } from '#lib/api/route.ts';

const about = `Send messages as a subscriber who agreed to it, and read the inbox.

Every answer has \`X-Request-Id\`; those to a token that holds have \`RateLimit\` and \`RateLimit-Policy\`. Fields that you do not know are additions: ignore them. In requests, \`null\` counts as left out, and an empty parameter too; unknown fields and parameters are refused by name.`;

/** The OpenAPI document of an installation at `baseUrl`, made of the declarations that serve it. */
export function openApiDocument(routes: readonly RouteDeclaration[], baseUrl: string): OpenApiDocument {
  const named: Record<string, JsonSchema> = {};
  const paths: OpenApiDocument['paths'] = {};
  const put = (method: string, path: string, operation: OperationObject) => {
    const template = path.replace(/:(\w+)/g, '{$1}');
    (paths[template] ??= {})[method.toLowerCase()] = operation;
  };
  toJsonSchema(errorAnswer, 'answer', named);
  for (const route of routes) put(route.method, route.path, routeOperation(route, named));
  for (const each of publicOperations) put(each.method, each.path, publicOperation(each, named));
  const webhooks = { notification: { post: webhookOperation(named) } };
  const used = new Set(Object.values(paths).flatMap((operations) => Object.values(operations).flatMap(({ tags }) => tags)));
  return {
    openapi: '3.1.1',
    info: { title: 'Handset', version: '2.0.0', description: about, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: baseUrl }],
    tags: (Object.keys(groups) as GroupId[]).filter((id) => used.has(id)).map((id) => ({ name: id, description: groups[id].description, 'x-display-name': groups[id].name })),
    paths,
    webhooks,
    components: {
      schemas: Object.fromEntries(Object.entries(named).toSorted(([left], [right]) => (left < right ? -1 : 1))),
      parameters: { ...requestHeaders },
      headers: { ...answerHeaders },
      examples: errorExamples(baseUrl),
      securitySchemes: securitySchemes(baseUrl),
    },
  };
}

function securitySchemes(baseUrl: string): Record<string, unknown> {
  const told = (list: readonly Scope[]) => Object.fromEntries(list.map((name) => [name, scopes[name].label]));
  const endpoints = { tokenUrl: `${baseUrl}/oauth/v4/token`, refreshUrl: `${baseUrl}/oauth/v4/token` };
  return {
    subscriber: {
      type: 'oauth2',
      description: 'The token of a subscriber who agreed.',
      flows: { authorizationCode: { authorizationUrl: `${baseUrl}/oauth/v4/authorize`, ...endpoints, scopes: told(scopeNames.filter((name) => scopes[name].needsConsent)) } },
    },
    app: {
      type: 'oauth2',
      description: 'The token of the app itself.',
      flows: { clientCredentials: { ...endpoints, scopes: told(scopeNames.filter((name) => !scopes[name].needsConsent)) } },
    },
    bearer: { type: 'http', scheme: 'bearer', description: 'Any access token that is not bound to a key, however it was taken.' },
    dpop: { type: 'http', scheme: 'dpop', description: 'An access token that is bound to a key, with a proof of the key for this very request in the header `DPoP` (RFC 9449).' },
    client: { type: 'http', scheme: 'basic', description: 'The id and the secret of the app (RFC 6749, 2.3.1).' },
  };
}
