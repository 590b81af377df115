import { expect, it } from 'vitest';
import { createOAuthClient, credentials, post } from '#tests/support/fixtures/oauth.ts';

it('POST /oauth/v4/revoke needs the client: none, an unknown one and a wrong secret are invalid_client with a challenge', async () => {
  const client = await createOAuthClient();
  const forms: Record<string, string>[] = [{ token: 'x' }, { client_id: 'nobody', client_secret: 'x', token: 'x' }, { ...credentials(client), client_secret: 'wrong', token: 'x' }];
  for (const form of forms) {
    const answer = await post('revoke', form);
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
  }
});
