import { type Context, Hono } from 'hono';
import { type AppError, isAppError } from '#lib/errors.ts';
import { logger } from '#lib/logger.ts';
import type { OAuthRequest } from '#lib/use-cases/oauth/authenticate-client.ts';
import { beginDeviceAuthorization } from '#lib/use-cases/oauth/begin-device-authorization.ts';
import { drawDeviceAddress } from '#lib/use-cases/oauth/draw-device-address.ts';
import { exchangeToken } from '#lib/use-cases/oauth/exchange-token.ts';
import { introspectToken } from '#lib/use-cases/oauth/introspect-token.ts';
import { isOAuthError, OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';
import { pushAuthorizationRequest } from '#lib/use-cases/oauth/push-authorization-request.ts';
import { revokeToken } from '#lib/use-cases/oauth/revoke-token.ts';
import { serverMetadata } from '#lib/use-cases/oauth/server-metadata.ts';
import { readBody } from '#lib/api/body.ts';
import { WireError } from '#lib/api/errors.ts';

const longestBody = 16_384;

/** RFC 6749, 3.2: a form in the body of a POST. `Content-Type` may carry a charset. */
async function readRequest(context: Context): Promise<OAuthRequest> {
  const type = context.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw new OAuthError('invalid_request', 'Send the parameters as application/x-www-form-urlencoded in the body.');
  const body = await readBody(context.req.raw, longestBody);
  const { pathname, searchParams } = new URL(context.req.url);
  return {
    authorization: context.req.header('authorization'),
    dpop: context.req.raw.headers.get('dpop'),
    path: pathname,
    query: searchParams,
    form: new URLSearchParams(body.toString('utf8')),
  };
}

/** Every answer of these endpoints is private to the client that asked (RFC 6749, 5.1), and every refusal has the RFC's code (5.2). */
async function answer(context: Context, work: (request: OAuthRequest) => Promise<Response>, tooLarge: 400 | 413 = 400): Promise<Response> {
  context.header('Cache-Control', 'no-store');
  context.header('Pragma', 'no-cache');
  try {
    return await work(await readRequest(context));
  } catch (error) {
    const refusal = asOAuthError(error);
    if (refusal.code === 'invalid_client') context.header('WWW-Authenticate', 'Basic realm="handset", charset="UTF-8"');
    if (refusal.code === 'temporarily_unavailable') context.header('Retry-After', String(refusal.retryAfterSeconds));
    return context.json({ error: refusal.code, error_description: refusal.message }, isTooLarge(error) ? tooLarge : (refusal.status as 400));
  }
}

const isTooLarge = (error: unknown): error is AppError => isAppError(error) && error.code === 'too-large';

function asOAuthError(error: unknown): OAuthError {
  if (isOAuthError(error)) return error;
  if (error instanceof WireError || isTooLarge(error)) return new OAuthError('invalid_request', error.message);
  if (isAppError(error) && error.code === 'invalid-dpop-proof') return new OAuthError('invalid_dpop_proof', error.message);
  if (!isAppError(error)) logger.error({ component: 'oauth', error }, 'an OAuth call failed');
  // Database or carrier away: no answer is not a yes, and not a verdict on the client either (I10).
  return new OAuthError('temporarily_unavailable', 'This cannot be answered right now. Try again in a few seconds.', { cause: error });
}

const onlyPost = (context: Context) => {
  context.header('Cache-Control', 'no-store');
  context.header('Allow', 'POST');
  return context.json({ error: 'invalid_request', error_description: 'Use POST.' }, 405);
};

export const oauthRoutes = new Hono()
  .post('/oauth/v4/token', (context) =>
    answer(context, async (request) => {
      const issued = await exchangeToken(request);
      return context.json({
        access_token: issued.accessToken,
        token_type: issued.tokenType,
        expires_in: issued.expiresInSeconds,
        ...(issued.refreshToken === null ? {} : { refresh_token: issued.refreshToken }),
        scope: issued.scopes.join(' '),
      });
    }),
  )
  .post('/oauth/v4/par', (context) =>
    answer(
      context,
      async (request) => {
        const pushed = await pushAuthorizationRequest(request);
        return context.json({ request_uri: pushed.requestUri, expires_in: pushed.expiresInSeconds }, 201);
      },
      // RFC 9126, 2.3.
      413,
    ),
  )
  .post('/oauth/v4/device_authorization', (context) =>
    answer(context, async (request) => {
      const begun = await beginDeviceAuthorization(request, { userAgent: context.req.header('user-agent') ?? '' });
      return context.json({
        device_code: begun.deviceCode,
        user_code: begun.userCode,
        verification_uri: begun.verificationUri,
        verification_uri_complete: begun.verificationUriComplete,
        expires_in: begun.expiresInSeconds,
        interval: begun.intervalSeconds,
      });
    }),
  )
  .get('/oauth/v4/device/qr.svg', (context) => {
    context.header('Cache-Control', 'no-store');
    const drawing = drawDeviceAddress(context.req.query('user_code') ?? '');
    if (drawing === null) return context.json({ error: 'invalid_request', error_description: 'user_code is the code that the device shows.' }, 400);
    return context.body(drawing, 200, { 'Content-Type': 'image/svg+xml' });
  })
  .post('/oauth/v4/revoke', (context) =>
    answer(context, async (request) => {
      await revokeToken(request);
      return context.json({}, 200);
    }),
  )
  .post('/oauth/v4/introspect', (context) => answer(context, async (request) => context.json(await introspectToken(request))))
  .all('/oauth/v4/token', onlyPost)
  .all('/oauth/v4/par', onlyPost)
  .all('/oauth/v4/device_authorization', onlyPost)
  .all('/oauth/v4/revoke', onlyPost)
  .all('/oauth/v4/introspect', onlyPost)
  .get('/.well-known/oauth-authorization-server', (context) => {
    context.header('Cache-Control', 'public, max-age=300');
    return context.json(serverMetadata());
  });
