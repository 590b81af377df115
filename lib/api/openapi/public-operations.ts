import { aboutTokenForm, deviceAuthorizationAnswer, deviceAuthorizationForm, deviceDrawingQuery, healthAnswer, introspectionAnswer, nothingAnswer, oauthErrorAnswer, pushAnswer, pushForm, readinessAnswer, serverMetadataAnswer, tokenAnswer, tokenForm } from '#lib/contracts/oauth-wire.ts';
import type { JsonSchema, OperationObject } from '#lib/contracts/openapi-document.ts';
import type { OperationDocs } from '#lib/api/openapi/operation-docs.ts';
import { queryParametersOf, requestContent, successes } from '#lib/api/openapi/route-operation.ts';
import type { RouteDeclaration } from '#lib/api/route.ts';

/** An operation that no access token guards: OAuth authenticates the client itself, the rest is for tools. */
interface PublicOperation extends Omit<OperationDocs, 'errors' | 'requestHeaders'> {
  operation: string;
  method: 'GET' | 'POST';
  path: `/${string}`;
  query?: RouteDeclaration['query'];
  /** Authenticates by the id and secret of the client. */
  byClient?: true;
}

const form = 'application/x-www-form-urlencoded';
const oauthError = (description: string, headers: OperationDocs['answers'][number]['headers'] = []) => ({ description, json: oauthErrorAnswer, headers });
const oauthErrors = {
  400: oauthError('invalid_request, invalid_grant, invalid_scope, invalid_dpop_proof, unauthorized_client, unsupported_grant_type; for a device also authorization_pending, slow_down, access_denied, expired_token'),
  401: oauthError('invalid_client', ['WWW-Authenticate']),
  503: oauthError('temporarily_unavailable', ['Retry-After']),
};
const requestErrors = { ...oauthErrors, 400: oauthError('invalid_request') };

const oauthOperations: readonly PublicOperation[] = [
  {
    operation: 'exchangeToken',
    method: 'POST',
    path: '/oauth/v4/token',
    group: 'oauth',
    byClient: true,
    summary: 'Take a token',
    description: 'For a code, for a refresh token, or for the app itself. The id and the secret of the app stand in the form or in a Basic header, not in both. Always read `expires_in`.',
    encodings: { [form]: tokenForm },
    answers: { 200: { description: 'The token.', json: tokenAnswer, headers: ['Cache-Control'] }, ...oauthErrors },
  },
  {
    operation: 'pushAuthorizationRequest',
    method: 'POST',
    path: '/oauth/v4/par',
    group: 'oauth',
    byClient: true,
    summary: 'Push a question',
    description: 'The parameters of the authorization request, sent by the app itself instead of through the browser (RFC 9126). Modern profile only.',
    encodings: { [form]: pushForm },
    answers: {
      201: { description: 'The reference that stands for the request.', json: pushAnswer, headers: ['Cache-Control'] },
      ...oauthErrors,
      400: oauthError('invalid_request, invalid_scope, invalid_dpop_proof, unsupported_response_type, unauthorized_client'),
      413: oauthError('invalid_request: the body is too large'),
      429: oauthError('temporarily_unavailable: the app pushes too many', ['Retry-After']),
    },
  },
  {
    operation: 'authorizeDevice',
    method: 'POST',
    path: '/oauth/v4/device_authorization',
    group: 'oauth',
    byClient: true,
    summary: 'Ask for a device',
    description: 'For a device without a browser (RFC 8628): it shows the code and the address, and asks the token endpoint until the person has decided.',
    encodings: { [form]: deviceAuthorizationForm },
    answers: {
      200: { description: 'The codes.', json: deviceAuthorizationAnswer, headers: ['Cache-Control'] },
      ...oauthErrors,
      400: oauthError('invalid_request, invalid_scope, unauthorized_client'),
      429: oauthError('temporarily_unavailable: too many devices of the app ask at once', ['Retry-After']),
    },
  },
  {
    operation: 'drawDeviceCode',
    method: 'GET',
    path: '/oauth/v4/device/qr.svg',
    group: 'oauth',
    summary: 'Draw the code of a device',
    description: 'A QR code of `verification_uri_complete`, for a device that cannot draw one. Nobody is asked whether the code exists.',
    query: deviceDrawingQuery,
    answers: { 200: { description: 'The drawing.', bytes: 'image/svg+xml', headers: ['Cache-Control'] }, 400: oauthError('invalid_request') },
  },
  {
    operation: 'revokeToken',
    method: 'POST',
    path: '/oauth/v4/revoke',
    group: 'oauth',
    byClient: true,
    summary: 'Give a token back',
    description: 'A refresh token ends with all tokens that came from the same code, an access token alone. The permission itself stands: the subscriber ends it. A token that is not known is answered alike (RFC 7009).',
    encodings: { [form]: aboutTokenForm },
    answers: { 200: { description: 'It holds no longer.', json: nothingAnswer }, ...requestErrors },
  },
  {
    operation: 'introspectToken',
    method: 'POST',
    path: '/oauth/v4/introspect',
    group: 'oauth',
    byClient: true,
    summary: 'Look at a token',
    description: 'Only at tokens of your own app (RFC 7662).',
    encodings: { [form]: aboutTokenForm },
    answers: { 200: { description: 'What it may do.', json: introspectionAnswer }, ...requestErrors },
  },
  {
    operation: 'getServerMetadata',
    method: 'GET',
    path: '/.well-known/oauth-authorization-server',
    group: 'oauth',
    summary: 'Find the endpoints',
    description: 'Libraries read it and need no other setting (RFC 8414).',
    answers: { 200: { description: 'Addresses and abilities.', json: serverMetadataAnswer, headers: ['Cache-Control'] } },
  },
];

const serviceOperations: readonly PublicOperation[] = [
  { operation: 'getHealth', method: 'GET', path: '/healthz', group: 'service', summary: 'Does it live', answers: { 200: { description: 'It lives.', json: healthAnswer } } },
  {
    operation: 'getReadiness',
    method: 'GET',
    path: '/readyz',
    group: 'service',
    summary: 'May it be sent requests',
    answers: { 200: { description: 'It may.', json: readinessAnswer }, 503: { description: 'Not now; `missing` says why.', json: readinessAnswer, headers: ['Retry-After'] } },
  },
  { operation: 'getMetrics', method: 'GET', path: '/metrics', group: 'service', summary: 'Counts for Prometheus', answers: { 200: { description: 'Counts and times by route.', bytes: 'text/plain' } } },
  {
    operation: 'getOpenApi',
    method: 'GET',
    path: '/openapi.json',
    group: 'service',
    summary: 'This document',
    answers: {
      200: { description: 'OpenAPI 3.1.', bytes: 'application/vnd.oai.openapi+json', headers: ['ETag', 'Cache-Control'] },
      304: { description: 'Nothing has changed since the `ETag` you have.', headers: ['ETag', 'Cache-Control'] },
    },
  },
];

export const publicOperations: readonly PublicOperation[] = [...oauthOperations, ...serviceOperations];

export function publicOperation({ operation, summary, description, group, byClient, query, encodings, answers }: PublicOperation, named: Record<string, JsonSchema>): OperationObject {
  return {
    operationId: operation,
    summary,
    ...(description ? { description } : {}),
    tags: [group],
    // The second: id and secret in the form.
    security: byClient ? [{ client: [] }, {}] : [],
    ...(query ? { parameters: queryParametersOf({ query }, named) } : {}),
    ...(encodings ? { requestBody: { required: true, content: requestContent(encodings, named) } } : {}),
    responses: successes(answers, ['X-Request-Id'], named),
  };
}
