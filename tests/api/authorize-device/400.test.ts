import { beforeAll, describe, expect, it } from 'vitest';
import { createOAuthClient, credentials, post, type TestClient } from '#tests/support/fixtures/oauth.ts';

let client: TestClient;
beforeAll(async () => {
  client = await createOAuthClient({ deviceGrant: true, scopes: ['MIM'] });
});

describe('POST /oauth/v4/device_authorization refuses', () => {
  it('an app that is not registered for devices: unauthorized_client', async () => {
    const other = await createOAuthClient();
    expect(await post('device_authorization', credentials(other))).toMatchObject({ status: 400, body: { error: 'unauthorized_client' } });
  });

  it.each([
    ['a scope that is none', { scope: 'EVERYTHING' }, 'invalid_scope'],
    ['a scope the app is not registered for', { scope: 'IMMN' }, 'invalid_scope'],
    ['a scope that no subscriber gives', { scope: 'NOTIFICATIONCHANNEL' }, 'invalid_scope'],
    ['a name of 61 characters', { device_name: 'a'.repeat(61) }, 'invalid_request'],
    ['a name that turns text around', { device_name: 'TV \u202Egnikcah' }, 'invalid_request'],
    ['a name with a line break', { device_name: 'TV\nAllowed' }, 'invalid_request'],
  ])('%s', async (_name, form, error) => {
    expect(await post('device_authorization', { ...credentials(client), ...form })).toMatchObject({ status: 400, body: { error } });
  });

  it('a parameter twice', async () => {
    const { client_id: id, client_secret: secret } = credentials(client);
    expect((await post('device_authorization', `client_id=${id}&client_secret=${secret}&scope=MIM&scope=MIM`)).body.error).toBe('invalid_request');
  });
});
