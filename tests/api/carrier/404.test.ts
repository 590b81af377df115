import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putMedia } from '#lib/data/media.ts';
import { writeMediaGrant } from '#lib/domain/media-grant.ts';
import { signState } from '#lib/crypto.ts';
import { env } from '#lib/env.ts';
import { setCarrierCallbacks } from '#lib/use-cases/operations/carrier-callbacks.ts';
import { callApi } from '#tests/support/fixtures/app-clients.ts';
import { type CarrierDoor, openCarrierDoor } from '#tests/support/fixtures/carrier-door.ts';

let door: CarrierDoor;
let contentHash: string;

beforeAll(async () => {
  door = await openCarrierDoor();
  contentHash = await putMedia(Buffer.from('a picture'));
});
afterAll(() => door.close());

const inAnHour = () => new Date(Date.now() + 3_600_000);
const grant = (more: { contentHash?: string; expiresAt?: Date } = {}) => writeMediaGrant({ contentHash, contentType: 'image/png', expiresAt: inAnHour(), ...more });
const fetchFile = (token: string, method?: 'GET' | 'HEAD' | 'POST') => door.provider.fetchFile(`${env.CARRIER_CALLBACK_URL}/carrier/media/${token}`, method);

describe('a file for the provider', () => {
  it('is there with its token, and its head alone as well', async () => {
    const token = signState(grant(), 'media');
    expect([(await fetchFile(token)).text, (await fetchFile(token)).headers['content-security-policy']]).toEqual(['a picture', "default-src 'none'; sandbox"]);
    const head = await fetchFile(token, 'HEAD');
    expect([head.status, head.headers['content-length'], head.headers['content-type'], head.text]).toEqual([200, '9', 'image/png', '']);
  });

  const abuses: [string, () => string][] = [
    ['no token', () => ''],
    ['the bare hash', () => contentHash],
    ['a path', () => '..%2f..%2fsecrets'],
    ['a token past its time', () => signState(grant({ expiresAt: new Date(Date.now() - 1_000) }), 'media')],
    ['a token for what is not kept', () => signState(grant({ contentHash: 'f'.repeat(64) }), 'media')],
    ['a token that was signed for something else', () => signState(grant())],
    ['a token of other words', () => signState('everything', 'media')],
    ['a token of a page’s type', () => signState(grant().replace('image/png', 'text/html; charset=x'), 'media')],
    ['a token with another hash put in', () => `${Buffer.from(grant({ contentHash: '0'.repeat(64) })).toString('base64url')}.${signState(grant(), 'media').split('.')[1]}`],
    ['a token with a longer time put in', () => `${Buffer.from(grant({ expiresAt: new Date(Date.now() + 9e9) })).toString('base64url')}.${signState(grant(), 'media').split('.')[1]}`],
    ['a token without its signature', () => signState(grant(), 'media').split('.')[0] ?? ''],
    ['a token with a letter more', () => `${signState(grant(), 'media')}A`],
    ['a token in padding of another spelling', () => signState(grant(), 'media').replace('.', '=.')],
    ['a very long token', () => 'a'.repeat(9_000)],
  ];
  it.each(abuses)('T11 is not there for %s', async (_, token) => {
    const answer = await fetchFile(token());
    expect([answer.status, answer.text.includes('a picture')]).toEqual([404, false]);
  });

  it('has no list, and takes nothing', async () => {
    expect((await door.provider.fetchFile(`${env.CARRIER_CALLBACK_URL}/carrier/media`)).status).toBe(404);
    expect((await fetchFile(signState(grant(), 'media'), 'POST')).status).toBe(404);
  });
});

describe('the addresses of a carrier', () => {
  it('are of the configured one alone', async () => {
    for (const url of ['/carrier/other/status', '/carrier/other/inbound', '/carrier/twilio', '/carrier/twilio/other']) {
      expect([url, (await door.provider.tell(env.CARRIER_CALLBACK_URL + url, door.inboundOf({ msisdn: '+14255550101' } as never))).status]).toEqual([url, 404]);
    }
    expect((await callApi('GET', '/carrier/twilio/status')).status).toBe(404);
  });

  it('are not there with a carrier that never calls', async () => {
    const token = signState(grant(), 'media');
    setCarrierCallbacks(null);
    for (const [method, path] of [['POST', '/carrier/twilio/status'], ['POST', '/carrier/twilio/inbound'], ['GET', `/carrier/media/${token}`]] as const) {
      expect([path, (await callApi(method, path)).status]).toEqual([path, 404]);
    }
  });
});
