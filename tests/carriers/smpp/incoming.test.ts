import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import smpp from 'smpp';
import { createDeliveries, type Deliveries } from '#lib/carriers/smpp/deliveries.ts';
import { sql } from '#lib/data/pool.ts';
import { purgeExpired } from '#lib/data/purge.ts';
import { newId } from '#lib/ids.ts';
import { friend, ownLine, smppSettings, startSmppCarrier, type RunningCarrier } from '#tests/support/fixtures/smpp-carrier.ts';
import { startSmsc, type Smsc } from '#tests/support/fixtures/smsc.ts';

let smsc: Smsc;
let running: RunningCarrier;
beforeAll(async () => {
  smsc = await startSmsc();
  running = await startSmppCarrier(smppSettings([smsc.port]));
});
afterAll(async () => {
  await running.carrier.stop();
  await smsc.stop();
});
beforeEach(() => {
  running.heard.messages = [];
  running.heard.segments = [];
  running.heard.storeError = null;
});

const between = { source_addr: friend.slice(1), destination_addr: ownLine.slice(1) };
type Fields = Readonly<Record<string, unknown>>;

async function deliver(octets: Buffer | number[], more: Fields = {}) {
  const answer = await smsc.deliver({ ...between, short_message: Buffer.from(octets), ...more });
  expect(answer.command_status).toBe(0);
  return running.heard.messages.at(-1)?.text;
}

test('a message comes with its people, and nothing is made up', async () => {
  await deliver(Buffer.from('Hello'));
  expect(running.heard.messages).toEqual([
    { inboundKey: expect.stringMatching(/./), msisdn: ownLine, direction: 'in', from: friend, to: [ownLine], text: 'Hello', subject: null, isGroup: false, parts: [], sentAt: expect.any(Date) },
  ]);
});

test.each([['a short code', { source_addr_ton: 3, source_addr: '55501' }, '55501'], ['a name', { source_addr_ton: 5, source_addr: 'My Bank' }, 'My Bank'], ['a national number', { source_addr_ton: 2, source_addr: '2065550123' }, friend], ['a foreign number', { source_addr: '4930123456' }, '+4930123456']])(
  'the sender may be %s',
  async (_, fields, from) => {
    await deliver(Buffer.from('Hi'), fields);
    expect(running.heard.messages[0]).toMatchObject({ from });
  },
);

const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16();
const placeholder = expect.stringMatching(/^\[Data for a program on the phone, \d+ bytes/);
test.each([
  ['0, GSM-7 with an escape', [0x00, 0x02, 0x1b, 0x65, 0x1b, 0x3c], 0, '@$€['],
  ['0, an escape of nothing', [0x41, 0x1b], 0, 'A '],
  ['1, ASCII', Buffer.from('plain'), 1, 'plain'],
  ['3, ISO-8859-1', Buffer.from('áÿ\u0085', 'latin1'), 3, 'áÿ\u0085'],
  ['8, UCS-2 with an emoji', utf16('é😎'), 8, 'é😎'],
  ['8 with a byte order mark', Buffer.from('\ufeffHi', 'utf16le'), 8, 'Hi'],
  ['8, half a pair and half a unit', [0xd8, 0x3d, 0x00], 8, '\ufffd'],
  ['8 with what no store takes', utf16('a\u0000b'), 8, 'ab'],
  ['6, Cyrillic', [0xbf, 0xe0], 6, 'Пр'],
  ['7, Hebrew', [0xe9], 7, 'י'],
  ['4, binary', [1, 2, 3], 4, placeholder],
  ['2, binary', [1, 2, 3], 2, placeholder],
  ['0x10, a class', [0x00], 0x10, '@'],
  ['0x18, a class with UCS-2', utf16('ש'), 0x18, 'ש'],
  ['0x20, compressed', [0x00], 0x20, placeholder],
  ['0xf0, one that flashes up', [0x00], 0xf0, '@'],
  ['0xf5, with 8 bits', [0x00], 0xf5, placeholder],
  ['0xc8, message waiting', [0x00], 0xc8, '@'],
  ['0xe0, message waiting, UCS-2', utf16('ж'), 0xe0, 'ж'],
  ['0x9f, reserved', [0x00], 0x9f, placeholder],
])('data coding %s', async (_, octets, dataCoding, text) => {
  expect(await deliver(octets, { data_coding: dataCoding })).toEqual(text);
});

test.each([
  ['Turkish, after an escape', [3, 0x24, 1, 1], [0x1b, 0x47, 0x1b, 0x49, 0x1b, 0x53, 0x1b, 0x63, 0x1b, 0x65, 0x1b, 0x67, 0x1b, 0x69, 0x1b, 0x73], 'ĞİŞç€ğış'],
  ['Spanish, after an escape', [3, 0x24, 1, 2], [0x1b, 0x09, 0x1b, 0x41, 0x1b, 0x49, 0x1b, 0x4f, 0x1b, 0x55, 0x1b, 0x61, 0x1b, 0x69, 0x1b, 0x6f, 0x1b, 0x75], 'çÁÍÓÚáíóú'],
  ['Portuguese, after an escape', [3, 0x24, 1, 3], [0x1b, 0x05, 0x1b, 0x0b, 0x1b, 0x12, 0x1b, 0x1f, 0x1b, 0x41, 0x1b, 0x5b, 0x1b, 0x5c, 0x1b, 0x61, 0x1b, 0x7b, 0x1b, 0x7c, 0x1b, 0x7f], 'êÔΦÊÀÃÕÂãõâ'],
  ['Turkish, locked', [3, 0x25, 1, 1], [0x04, 0x07, 0x0b, 0x0c, 0x1c, 0x1d, 0x40, 0x60, 0x61], '€ıĞğŞşİça'],
  ['Portuguese, locked', [3, 0x25, 1, 3], [0x04, 0x06, 0x07, 0x12, 0x15, 0x18, 0x24, 0x40, 0x5b, 0x60, 0x7b, 0x7d], 'êúíª∞€ºÍÃ~ã`'],
  ['both at once', [6, 0x25, 1, 1, 0x24, 1, 3], [0x40, 0x1b, 0x7b, 0x1b, 0x3c], 'İã['],
  ['a language that nobody knows', [3, 0x24, 1, 99], [0x1b, 0x65, 0x41], '€A'],
])('language tables: %s', async (_, header, septets, text) => {
  expect(await deliver([...header, ...septets], { esm_class: 0x40 })).toBe(text);
});

test('language tables agree with those of the package', async () => {
  const octets = Array.from({ length: 128 }, (_, at) => at).filter((at) => at !== 0x1b);
  for (const language of [1, 3]) {
    const pdu = new smpp.PDU(new smpp.PDU('deliver_sm', { esm_class: 0x40, data_coding: 0, short_message: Buffer.from([3, 0x25, 1, language, ...octets]) }).toBuffer());
    expect(await deliver([3, 0x25, 1, language, ...octets], { esm_class: 0x40 })).toBe((pdu.short_message as { message: string }).message);
  }
});

test.each<[string, Fields, (at: number) => number[]]>([
  ['a header of 8 bits', { esm_class: 0x40 }, (at) => [5, 0, 3, 0x42, 3, at]],
  ['a header of 16 bits', { esm_class: 0x40 }, (at) => [6, 8, 4, 0x01, 0x42, 3, at]],
  ['a header with more in it', { esm_class: 0x40 }, (at) => [8, 0x24, 1, 1, 0, 3, 0x42, 3, at]],
  ['sar fields', { sar_msg_ref_num: 0x142, sar_total_segments: 3 }, () => []],
])('the parts of a text come with their places, by %s', async (name, fields, headerOf) => {
  for (const at of [2, 1, 3]) await deliver([...headerOf(at), 0x40 + at], { ...fields, ...(name === 'sar fields' ? { sar_segment_seqnum: at } : {}) });
  expect(running.heard.messages).toHaveLength(0);
  expect(running.heard.segments.map(({ position, count, text }) => [position, count, text])).toEqual([[2, 3, 'B'], [1, 3, 'A'], [3, 3, 'C']]);
  expect(new Set(running.heard.segments.map(({ reference }) => reference))).toEqual(new Set([/16|sar/.test(name) ? 0x142 : 0x42]));
  expect(running.heard.segments[0]).toMatchObject({ from: friend, msisdn: ownLine });
});

test('a long text comes whole in message_payload, by deliver_sm and by data_sm', async () => {
  const text = 'long '.repeat(200);
  expect(await deliver([], { message_payload: Buffer.from(text) })).toBe(text);
  expect((await smsc.deliver({ ...between, message_payload: utf16('ñ'.repeat(300)), data_coding: 8 }, 'data_sm')).command_status).toBe(0);
  expect(running.heard.messages.at(-1)?.text).toBe('ñ'.repeat(300));
});

test.each([
  ['longer than the message', [200, 0, 3], placeholder], ['empty', [], placeholder], ['with an element beyond its end', [3, 0, 9, 1, 0x41], 'A'], ['with half an element', [1, 0, 0x41], 'A'],
  ['part 0 of 3', [5, 0, 3, 1, 3, 0, 0x41], 'A'], ['part 4 of 3', [5, 0, 3, 1, 3, 4, 0x41], 'A'], ['part 1 of 0', [5, 0, 3, 1, 0, 1, 0x41], 'A'], ['part 1 of 1', [5, 0, 3, 1, 1, 1, 0x41], 'A'],
  ['of a wrong size', [4, 0, 2, 1, 3, 0x41], 'A'], ['to a port', [6, 5, 4, 0x23, 0xf4, 0, 0, 0x41], placeholder],
])('a torn or absurd header does no harm: %s', async (_, octets, text) => {
  expect(await deliver(octets, { esm_class: 0x40 })).toEqual(text);
  expect(running.heard.segments).toHaveLength(0);
});

test('F10, F11, I6 what could not be stored comes again under the same key; the same text once more is another message', async () => {
  const ok = { ...between, short_message: Buffer.from('ok, at eight') };
  const keys: string[] = [];
  const inbound = running.heard.inbound;
  running.heard.inbound = async function (message) {
    keys.push(message.inboundKey);
    return inbound.call(this, message);
  };
  running.heard.storeError = new Error('the database is away');
  expect((await smsc.deliver(ok)).command_status).toBe(0x64);
  running.heard.storeError = null;
  expect((await smsc.deliver(ok)).command_status).toBe(0);
  expect((await smsc.deliver(ok)).command_status).toBe(0);
  running.heard.inbound = inbound;
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[1]);
  expect(running.heard.messages).toHaveLength(2);
});

const isPart = true;
const [here, there] = [newId(), newId()];
const keyOf = async (deliveries: Deliveries, digest: string, sessionId: string, options = { isPart: false }) => (await deliveries.begin(digest, sessionId, options)).key;
const age = (key: string, seconds: number) => sql.query(`UPDATE "SmppDelivery" SET "changedAt" = "changedAt" - make_interval(secs => $2::int) WHERE "key" = $1`, [key, seconds]);

async function acknowledged(deliveries: Deliveries, digest: string, sessionId: string): Promise<string> {
  const delivery = await deliveries.begin(digest, sessionId, { isPart: false });
  delivery.acknowledged();
  await deliveries.settled();
  return delivery.key;
}

test('I6 an acknowledgement may have been lost with its session: what comes then is the same, for ten minutes', async () => {
  const deliveries = createDeliveries();
  const first = await acknowledged(deliveries, 'lost', here);
  const older = await acknowledged(deliveries, 'long ago', here);
  await age(older, 61);
  deliveries.sessionEnded(here);
  await deliveries.settled();
  expect(await keyOf(deliveries, 'lost', there)).toBe(first);
  expect(await keyOf(deliveries, 'long ago', there)).not.toBe(older);
  deliveries.sessionEnded(there);
  await deliveries.settled();
  await age(first, 601);
  expect(await keyOf(deliveries, 'lost', here)).not.toBe(first);
});

test('I6 F11 what a process that ended had in hand comes again to another, and is the same', async () => {
  const [ended, other] = [createDeliveries(), createDeliveries()];
  const inHand = await keyOf(ended, 'crash', here);
  const again = keyOf(other, 'crash', there);
  await age(inHand, 3);
  expect(await again).toBe(inHand);
});

test('I6 like words at the same moment over the binds of two processes are two messages', async () => {
  const [one, other] = [createDeliveries(), createDeliveries()];
  const first = await one.begin('at once', here, { isPart: false });
  const second = other.begin('at once', there, { isPart: false });
  first.acknowledged();
  await one.settled();
  expect((await second).key).not.toBe(first.key);
});

test('I6 the same words once more are another message, whichever process takes them in', async () => {
  const [one, other] = [createDeliveries(), createDeliveries()];
  const keys = [await acknowledged(one, 'ok', here), await acknowledged(other, 'ok', there), await acknowledged(one, 'ok', here), await acknowledged(createDeliveries(), 'ok', newId())];
  expect(new Set(keys).size).toBe(4);
});

test('I6 two alike at once are two; one that was kept waiting, or acknowledged too late, comes again as the same', async () => {
  const deliveries = createDeliveries();
  const late = await deliveries.begin('twice', here, { isPart: false });
  const second = await acknowledged(deliveries, 'twice', here);
  expect(second).not.toBe(late.key);
  await age(late.key, 11);
  expect(await keyOf(deliveries, 'twice', here)).toBe(late.key);
  const fresh = await deliveries.begin('session over', there, { isPart: false });
  deliveries.sessionEnded(there);
  fresh.acknowledged();
  await deliveries.settled();
  expect(await keyOf(deliveries, 'session over', here)).toBe(fresh.key);
});

test('I6 a refusal is remembered where the database could not be told of it', async () => {
  const deliveries = createDeliveries();
  const refused = await deliveries.begin('refused', here, { isPart: false });
  refused.refused();
  await deliveries.settled();
  await sql.query(`UPDATE "SmppDelivery" SET "state" = 'in_hand' WHERE "key" = $1`, [refused.key]);
  expect(await keyOf(deliveries, 'refused', here)).toBe(refused.key);
});

test('I6 a part that comes twice is the same part, also after its acknowledgement', async () => {
  const deliveries = createDeliveries();
  const first = await deliveries.begin('part', here, { isPart });
  first.acknowledged();
  await deliveries.settled();
  expect(await keyOf(createDeliveries(), 'part', there, { isPart })).toBe(first.key);
});

test('I6 fifty copies of a part at once over two processes, after a third that is gone, are one', async () => {
  const gone = await keyOf(createDeliveries(), 'copies', here);
  const processes = [createDeliveries(), createDeliveries()];
  const keys = await Promise.all(Array.from({ length: 50 }, (_, at) => processes[at % 2]?.begin('copies', at % 2 === 0 ? there : newId(), { isPart })));
  expect(new Set(keys.map((each) => each?.key))).toEqual(new Set([gone]));
});

test('what was delivered is kept for an hour', async () => {
  const deliveries = createDeliveries();
  const [old, young] = [await acknowledged(deliveries, 'old', here), await acknowledged(deliveries, 'young', here)];
  await age(old, 3_601);
  await purgeExpired();
  const kept = await sql.query<{ key: string }>(`SELECT "key" FROM "SmppDelivery" WHERE "key" = ANY($1)`, [[old, young]]);
  expect(kept.map(({ key }) => key)).toEqual([young]);
});
