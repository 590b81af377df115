import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { env } from '#lib/env.ts';
import { openApiDocument } from '#lib/api/openapi/document.ts';
import type { RouteDeclaration, Variables } from '#lib/api/route.ts';

const mediaType = 'application/vnd.oai.openapi+json;version=3.1; charset=UTF-8';

/** The document of this installation, made once a process. It changes with a version alone, so whoever has it asks whether it still holds. */
export function openApiRoutes(routes: readonly RouteDeclaration[]): Hono<{ Variables: Variables }> {
  let made: { body: string; etag: string } | undefined;
  return new Hono<{ Variables: Variables }>().get('/openapi.json', (context) => {
    context.set('route', 'getOpenApi');
    made ??= withTag(JSON.stringify(openApiDocument(routes, env.PUBLIC_URL)));
    const headers = { ETag: made.etag, 'Cache-Control': 'public, max-age=300' };
    if (matches(context.req.header('if-none-match'), made.etag)) return context.body(null, 304, headers);
    return context.body(made.body, 200, { ...headers, 'Content-Type': mediaType });
  });
}

const withTag = (body: string) => ({ body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` });

/** RFC 9110, 13.1.2: weak comparison, any of the list. */
function matches(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === etag);
}
