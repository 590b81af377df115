import type { Context, Hono } from 'hono';
import type { z } from 'zod';
import { sha256Hex } from '#lib/crypto.ts';
import type { AppActor, ClientActor } from '#lib/domain/actor.ts';
import { etagOf, matches } from '#lib/domain/content-request.ts';
import { type LimitName, rateLimitHeaders } from '#lib/domain/rate-limit.ts';
import type { Scope } from '#lib/domain/scope.ts';
import { AppError } from '#lib/errors.ts';
import type { ConsumedLimit } from '#lib/use-cases/limits/consume-limit.ts';
import { recordAppCall } from '#lib/use-cases/limits/record-app-call.ts';
import { type Admission, admitApiCall, requireClientToken, requireScope, requireSubscribersToken } from '#lib/use-cases/oauth/authenticate-token.ts';
import { requireAccessToken } from '#lib/api/access-token.ts';
import { answerDirectly } from '#lib/api/direct-answer.ts';
import { WireError } from '#lib/api/errors.ts';
import { readJsonBody } from '#lib/api/json-body.ts';
import type { OperationDocs } from '#lib/api/openapi/operation-docs.ts';
import { requireShape } from '#lib/api/shape.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
/** `limitHeaders`: what the caller is told of the limit, once its call was counted. */
export type Variables = { requestId: string; route: string; clientId: string | null; limitHeaders: Readonly<Record<string, string>> };
export type ApiContext = Context<{ Variables: Variables }>;

export interface RouteInput<Query, Body, Actor = AppActor> {
  actor: Actor;
  /** How the mailbox stands, read after the call came: what it has not changed since need not be read again. */
  standing: Admission['standing'];
  /** The access token itself, for what shall end with it. */
  token: string;
  /** Path parameters, decoded. */
  params: Readonly<Record<string, string>>;
  query: Query;
  body: Body;
  request: Request;
}

/** JSON, perhaps written already, or bytes of a stated type and length, or nothing. */
export type RouteAnswer =
  /** `isTagged`: with an ETag of the body, and 304 for who has it already. */
  | { status: 200; jsonText: string }
  | { status: 200 | 201; json: unknown; headers?: Record<string, string>; isTagged?: boolean }
  | { status: 200 | 206; open: () => ReadableStream<Uint8Array>; headers: Record<string, string> }
  | { status: 304 | 416; headers: Record<string, string> }
  | { status: 202 | 204 };

/** One endpoint, whole: who may call it, what it spends, what it takes, what it does, and what is told about it. */
export interface RouteDeclaration<Query = unknown, Body = unknown, Actor = AppActor | ClientActor> extends OperationDocs {
  /** The operation of the scope table; also the name in logs and metrics. */
  operation: string;
  method: Method;
  path: `/${string}`;
  scope: Scope;
  limit: LimitName;
  query: z.ZodType<Query>;
  /** The shape of a JSON body and the name of its outer object. */
  json?: { schema: z.ZodType<Body>; wrapper: string };
  /** Reads a body that may come in other encodings. With neither, a body is ignored. */
  read?: (request: Request) => Promise<Body>;
  handle(input: RouteInput<Query, Body, Actor>): Promise<RouteAnswer>;
}

/** A declaration as one of many, with whose token opens it. */
export type Route = RouteDeclaration & { opensTo: 'subscriber' | 'client' };

/** A route that a subscriber's token opens. Keeps the declaration's own types while it is written. */
export function defineRoute<Query, Body>(declaration: RouteDeclaration<Query, Body, AppActor>): Route {
  return { ...declaration, opensTo: 'subscriber' } as unknown as Route;
}

/** A route that a token of the app itself opens (client credentials): no subscriber is behind it. */
export function defineClientRoute<Query, Body>(declaration: RouteDeclaration<Query, Body, ClientActor>): Route {
  return { ...declaration, opensTo: 'client' } as unknown as Route;
}

export const jsonType = 'application/json; charset=UTF-8';

/**
 * Answers a declared route. The order is fixed: token, limit, scope, address, body, use case. So a stranger costs one look-up, the limit
 * counts whatever a known app asks, and nothing is read that will be refused anyway.
 */
export function mountRoute(app: Hono<{ Variables: Variables }>, route: Route): void {
  app.on(route.method, route.path, async (context) => {
    context.set('route', route.operation);
    refuseXml(context.req.raw);
    const { searchParams: search, pathname } = new URL(context.req.url);
    const { scheme, token } = requireAccessToken(context.req.raw, search);
    const proof = scheme === 'DPoP' ? { header: context.req.raw.headers.get('dpop'), method: context.req.method, path: pathname } : null;
    const { holder, limit, standing } = await admitApiCall({ token, proof, limitName: route.limit });
    context.set('clientId', holder.clientId);
    requireWithinLimit(context, holder, route.limit, limit);
    requireScope(holder, route.scope);
    const actor = route.opensTo === 'client' ? requireClientToken(holder) : requireSubscribersToken(holder);
    const query = requireShape(route.query, readQuery(search), undefined, 1);
    const body = await readBodyOf(route, context.req.raw);
    const answer = await route.handle({ actor, standing, token, params: context.req.param(), query, body, request: context.req.raw });
    return respond(context, answer);
  });
}

async function readBodyOf({ json, read }: Route, request: Request): Promise<unknown> {
  return json ? readJsonBody(request, json.schema, json.wrapper) : read?.(request);
}

/** Tells the caller of the limit, and throws `limit-exceeded` when this call was one too many. */
function requireWithinLimit(context: ApiContext, holder: AppActor | ClientActor, limitName: LimitName, result: ConsumedLimit): void {
  context.set('limitHeaders', rateLimitHeaders(limitName, { count: result.perMinute, periodSeconds: 60 }, result));
  if (result.allowed) return;
  if (holder.kind === 'app') recordAppCall({ actor: holder, counts: { refused: 1 } });
  throw new AppError('limit-exceeded', `This app may make ${result.perMinute} ${limitName} a minute. Wait, or ask for a higher limit on the app's page.`, {
    field: limitName,
    retryAfterSeconds: result.retryAfterSeconds,
  });
}

/** Each parameter once; an empty one counts as left out. Unknown names are refused by the schema. */
function readQuery(search: URLSearchParams): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of search) {
    if (values.has(name)) throw new AppError('invalid-input', 'Give this parameter once.', { field: name.slice(0, 100) });
    if (value !== '') values.set(name, value);
  }
  return Object.fromEntries(values);
}

/** Clients ask for JSON even of pictures, so only those who want nothing but XML are refused. */
function refuseXml(request: Request): void {
  const accept = request.headers.get('accept') ?? '';
  if (!/\b(application|text)\/([\w.-]+\+)?xml\b/i.test(accept) || /json|\*\/\*|application\/\*/i.test(accept)) return;
  throw new WireError('not-acceptable', 'XML is not served. Send Accept: application/json to this same call.', { field: 'Accept' });
}

function respond(context: ApiContext, answer: RouteAnswer): Response {
  const limit = context.get('limitHeaders');
  if ('jsonText' in answer) return answerDirectly(context, answer.status, answer.jsonText, { ...limit, 'Content-Type': jsonType });
  if ('json' in answer) {
    const body = JSON.stringify(answer.json);
    const headers = { ...limit, ...answer.headers, 'Content-Type': jsonType };
    if (!answer.isTagged) return answerDirectly(context, answer.status, body, headers);
    const tag = { ETag: etagOf(sha256Hex(body)), 'Cache-Control': 'private, no-cache' };
    if (matches(context.req.header('if-none-match') ?? '', tag.ETag)) return answerDirectly(context, 304, null, { ...limit, ...answer.headers, ...tag });
    return answerDirectly(context, answer.status, body, { ...headers, ...tag });
  }
  // Nobody reads the bytes of a HEAD, so nothing is opened for one.
  if ('open' in answer) return context.newResponse(context.req.method === 'HEAD' ? null : answer.open(), answer.status, { ...limit, ...answer.headers });
  if ('headers' in answer) return context.body(null, answer.status, { ...limit, ...answer.headers });
  // Without a stated length an empty 202 would go out in chunks, which old clients read as a body.
  return answerDirectly(context, answer.status, null, answer.status === 202 ? { ...limit, 'Content-Length': '0' } : limit);
}
