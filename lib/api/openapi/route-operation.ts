import type { JsonSchema, OperationObject, ParameterObject, ResponseObject } from '#lib/contracts/openapi-document.ts';
import { scopes } from '#lib/domain/scope.ts';
import type { ErrorCode } from '#lib/errors.ts';
import { answers, type WireCode } from '#lib/api/errors.ts';
import { exampleOf } from '#lib/api/openapi/example-of.ts';
import { pathParameters } from '#lib/api/openapi/headers.ts';
import { toJsonSchema } from '#lib/api/openapi/json-schema.ts';
import type { AnswerHeader, DeclaredAnswer, OperationDocs } from '#lib/api/openapi/operation-docs.ts';
import type { RouteDeclaration } from '#lib/api/route.ts';

type Named = Record<string, JsonSchema>;

/** An operation out of the very declaration that serves it. */
export function routeOperation(route: RouteDeclaration, named: Named): OperationObject {
  const parameters = [...pathParametersOf(route.path), ...queryParametersOf(route, named), ...(route.requestHeaders ?? []).map((name) => ({ $ref: `#/components/parameters/${name}` }))];
  const requestBody = bodyOf(route, named);
  return {
    operationId: route.operation,
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    tags: [route.group],
    security: scopes[route.scope].needsConsent ? [{ subscriber: [route.scope] }, { bearer: [] }, { dpop: [] }] : [{ app: [route.scope] }, { bearer: [] }, { dpop: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: { ...successes(route.answers, ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'], named), ...refusals(errorsOf(route, { parameters, requestBody })) },
  };
}

function pathParametersOf(path: string): ParameterObject[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const known = pathParameters[name];
    return { name, in: 'path' as const, required: true, ...(known ?? { schema: { type: 'string' } }) };
  });
}

export function queryParametersOf({ query }: Pick<RouteDeclaration, 'query'>, named: Named): ParameterObject[] {
  const { properties = {}, required = [] } = toJsonSchema(query, 'request', named);
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query' as const,
    ...(required.includes(name) ? { required: true } : {}),
    ...(description ? { description } : {}),
    schema,
    // Lists stand in one parameter with commas; a parameter may be given once.
    ...(schema.type === 'array' ? { style: 'form', explode: false } : {}),
  }));
}

function bodyOf({ json, encodings }: RouteDeclaration, named: Named): OperationObject['requestBody'] {
  const declared = encodings ?? (json ? { 'application/json': json.schema } : null);
  return declared ? { required: true, content: requestContent(declared, named) } : undefined;
}

export function requestContent(encodings: NonNullable<OperationDocs['encodings']>, named: Named): NonNullable<OperationObject['requestBody']>['content'] {
  return Object.fromEntries(
    Object.entries(encodings).map(([mediaType, declared]) => {
      const schema = toJsonSchema(declared, 'request', named);
      if (mediaType.startsWith('multipart/')) return [mediaType, { schema, encoding: { 'root-fields': { contentType: 'application/json' } } }];
      return [mediaType, { schema, example: exampleOf(schema, named, true) }];
    }),
  );
}

export function successes(declared: Readonly<Record<number, DeclaredAnswer>>, headers: readonly AnswerHeader[], named: Named): Record<string, ResponseObject> {
  return Object.fromEntries(
    Object.entries(declared).map(([status, { description, json, bytes, headers: own = [] }]) => {
      const schema = json ? toJsonSchema(json, 'answer', named) : null;
      const content = schema ? { 'application/json': { schema, example: exampleOf(schema, named, false) } } : bytes ? { [bytes]: {} } : null;
      return [status, { description, headers: headerRefs([...headers, ...own]), ...(content ? { content } : {}) }];
    }),
  );
}

const headerRefs = (names: readonly AnswerHeader[]) => Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

type Code = ErrorCode | WireCode;

/** What any route with a token may answer, then what its parameters and its body bring about, then its own. */
function errorsOf(route: RouteDeclaration, { parameters, requestBody }: Pick<OperationObject, 'parameters' | 'requestBody'>): Code[] {
  const hasEnum = JSON.stringify([parameters, requestBody]).includes('"enum"');
  const codes: Code[] = [
    'unauthenticated',
    'invalid-token',
    'invalid-dpop-proof',
    'insufficient-scope',
    ...(scopes[route.scope].needsConsent ? ['grant-paused' as const] : []),
    'limit-exceeded',
    'invalid-input',
    ...(hasEnum ? ['invalid-value' as const] : []),
    ...(route.path.includes('/:messageId') ? ['not-found' as const] : []),
    'not-acceptable',
    ...(requestBody ? (['broken-request', 'unsupported-type', 'too-large'] as const) : []),
    ...(route.errors ?? []),
    'internal',
    'unavailable',
  ];
  return [...new Set(codes)];
}

const challenged = new Set<Code>(['unauthenticated', 'invalid-token', 'invalid-dpop-proof', 'insufficient-scope']);

function refusals(codes: readonly Code[]): Record<string, ResponseObject> {
  const byStatus = new Map<number, Code[]>();
  for (const code of codes) byStatus.set(answers[code].status, [...(byStatus.get(answers[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, own]) => {
      const headers: AnswerHeader[] = [
        'X-Request-Id',
        'RateLimit',
        'RateLimit-Policy',
        ...(own.some((code) => challenged.has(code)) ? ['WWW-Authenticate' as const] : []),
        ...(status === 429 || status === 503 || own.includes('idempotency-running') ? ['Retry-After' as const] : []),
      ];
      const examples = Object.fromEntries(own.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
      return [status, { description: own.join(', '), headers: headerRefs(headers), content: { 'application/json': { schema: { $ref: '#/components/schemas/RequestError' }, examples } } }];
    }),
  );
}
