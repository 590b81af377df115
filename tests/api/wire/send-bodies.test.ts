import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMedia } from '#lib/data/media.ts';
import { sql } from '#lib/data/pool.ts';
import { parseShortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { gif, oldBodies } from '#tests/support/fixtures/old-client-bodies.ts';
import { type RawApi, startRawApi } from '#tests/support/fixtures/raw-api.ts';

const path = '/myMessages/v2/messages';
let raw: RawApi;
let caller: ApiCaller;

beforeAll(async () => {
  [raw, caller] = await Promise.all([startRawApi(), createCaller()]);
});

afterAll(() => raw.close());

interface Stored {
  text: string | null;
  subject: string | null;
  isGroup: boolean;
  addresses: string[];
  parts: { name: string; contentType: string; contentHash: string; sizeBytes: number }[] | null;
}

const storedOf = (id: string) =>
  sql.query<Stored>(
    `SELECT m."text", m."subject", m."isGroup",
       (SELECT json_agg(r."address" ORDER BY r."position") FROM "Recipient" r WHERE r."mailboxId" = m."mailboxId" AND r."messageId" = m."id") AS addresses,
       (SELECT json_agg(p ORDER BY p."position") FROM "Part" p WHERE p."mailboxId" = m."mailboxId" AND p."messageId" = m."id") AS parts
     FROM "Message" m WHERE m."mailboxId" = $1::uuid AND m."sendId" = $2::uuid ORDER BY m."id"`,
    [caller.subscriber.mailboxId, parseShortId(id)],
  );

const post = (headers: string[], body: Buffer, scheme = 'Bearer') => raw.send('POST', path, [`Authorization: ${scheme} ${caller.token}`, ...headers, `Content-Length: ${body.length}`], body);

describe('bodies of POST /myMessages/v2/messages, byte for byte as clients of the original send them', () => {
  it.each(oldBodies.map((body) => [body.claims, body.name, body] as const))('wire 2.1, %s: %s', async (_claims, _name, { contentType, headers, body, wants }) => {
    const answer = await post([`Content-Type: ${contentType}`, ...headers], body, 'BEARER');
    expect([answer.status, answer.json]).toEqual([201, { id: expect.stringMatching(/^[\w-]{22}$/) }]);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    const messages = await storedOf(answer.json.id);
    expect(messages.flatMap(({ addresses }) => addresses)).toEqual(wants.addresses);
    for (const message of messages) {
      expect(message).toMatchObject({ text: wants.text, subject: wants.subject, isGroup: wants.isGroup });
      expect((message.parts ?? []).map(({ name, contentType: type }) => ({ name, type }))).toEqual(wants.files);
      for (const part of message.parts ?? []) {
        const media = await openMedia(part.contentHash);
        expect(media && (await buffer(media.open())).equals(gif)).toBe(true);
      }
    }
  });

  it('wire 2.1, 7.4: two bytes of a file that really ends in a line end stay, where the root has no extra one', async () => {
    const body = Buffer.from(
      '--q\r\nContent-Type: application/json\r\n\r\n{"messageRequest":{"addresses":["2065550121"]}}\r\n--q\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="n.txt"\r\n\r\nline\r\n\r\n--q--',
    );
    const answer = await post(['Content-Type: multipart/related; boundary=q'], body);
    expect(answer.status).toBe(201);
    expect((await storedOf(answer.json.id))[0]?.parts?.[0]?.sizeBytes).toBe(6);
  });

  it('wire 2.1: a body in chunks, however they are cut, is the same body', async () => {
    const whole = oldBodies.find(({ name }) => name.startsWith('RB: multipart/related'));
    if (!whole) throw new Error('no such fixture');
    const pieces = Array.from({ length: Math.ceil(whole.body.length / 7) }, (_, at) => whole.body.subarray(at * 7, at * 7 + 7));
    const chunked = Buffer.concat([...pieces.flatMap((piece) => [Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]), Buffer.from('0\r\n\r\n')]);
    const answer = await raw.send('POST', path, [`Authorization: Bearer ${caller.token}`, `Content-Type: ${whole.contentType}`, 'Transfer-Encoding: chunked'], chunked);
    expect(answer.status).toBe(201);
    expect((await storedOf(answer.json.id))[0]?.parts?.[0]?.sizeBytes).toBe(gif.length);
  });

  it('wire 7.1, CS: Expect: 100-continue is answered before the body is read', async () => {
    const body = Buffer.from('{"messageRequest":{"addresses":["2065550121"],"text":"x"}}');
    const answer = await post(['Content-Type: application/json', 'Expect: 100-continue'], body);
    expect([answer.interim, answer.status]).toEqual([['HTTP/1.1 100 Continue'], 201]);
  });

  it('wire 0.9: XML as PG and TI document it is 415, naming the call with JSON', async () => {
    const body = Buffer.from('<?xml version="1.0"?><MessageRequest><Addresses>tel:2065550121</Addresses><Text>Hello</Text><Subject></Subject></MessageRequest>');
    const answer = await post(['Content-Type: application/xml', 'Accept: application/xml, application/json'], body);
    expect([answer.status, answer.json.RequestError.ServiceException.Detail]).toEqual([415, expect.stringContaining('POST /myMessages/v2/messages with JSON')]);
  });

  it('S6: a body that is too large gets its 413 whole, declared or in chunks', async () => {
    const big = Buffer.alloc(3_000_000, 97);
    expect((await post(['Content-Type: application/json'], big)).status).toBe(413);
    const chunked = Buffer.concat([Buffer.from(`${big.length.toString(16)}\r\n`), big, Buffer.from('\r\n0\r\n\r\n')]);
    expect((await raw.send('POST', path, [`Authorization: Bearer ${caller.token}`, 'Content-Type: application/json', 'Transfer-Encoding: chunked'], chunked)).status).toBe(413);
  });
});

describe('the choice between SMS and MMS (wire 2.1)', () => {
  // The line of the bodies above has sent what one line may send in a minute.
  beforeAll(async () => {
    caller = await createCaller();
  });
  const picture = { fileName: 'a.gif', 'content-type': 'image/gif', 'content-transfer-encoding': 'BASE64', body: gif.toString('base64') };
  it.each([
    ['text of ISO-8859-1', { text: 'Déjà vu £5 ÿ' }, 'SMS', []],
    ['160 characters', { text: 'x'.repeat(160) }, 'SMS', []],
    ['161 characters', { text: 'x'.repeat(161) }, 'MMS', ['length']],
    ['a character outside ISO-8859-1', { text: '10 €' }, 'MMS', ['characters']],
    ['a subject', { text: 'x', subject: 'Hi' }, 'MMS', ['subject']],
    ['an empty subject', { text: 'x', subject: '' }, 'SMS', []],
    ['an attachment', { text: 'x', messageContent: [picture] }, 'MMS', ['attachment']],
    ['a group of two', { text: 'x', isGroup: true, addresses: ['2065550121', '2065550122'] }, 'MMS', ['group']],
    ['isGroup with one address (JV forces it to false)', { text: 'x', isGroup: true }, 'SMS', []],
    ['an e-mail address', { text: 'x', addresses: ['ben@example.com'] }, 'MMS', ['recipient-kind']],
  ])('%s', async (_name, fields, route, reasons) => {
    const body = Buffer.from(JSON.stringify({ messageRequest: { addresses: ['2065550121'], ...fields } }));
    const answer = await post(['Content-Type: application/json; charset=UTF-8', 'Prefer: return=representation'], body);
    expect([answer.status, answer.json.route, answer.json.reasons.map(({ code }: { code: string }) => code)]).toEqual([201, route, reasons]);
  });
});
