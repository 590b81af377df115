import { describe, expect, it } from 'vitest';
import { createOAuthClient, credentials, post } from '#tests/support/fixtures/oauth.ts';

describe('POST /oauth/v4/device_authorization', () => {
  it('T8: wants the app to prove itself: without, wrong and unknown are invalid_client', async () => {
    const client = await createOAuthClient({ deviceGrant: true });
    const forms: Record<string, string>[] = [{}, { client_id: client.clientId }, { ...credentials(client), client_secret: 'wrong' }, { client_id: 'nobody', client_secret: 'x' }];
    for (const form of forms) {
      const answer = await post('device_authorization', form);
      expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    }
  });
});
