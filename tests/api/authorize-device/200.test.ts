import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '#lib/env.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { basicOf, createOAuthClient, credentials, post, type TestClient } from '#tests/support/fixtures/oauth.ts';

let client: TestClient;
beforeAll(async () => {
  client = await createOAuthClient({ deviceGrant: true });
});

const rowOf = (device: string) => getPrisma().deviceAuthorization.findFirstOrThrow({ where: { device } });

describe('POST /oauth/v4/device_authorization', () => {
  it('gives a code to poll with, a code to type, where, how long and how often (RFC 8628, 3.2), not to be cached', async () => {
    const answer = await post('device_authorization', { ...credentials(client), scope: 'MIM', device_name: 'Living room television' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const userCode = String(answer.body.user_code);
    expect(answer.body).toEqual({
      device_code: expect.stringMatching(/^hs_dc_[0-9A-Za-z]{49}$/) as string,
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/) as string,
      verification_uri: `${env.PUBLIC_URL}/device`,
      verification_uri_complete: `${env.PUBLIC_URL}/device?code=${userCode}`,
      expires_in: 600,
      interval: 5,
    });
    expect(await rowOf('Living room television')).toMatchObject({ state: 'pending', scopes: ['MIM'], clientId: client.id });
  });

  it('T7: stores neither code as it is', async () => {
    const { body } = await post('device_authorization', credentials(client), {});
    const rows = JSON.stringify(await getPrisma().deviceAuthorization.findMany());
    for (const secret of [String(body.device_code), String(body.user_code), String(body.user_code).replace('-', '')]) expect(rows).not.toContain(secret);
  });

  it('asks for all that the app may when no scope is named, takes Basic, and describes the device by its user agent', async () => {
    const answer = await post('device_authorization', {}, { ...basicOf(client), 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' });
    expect(answer.status).toBe(200);
    expect((await rowOf('Firefox on Linux')).scopes).toEqual(['IMMN', 'MIM']);
  });

  it('is for classic apps as well', async () => {
    const classic = await createOAuthClient({ profile: 'classic', deviceGrant: true });
    expect((await post('device_authorization', { ...credentials(classic), scope: 'IMMN,MIM' })).status).toBe(200);
  });
});
