import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { parseShortId, shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
});

const send = (fields: object, headers: Record<string, string> = {}) => caller.call('POST', path, { body: { messageRequest: fields }, headers });

interface Stored {
  id: string;
  text: string | null;
  subject: string | null;
  isGroup: boolean;
  origin: string;
  clientName: string | null;
  fromAddress: string;
  addresses: string[];
  parts: { name: string; contentType: string; contentHash: string; sizeBytes: number }[] | null;
}

const storedOf = (id: string) =>
  sql.query<Stored>(
    `SELECT m."id", m."text", m."subject", m."isGroup", m."origin", m."clientName", m."fromAddress",
       (SELECT json_agg(r."address" ORDER BY r."position") FROM "Recipient" r WHERE r."mailboxId" = m."mailboxId" AND r."messageId" = m."id") AS addresses,
       (SELECT json_agg(p ORDER BY p."position") FROM "Part" p WHERE p."mailboxId" = m."mailboxId" AND p."messageId" = m."id") AS parts
     FROM "Message" m WHERE m."mailboxId" = $1::uuid AND m."sendId" = $2::uuid ORDER BY m."id"`,
    [caller.subscriber.mailboxId, parseShortId(id)],
  );

describe('POST /myMessages/v2/messages', () => {
  it('wire 0.3: answers 201 with the tracing id alone', async () => {
    const answer = await send({ addresses: ['+12065550121'], text: 'Hello' });
    expect([answer.status, Object.keys(answer.json)]).toEqual([201, ['id']]);
    expect(answer.headers.get('location')).toBeNull();
    const [message] = await storedOf(answer.json.id);
    expect(message).toMatchObject({ origin: 'app', clientName: 'Desk', fromAddress: caller.subscriber.msisdn });
  });

  it('wire 0.3: with Prefer: return=representation tells route, reasons, segments, recipients and what was folded', async () => {
    const answer = await send({ addresses: ['+1 206 555 0121', 'tel:2065550121'], text: 'It’s late' }, { Prefer: 'respond-async, return=representation' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('preference-applied')).toBe('return=representation');
    expect(answer.json).toMatchObject({
      route: 'MMS', segments: { encoding: 'UCS-2', count: 1 }, recipients: [{ value: '+12065550121', status: 'queued' }],
      folded: [{ input: 'tel:2065550121', value: '+12065550121' }],
    });
    expect(answer.json.reasons[0].code).toBe('characters');
    expect((await caller.call('GET', `${path}/${answer.json.messageId}`)).json.message.text).toBe('It’s late');
  });

  it('S1: eleven spellings that fold to ten are accepted', async () => {
    const ten = Array.from({ length: 10 }, (_, at) => `+120655501${30 + at}`);
    const answer = await send({ addresses: [...ten, 'tel:12065550130'], text: 'Hello' }, { Prefer: 'return=representation' });
    expect([answer.status, answer.json.recipients.length, answer.json.folded.length]).toEqual([201, 10, 1]);
  });

  it('S5: a broadcast is a message a recipient, and every one can be read', async () => {
    const answer = await send({ addresses: ['+12065550141', '+12065550142'], text: 'Both' }, { Prefer: 'return=representation' });
    const ids = answer.json.recipients.map(({ messageId }: { messageId: string }) => messageId);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect((await caller.call('GET', `${path}/${id}`)).status).toBe(200);
  });

  it('S7, I5: the same Idempotency-Key gives one id, quoted or bare, and stores one message', async () => {
    const fields = { addresses: ['+12065550121'], text: 'Once' };
    const first = await send(fields, { 'Idempotency-Key': '"key-1"' });
    const again = await send(fields, { 'Idempotency-Key': 'key-1' });
    expect([again.status, again.json.id]).toEqual([201, first.json.id]);
    expect(await storedOf(first.json.id)).toHaveLength(1);
    expect((await send(fields)).json.id).not.toBe(first.json.id);
  });

  it('S7: the copy of a send whose message was deleted meanwhile gets the same id and sends nothing anew', async () => {
    const fields = { addresses: ['+12065550121'], text: 'Deleted' };
    const headers = { 'Idempotency-Key': 'deleted', Prefer: 'return=representation' };
    const first = await send(fields, headers);
    expect((await caller.call('DELETE', `${path}/${first.json.messageId}`)).status).toBe(204);
    expect((await send(fields, headers)).json.id).toBe(first.json.id);
    expect(await storedOf(first.json.id)).toHaveLength(1);
    expect((await caller.call('GET', `${path}/${first.json.messageId}`)).status).toBe(404);
  });

  it('wire 0.3: a key is forgotten after 72 hours, not before', async () => {
    const headers = { 'Idempotency-Key': 'old' };
    const fields = { addresses: ['+12065550121'], text: 'Again' };
    const first = await send(fields, headers);
    const age = (interval: string) => sql.query(`UPDATE "IdempotencyKey" SET "createdAt" = now() - $2::interval WHERE "mailboxId" = $1::uuid AND "key" = 'old'`, [caller.subscriber.mailboxId, interval]);
    await age('71 hours 59 minutes');
    expect((await send(fields, headers)).json.id).toBe(first.json.id);
    await age('72 hours 1 minute');
    const anew = await send(fields, headers);
    expect([anew.status, anew.json.id === first.json.id]).toEqual([201, false]);
  });

  it.each([
    ['return=representation', true],
    ['return="representation"', true],
    ['Return = representation; wait=1', true],
    ['respond-async, return=representation', true],
    ['return=minimal', false],
    ['return=representations', false],
    ['', false],
  ])('wire 0.3, RFC 7240: Prefer: %s', async (Prefer, isWhole) => {
    const answer = await send({ addresses: ['+12065550121'], text: 'Hello' }, { Prefer });
    const keys = ['id', 'messageId', 'route', 'reasons', 'segments', 'recipients', 'folded'];
    expect([answer.status, Object.keys(answer.json)]).toEqual([201, isWhole ? keys : ['id']]);
    expect(answer.headers.get('preference-applied')).toBe(isWhole ? 'return=representation' : null);
  });

  it('I5: the key is scoped by client and subscriber: another app and another line may use the same', async () => {
    const headers = { 'Idempotency-Key': 'shared' };
    const message = { messageRequest: { addresses: ['+12065550121'], text: 'Hello' } };
    const first = (await caller.call('POST', path, { body: message, headers })).json.id;
    const otherApp = await createCaller({ subscriber: caller.subscriber });
    const otherLine = await createCaller({ client: caller.client });
    const ids = [first, (await otherApp.call('POST', path, { body: message, headers })).json.id, (await otherLine.call('POST', path, { body: message, headers })).json.id];
    expect(new Set(ids).size).toBe(3);
  });

  it('wire 2.1: null stands for what is left out', async () => {
    expect((await send({ addresses: ['+12065550121'], text: 'x', subject: null, isGroup: null, messageContent: null })).status).toBe(201);
  });

  it('keeps two bytes of a file that really ends in a line end', async () => {
    const boundary = 'q';
    const body = `--q\r\nContent-Type: application/json\r\n\r\n{"messageRequest":{"addresses":["2065550121"]}}\r\n--q\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="n.txt"\r\n\r\nline\r\n\r\n--q--`;
    const answer = await caller.call('POST', path, { body, headers: { 'Content-Type': `multipart/related; boundary=${boundary}` } });
    expect(answer.status).toBe(201);
    expect((await storedOf(answer.json.id))[0]?.parts?.[0]?.sizeBytes).toBe(6);
  });

  it('the tracing id is no message id', async () => {
    const { id } = (await send({ addresses: ['+12065550121'], text: 'Hello' })).json;
    expect((await caller.call('GET', `${path}/${id}`)).status).toBe(404);
    expect(shortId((await storedOf(id))[0]?.id ?? '')).not.toBe(id);
  });
});
