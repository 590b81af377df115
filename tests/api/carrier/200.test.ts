import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMedia } from '#lib/data/media.ts';
import { sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { type CarrierDoor, friend, openCarrierDoor, receivedBy } from '#tests/support/fixtures/carrier-door.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let door: CarrierDoor;
let actor: SubscriberActor;

beforeAll(async () => {
  door = await openCarrierDoor();
});
afterAll(() => door.close());
beforeEach(async () => {
  actor = await createSubscriber();
  door.provider.requests.length = 0;
});

const tell = (fields: Record<string, string>) => door.provider.tell(door.inboundUrl, fields);
const bytesOf = async (hash = '') => {
  const chunks: Buffer[] = [];
  for await (const chunk of (await openMedia(hash))?.open() ?? []) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('latin1');
};
const withMedia = (...media: [url: string, contentType: string][]) =>
  door.inboundOf(actor, { NumMedia: String(media.length), ...Object.fromEntries(media.flatMap(([url, contentType], at) => [[`MediaUrl${at}`, url], [`MediaContentType${at}`, contentType]])) });
const serve = (name: string, text: string) => door.provider.media.set(name, (response) => response.writeHead(200).end(text));

describe('a message that the provider brings', () => {
  it('I6 F11 told twenty times at once is in the inbox once', async () => {
    const fields = door.inboundOf(actor, { Body: 'Once' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => tell(fields)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await receivedBy(actor)).toHaveLength(1);
    expect((await tell(fields)).status).toBe(200);
    expect(await receivedBy(actor)).toHaveLength(1);
  });

  it.each([
    ['every kind of letter', 'Grüße “x” 😎 & = + % ?', 'Grüße “x” 😎 & = + % ?'],
    ['U+0000, which no database holds', 'a\u0000b', 'a\ufffdb'],
    ['nothing', '', ''],
  ])('carries %s', async (_, body, text) => {
    expect((await tell(door.inboundOf(actor, { Body: body }))).status).toBe(200);
    expect(await receivedBy(actor)).toMatchObject([{ text, direction: 'in', from: friend }]);
  });

  it('for a number without an inbox, or without what a message has, is taken and kept nowhere', async () => {
    const stranger = { ...actor, msisdn: '+14255559999' };
    const { To: _to, ...nowhere } = door.inboundOf(actor);
    for (const fields of [door.inboundOf(stranger), nowhere as Record<string, string>, { ...door.inboundOf(actor), MessageSid: 'x' }]) expect((await tell(fields)).status).toBe(200);
    expect(await receivedBy(actor)).toEqual([]);
  });

  it('T14 a STOP to our own short code is the line’s own text, and is heeded', async () => {
    expect((await tell({ ...door.inboundOf(actor, { Body: 'Stop' }), From: actor.msisdn, To: env.OWN_SHORT_CODE })).status).toBe(200);
    expect(await receivedBy(actor)).toMatchObject([{ text: 'Stop', direction: 'out', from: actor.msisdn }]);
    expect(await sql.query(`SELECT 1 FROM "CodeOptOut" WHERE "msisdn" = $1`, [actor.msisdn])).toHaveLength(1);
  });
});

describe('files of such a message', () => {
  it('are fetched with our credentials and stored, in their order', async () => {
    serve('one', 'first');
    serve('two', 'second');
    expect((await tell(withMedia([door.provider.mediaUrl('one'), 'image/jpeg'], [door.provider.mediaUrl('two'), 'text/x-vCard; charset=utf-8']))).status).toBe(200);
    const [message] = await receivedBy(actor);
    expect(message?.parts).toMatchObject([{ contentType: 'image/jpeg', sizeBytes: 5 }, { contentType: 'text/x-vcard', sizeBytes: 6 }]);
    expect([await bytesOf(message?.parts[0]?.contentHash), await bytesOf(message?.parts[1]?.contentHash)]).toEqual(['first', 'second']);
    expect(door.provider.requests.map(({ authorization }) => authorization)).toEqual(Array.from({ length: 2 }, () => `Basic ${btoa(`${door.provider.accountSid}:${door.provider.authToken}`)}`));
  });

  it('that are not there yet are asked for again', async () => {
    let asked = 0;
    door.provider.media.set('late', (response) => response.writeHead((asked += 1) < 3 ? 404 : 200).end('late'));
    expect((await tell(withMedia([door.provider.mediaUrl('late'), 'image/gif']))).status).toBe(200);
    expect([asked, (await receivedBy(actor))[0]?.parts]).toMatchObject([3, [{ contentType: 'image/gif', sizeBytes: 4 }]]);
  });

  it('lie behind a redirect to the provider’s own host, which gets no credentials', async () => {
    door.provider.media.set('moved', (response) => response.writeHead(307, { Location: '/elsewhere/bytes' }).end());
    serve('bytes', 'moved here');
    expect((await tell(withMedia([door.provider.mediaUrl('moved'), 'image/png']))).status).toBe(200);
    expect((await receivedBy(actor))[0]?.parts).toMatchObject([{ contentType: 'image/png', sizeBytes: 10 }]);
    expect(door.provider.requests.map(({ url, authorization }) => [url.split('/').at(-1), authorization !== undefined])).toEqual([['moved', true], ['bytes', false]]);
  });

  /** Each is named in its place, and nothing but the provider was asked. */
  const unobtainable: [string, () => string][] = [
    ['at another host', () => 'http://169.254.169.254/latest/meta-data'],
    ['on this machine', () => `http://127.0.0.1:${env.PORT}/metrics`],
    ['at another account', () => door.provider.mediaUrl('x').replace(door.provider.accountSid, `AC${'0'.repeat(32)}`)],
    ['above the account', () => `${door.provider.mediaUrl('x')}/../../../../../elsewhere/one`],
    ['behind a name in front of a host', () => door.provider.mediaUrl('x').replace('http://', 'http://api.example@')],
    ['in a file', () => 'file:///etc/passwd'],
    ['nowhere', () => ''],
    ['behind a redirect to another host', () => {
      door.provider.media.set('away', (response) => response.writeHead(302, { Location: 'http://169.254.169.254/' }).end());
      return door.provider.mediaUrl('away');
    }],
    ['behind a redirect to a name like the provider’s', () => {
      door.provider.media.set('alike', (response) => response.writeHead(302, { Location: 'https://twiliocdn.com.evil.example/x' }).end());
      return door.provider.mediaUrl('alike');
    }],
    ['behind two redirects', () => {
      door.provider.media.set('again', (response) => response.writeHead(302, { Location: '/elsewhere/again2' }).end());
      door.provider.media.set('again2', (response) => response.writeHead(302, { Location: '/elsewhere/one' }).end());
      return door.provider.mediaUrl('again');
    }],
    ['under no end of bytes', () => {
      door.provider.media.set('endless', (response) => {
        response.writeHead(200);
        const more = () => void (response.destroyed || response.write(Buffer.alloc(1_048_576), more));
        more();
      });
      return door.provider.mediaUrl('endless');
    }],
  ];
  it.each(unobtainable)('SSRF: %s are not fetched, and the message says so', async (_, url) => {
    const fields = { ...withMedia([url(), 'image/png']), ErrorUrl: door.inboundUrl };
    expect((await tell(fields)).status).toBe(200);
    const [message] = await receivedBy(actor);
    expect(message?.parts).toMatchObject([{ contentType: 'text/plain' }]);
    expect(await bytesOf(message?.parts[0]?.contentHash)).toBe('The carrier did not hand over a file of this message (image/png).');
  });

  it('are ten at most, and of a type that cannot break a header', async () => {
    serve('one', '1');
    const many = Array.from({ length: 12 }, (): [string, string] => [door.provider.mediaUrl('one'), 'image/png\r\nSet-Cookie: a=b']);
    expect((await tell({ ...withMedia(...many), NumMedia: '99999999' })).status).toBe(200);
    const [message] = await receivedBy(actor);
    expect(message?.parts.map(({ contentType }) => contentType)).toEqual(Array.from({ length: 10 }, () => 'application/octet-stream'));
  });
});
