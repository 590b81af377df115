import { env } from '#lib/env.ts';
import { dpopAlgorithms } from '#lib/domain/dpop.ts';
import { prompts } from '#lib/domain/prompt.ts';
import { scopeNames } from '#lib/domain/scope.ts';
import { grantTypes } from '#lib/use-cases/oauth/exchange-token.ts';

/** Authorization server metadata (RFC 8414, 2). `issuer` is the address it is fetched under (3.3). */
export function serverMetadata() {
  const at = (path: string) => `${env.PUBLIC_URL}${path}`;
  const authMethods = ['client_secret_basic', 'client_secret_post'];
  return {
    issuer: env.PUBLIC_URL,
    authorization_endpoint: at('/oauth/v4/authorize'),
    pushed_authorization_request_endpoint: at('/oauth/v4/par'),
    require_pushed_authorization_requests: false,
    token_endpoint: at('/oauth/v4/token'),
    revocation_endpoint: at('/oauth/v4/revoke'),
    device_authorization_endpoint: at('/oauth/v4/device_authorization'),
    introspection_endpoint: at('/oauth/v4/introspect'),
    scopes_supported: scopeNames,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    // OpenID Connect "Initiating User Registration", 4: RFC 8414 lets other members stand beside its own.
    prompt_values_supported: prompts,
    grant_types_supported: grantTypes,
    token_endpoint_auth_methods_supported: authMethods,
    revocation_endpoint_auth_methods_supported: authMethods,
    introspection_endpoint_auth_methods_supported: authMethods,
    code_challenge_methods_supported: ['S256'],
    dpop_signing_alg_values_supported: dpopAlgorithms,
    authorization_response_iss_parameter_supported: true,
    service_documentation: at('/docs'),
    op_policy_uri: at('/privacy'),
    op_tos_uri: at('/terms'),
  };
}
