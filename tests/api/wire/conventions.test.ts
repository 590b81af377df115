import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeTable } from '#lib/api/route-table.ts';
import { shortId } from '#lib/ids.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { type RawApi, startRawApi } from '#tests/support/fixtures/raw-api.ts';
import { createRouteCaller, pathOf, type RouteCaller } from '#tests/support/fixtures/route-caller.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';
let raw: RawApi;
let caller: RouteCaller;

beforeAll(async () => {
  [raw, caller] = await Promise.all([startRawApi(), createRouteCaller()]);
  await receive(caller.subscriber);
  await buildIndex(caller.subscriber);
});

afterAll(() => raw.close());

const bearer = (scheme = 'BEARER') => `Authorization: ${scheme} ${caller.token}`;
const received = async (message: Parameters<typeof receive>[1] = {}) => shortId(await receive(caller.subscriber, message));

describe('requests as old clients make them', () => {
  it.each(['Bearer', 'BEARER', 'bearer', 'bEARER'])('wire 7.1: the token after %s', async (scheme) => {
    expect((await raw.send('GET', `${path}/index/info`, [bearer(scheme)])).status).toBe(200);
  });

  it.each(['ClientSdk=att.iam.android.1.2.1', 'ClientSdk=att.worklight.4.2', ''])('wire 7.1: X-Arg: %s is ignored', async (value) => {
    expect((await raw.send('GET', path, [bearer(), `X-Arg: ${value}`])).status).toBe(200);
  });

  it('wire 7.1, CS: a GET and a DELETE with Content-Length: 0', async () => {
    expect((await raw.send('GET', `${path}/index/info`, [bearer(), 'Content-Length: 0'])).status).toBe(200);
    expect((await raw.send('DELETE', `${path}/${await received()}`, [bearer(), 'Content-Length: 0'])).status).toBe(204);
  });

  it('wire 7.1, WL: a GET and a DELETE with a Content-Type and no body', async () => {
    expect((await raw.send('GET', path, [bearer(), 'Content-Type: application/json', 'Accept: application/json'])).status).toBe(200);
    expect((await raw.send('DELETE', `${path}?messageIds=${await received()}`, [bearer(), 'Content-Type: application/json'])).status).toBe(204);
  });

  it.each(['Accept: application/json', 'Accept: application/xml, application/json', 'Accept: */*', 'Accept: image/*'])('wire 7.1, %s: a part comes as its raw bytes', async (accept) => {
    const id = await received({ parts: [{ name: 'a.gif', contentType: 'image/gif', bytes: gif }] });
    const answer = await raw.send('GET', `${path}/${id}/parts/0`, [bearer(), accept]);
    expect([answer.status, answer.body.equals(gif)]).toEqual([200, true]);
  });

  it('wire 1, CS: no Accept at all', async () => {
    expect((await raw.send('GET', path, [bearer()])).headers.get('content-type')).toBe('application/json; charset=UTF-8');
  });

  it('wire 7.1, PH: a PUT that expects 100-continue gets it and its 204 without a body', async () => {
    const body = '{"message":{"isUnread":"false"}}';
    const answer = await raw.send('PUT', `${path}/${await received()}`, [bearer(), 'Expect: 100-continue', 'Content-Type: application/json', `Content-Length: ${body.length}`], body);
    expect([answer.interim, answer.status, answer.body.length]).toEqual([['HTTP/1.1 100 Continue'], 204, 0]);
  });

  const indexBodies: [who: string, headers: string[], body: string][] = [
    ['RB, JV, AN, CS: none', [], ''],
    ['CS: of no bytes', ['Content-Length: 0'], ''],
    ['RB: an empty form', ['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 0'], ''],
    ['PH: one blank', ['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 1'], ' '],
    ['PH: one blank that expects 100-continue', ['Expect: 100-continue', 'Content-Length: 1'], ' '],
    ['WL: JSON', ['Content-Type: application/json', 'Content-Length: 2'], '{}'],
  ];

  it.each(indexBodies)('wire 7.1, 7.3, 2.11: creating the index with a body of %s is exactly 202 with Content-Length: 0', async (_who, headers, body) => {
    const answer = await raw.send('POST', `${path}/index`, [bearer(), ...headers], body);
    expect([answer.status, answer.body.length, answer.headers.get('content-length'), answer.headers.get('transfer-encoding')]).toEqual([202, 0, '0', null]);
  });
});

/** Bodies that succeed, for the routes whose answer could have a Location. */
const bodies: Record<string, object> = {
  sendMessage: { messageRequest: { addresses: ['2065550121'], text: 'x' } },
  createNotificationChannel: { channel: { serviceName: 'MIM' } },
};

describe('answers as old clients read them', () => {
  it('wire 7.2: application/json; charset=UTF-8 on every JSON answer, refusals of every route included', async () => {
    for (const route of routeTable) {
      for (const authorization of [[], [`Authorization: Bearer ${route.opensTo === 'client' ? caller.clientToken : caller.token}`]]) {
        const answer = await raw.send(route.method, pathOf(route), authorization);
        if (answer.body.length === 0) continue;
        expect([route.operation, answer.status, answer.headers.get('content-type')]).toEqual([route.operation, answer.status, 'application/json; charset=UTF-8']);
      }
    }
  });

  it('wire 7.2, JV: the bytes of a Latin-1 body come back as UTF-8 that says so', async () => {
    const body = Buffer.from('{"messageRequest":{"addresses":["2065550121"],"text":"d\u00e9j\u00e0 vu"}}', 'latin1');
    const sent = await raw.send('POST', path, [bearer(), 'Prefer: return=representation', 'Content-Type: application/json', `Content-Length: ${body.length}`], body);
    const read = await raw.send('GET', `${path}/${sent.json.messageId}`, [bearer(), 'Accept: application/json']);
    expect(read.head.toLowerCase()).toContain('\r\ncontent-type: application/json; charset=utf-8\r\n');
    expect(read.body.toString('utf8')).toContain('déjà vu');
  });

  it('wire 7.2, 2.5: Content-Length on parts and no chunks; a binary part names no charset', async () => {
    const id = await received({ text: 'Grüße 😎', parts: [{ name: 'a.gif', contentType: 'image/gif', bytes: gif }] });
    const [picture, text] = [await raw.send('GET', `${path}/${id}/parts/0`, [bearer()]), await raw.send('GET', `${path}/${id}/parts/1`, [bearer()])];
    expect([picture.headers.get('content-length'), picture.headers.get('content-type')]).toEqual([String(gif.length), 'image/gif']);
    expect([text.headers.get('content-length'), text.body.toString('utf8')]).toEqual([String(Buffer.byteLength('Grüße 😎')), 'Grüße 😎']);
    for (const { headers } of [picture, text]) expect(headers.get('transfer-encoding')).toBeNull();
  });

  it('wire 7.2, CS: no relative Location: none, or an absolute one', async () => {
    const located: [string, string][] = [];
    for (const route of routeTable) {
      const { headers } = await caller.callRoute(route, { body: bodies[route.operation] });
      const location = headers.get('location');
      if (location !== null) located.push([route.operation, location]);
    }
    expect(located.map(([operation]) => operation)).toEqual(['createNotificationChannel']);
    for (const [, location] of located) expect(new URL(location).href).toBe(location);
  });

  it('wire 7.3: update and delete, of one and of several, are exactly 204 with an empty body and no type', async () => {
    const put = (at: string, body: string) => raw.send('PUT', at, [bearer(), 'Content-Type: application/json', `Content-Length: ${body.length}`], body);
    const [one, two] = [await received(), await received()];
    const answers = [
      await put(`${path}/${one}`, '{"message":{"isUnread":true,"isFavorite":false}}'),
      await put(path, `{"messages":[{"messageId":"${one}","isUnread":true,"isFavorite":false},{"messageId":"${two}","isUnread":false}]}`),
      await raw.send('DELETE', `${path}/${one}`, [bearer()]),
      await raw.send('DELETE', `${path}?messageIds=${two}`, [bearer()]),
    ];
    for (const { status, body, headers } of answers) expect([status, body.length, headers.get('content-type'), headers.get('transfer-encoding')]).toEqual([204, 0, null, null]);
  });

  it('wire 7.3: what has a body is exactly 200, a send exactly 201', async () => {
    const message = '{"messageRequest":{"addresses":["tel:2065550121"],"text":"x"}}';
    expect((await raw.send('POST', path, [bearer(), 'Content-Type: application/json', `Content-Length: ${message.length}`], message)).status).toBe(201);
    const { messageId } = (await raw.send('GET', path, [bearer()])).json.messageList.messages[0];
    const { state } = (await raw.send('GET', `${path}/index/info`, [bearer()])).json.messageIndexInfo;
    for (const at of [path, `${path}/${messageId}`, `${path}/index/info`, `/myMessages/v2/delta?state=${encodeURIComponent(state)}`, '/myMessages/v2/notificationConnectionDetails?queues=TEXT']) {
      expect([at, (await raw.send('GET', at, [bearer()])).status]).toEqual([at, 200]);
    }
  });

  it('wire 1, JV: no answer of the API is a redirect', async () => {
    for (const at of [`${path}/`, '/myMessages/v2/messages//', '/myMessages/v2/Messages', '//myMessages/v2/messages']) {
      const { status } = await raw.send('GET', at, [bearer()]);
      expect([at, status >= 300 && status < 400]).toEqual([at, false]);
    }
  });
});
