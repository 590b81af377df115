import { z } from 'zod';

/** What the endpoints for programs of `/oauth/v4` take and answer, as it is documented. */
const clientId = z.string().optional().meta({ description: 'The id of the app, unless it is in the Authorization header.', example: 'CLIENT_ID' });
const clientSecret = z.string().optional().meta({ description: 'Its secret, unless it is in the Authorization header.', example: 'CLIENT_SECRET' });
const credentials = { client_id: clientId, client_secret: clientSecret };
/** `DPoP` when the request proved a key: then each use of the token needs a proof, too (RFC 9449). */
const tokenType = z.enum(['Bearer', 'DPoP']);
const tokenKind = z.enum(['access_token', 'refresh_token']);

export const tokenForm = z
  .object({
    grant_type: z.enum(['authorization_code', 'refresh_token', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code']).meta({ example: 'client_credentials' }),
    ...credentials,
    code: z.string().optional().meta({ description: 'With `authorization_code`: the code of the redirect. It lives 60 seconds and works once.' }),
    device_code: z.string().optional().meta({ description: 'With `urn:ietf:params:oauth:grant-type:device_code`: what the device asks again with.' }),
    code_verifier: z.string().optional().meta({ description: 'With `authorization_code` and the modern profile: the PKCE verifier.' }),
    redirect_uri: z.string().optional().meta({ description: 'With `authorization_code` and the modern profile: the very address of the question.' }),
    refresh_token: z.string().optional().meta({ description: 'With `refresh_token`. Each answer has a new one, which replaces it.' }),
    scope: z.string().optional().meta({ description: 'With `client_credentials`, or to narrow a refreshed token. Divided by commas or spaces.', example: 'NOTIFICATIONCHANNEL' }),
  })
  .meta({ id: 'TokenRequest' });

export const tokenAnswer = z
  .object({
    access_token: z.string(),
    token_type: tokenType,
    expires_in: z.int().meta({ description: 'Seconds.', examples: [3600] }),
    refresh_token: z.string().optional().meta({ description: 'Absent where there is nothing to refresh.' }),
    scope: z.string().meta({ examples: ['IMMN MIM'] }),
  })
  .meta({ id: 'Token' });

export const pushForm = z
  .object({
    ...credentials,
    response_type: z.literal('code'),
    redirect_uri: z.string().meta({ description: 'One of the registered ones, character for character.', example: 'http://127.0.0.1:9000/callback' }),
    scope: z.string().meta({ description: 'Divided by commas or spaces.', example: 'IMMN,MIM' }),
    state: z.string().optional().meta({ description: 'Comes back as it is.' }),
    code_challenge: z.string().meta({ description: 'PKCE.', example: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' }),
    code_challenge_method: z.literal('S256'),
    response_mode: z.literal('query').optional(),
    dpop_jkt: z.string().optional().meta({ description: 'The thumbprint of the key that the code shall be bound to. A `DPoP` header beside the push does the same.' }),
    prompt: z.string().optional().meta({ description: '`none`: answer without a page, or with an error. `consent` or `select_account`: show the page in any case. `login`: ask to sign in again. Divided by spaces.' }),
  })
  .meta({ id: 'PushedRequest' });

export const pushAnswer = z
  .object({
    request_uri: z.string().meta({ description: 'Send the browser to the authorization endpoint with this and `client_id`. It works once.', examples: ['urn:ietf:params:oauth:request_uri:hs_pr_0k5pQ3vWc2Yt8sLm'] }),
    expires_in: z.int().meta({ description: 'Seconds.', examples: [60] }),
  })
  .meta({ id: 'PushedRequestAnswer' });

export const deviceAuthorizationForm = z
  .object({
    ...credentials,
    scope: z.string().optional().meta({ description: 'Left out, all that the app may ask for. Divided by commas or spaces.', example: 'MIM' }),
    device_name: z.string().max(60).optional().meta({ description: 'What the person is told the device is. Left out, what its `User-Agent` tells.', example: 'Living room television' }),
  })
  .meta({ id: 'DeviceAuthorizationRequest' });

export const deviceDrawingQuery = z.object({ user_code: z.string().meta({ description: 'As the device shows it.', example: 'WDJB-MJHT' }) });

export const deviceAuthorizationAnswer = z
  .object({
    device_code: z.string().meta({ description: 'For the device alone: it asks for the token with it.' }),
    user_code: z.string().meta({ examples: ['WDJB-MJHT'] }),
    verification_uri: z.string().meta({ examples: ['http://localhost:3000/device'] }),
    verification_uri_complete: z.string().meta({ description: 'The same with the code, for a QR code.' }),
    expires_in: z.int().meta({ description: 'Seconds.', examples: [600] }),
    interval: z.int().meta({ description: 'Seconds to wait between two questions. `slow_down` makes it five longer.', examples: [5] }),
  })
  .meta({ id: 'DeviceAuthorization', description: 'RFC 8628, 3.2.' });

export const aboutTokenForm = z.object({ ...credentials, token: z.string().meta({ example: 'TOKEN' }), token_type_hint: tokenKind.optional() }).meta({ id: 'AboutToken' });

export const nothingAnswer = z.object({});

export const introspectionAnswer = z
  .object({
    active: z.boolean(),
    scope: z.string().optional(),
    client_id: z.string().optional(),
    token_type: tokenType.optional(),
    exp: z.int().optional(),
    iat: z.int().optional(),
    iss: z.string().optional(),
    cnf: z.object({ jkt: z.string() }).optional().meta({ description: 'The thumbprint of the key that the token is bound to (RFC 9449).' }),
    sub: z.string().optional().meta({ description: 'The subscriber, by a name that no other app sees.' }),
  })
  .meta({ id: 'Introspection', description: '`active` alone when the token does not hold, or is not yours.' });

const texts = z.array(z.string());

export const serverMetadataAnswer = z
  .object({
    issuer: z.string(),
    authorization_endpoint: z.string(),
    pushed_authorization_request_endpoint: z.string(),
    require_pushed_authorization_requests: z.boolean(),
    token_endpoint: z.string(),
    revocation_endpoint: z.string(),
    device_authorization_endpoint: z.string(),
    introspection_endpoint: z.string(),
    scopes_supported: texts,
    response_types_supported: texts,
    response_modes_supported: texts,
    prompt_values_supported: texts,
    grant_types_supported: texts,
    token_endpoint_auth_methods_supported: texts,
    revocation_endpoint_auth_methods_supported: texts,
    introspection_endpoint_auth_methods_supported: texts,
    code_challenge_methods_supported: texts,
    dpop_signing_alg_values_supported: texts,
    authorization_response_iss_parameter_supported: z.boolean(),
    service_documentation: z.string(),
    op_policy_uri: z.string(),
    op_tos_uri: z.string(),
  })
  .meta({ id: 'ServerMetadata', description: 'Authorization server metadata (RFC 8414).' });

export const oauthErrorAnswer = z
  .object({ error: z.string().meta({ examples: ['invalid_grant'] }), error_description: z.string() })
  .meta({ id: 'OAuthError', description: 'RFC 6749, 5.2.' });

export const healthAnswer = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
export const readinessAnswer = z
  .object({
    status: z.enum(['ready', 'not ready']),
    missing: z.array(z.enum(['server', 'database', 'migrations'])),
    oldestUnsentSeconds: z.int().min(0).nullable().describe('How long the oldest message has waited for the carrier. It says nothing of this process, which may be sent requests all the same. Null when the database does not answer.'),
  })
  .meta({ id: 'Readiness' });
