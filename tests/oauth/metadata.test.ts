import { expect, it } from 'vitest';
import { env } from '#lib/env.ts';
import { oauthRoutes } from '#lib/api/routes/oauth.ts';

it('metadata (RFC 8414): issuer is the address, only S256, no implicit, iss is announced', async () => {
  const response = await oauthRoutes.request('http://localhost/.well-known/oauth-authorization-server');
  const metadata = (await response.json()) as Record<string, unknown>;
  expect(metadata).toMatchObject({
    issuer: env.PUBLIC_URL,
    code_challenge_methods_supported: ['S256'],
    dpop_signing_alg_values_supported: ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'PS256', 'RS256'],
    response_types_supported: ['code'],
    authorization_response_iss_parameter_supported: true,
    pushed_authorization_request_endpoint: `${env.PUBLIC_URL}/oauth/v4/par`,
    require_pushed_authorization_requests: false,
    token_endpoint: `${env.PUBLIC_URL}/oauth/v4/token`,
    device_authorization_endpoint: `${env.PUBLIC_URL}/oauth/v4/device_authorization`,
  });
  expect(metadata.grant_types_supported).toContain('urn:ietf:params:oauth:grant-type:device_code');
  expect(metadata.grant_types_supported).not.toContain('implicit');
  expect(metadata.grant_types_supported).not.toContain('password');
});
