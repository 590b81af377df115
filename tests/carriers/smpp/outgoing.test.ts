import { afterAll, afterEach, expect, test } from 'vitest';
import type { Submission } from '#lib/carriers/carrier.ts';
import type { SmppSettings } from '#lib/carriers/smpp/settings.ts';
import type { SmppTexts } from '#lib/carriers/smpp/texts.ts';
import { decodeGsm } from '#lib/carriers/smpp/gsm-alphabet.ts';
import { validityPeriod } from '#lib/carriers/smpp/times.ts';
import { findFailureReason } from '#lib/domain/message-status.ts';
import { friend, ownLine, smppSettings, smsTo, startSmppCarrier, type RunningCarrier } from '#tests/support/fixtures/smpp-carrier.ts';
import { startSmsc, type Smsc, type SmscReply } from '#tests/support/fixtures/smsc.ts';

let smsc: Smsc | undefined;
let running: RunningCarrier | undefined;
let reply: () => SmscReply = () => ({});

async function send(submission: Submission, texts: Partial<SmppTexts> = {}, more: Partial<SmppSettings> = {}) {
  smsc ??= await startSmsc({ reply: () => reply() });
  await running?.carrier.stop();
  smsc.ledger.length = 0;
  running = await startSmppCarrier(smppSettings([smsc.port], { texts: { ...smppSettings([]).texts, ...texts }, ...more }));
  const result = await running.carrier.submit(submission);
  return { result, submits: smsc.submits() as unknown as Submitted[] };
}
afterEach(() => void (reply = () => ({})));
afterAll(async () => {
  await running?.carrier.stop();
  await smsc?.stop();
});

/** As the package's own decoder reads it, independently of ours. */
interface Submitted {
  short_message: { message: string; udh?: Buffer[] };
  message_payload?: { message: string };
  data_coding: number;
  esm_class: number;
  [field: string]: unknown;
}
/** The elements of a header, without its length. */
const headerOf = ({ short_message }: Submitted) => [...Buffer.concat(short_message.udh ?? [])];
const textOf = (submits: readonly Submitted[]) => submits.map(({ short_message, message_payload }) => message_payload?.message ?? short_message.message).join('');

const emoji = '😎';
const vectors: readonly [string, string, number, number][] = [
  ['160 of GSM-7', 'a'.repeat(160), 1, 0], ['161', 'a'.repeat(161), 2, 0], ['306', 'a'.repeat(306), 2, 0], ['307', 'a'.repeat(307), 3, 0], ['460', 'a'.repeat(460), 4, 0],
  ['80 brackets', '['.repeat(80), 1, 0], ['81 brackets', '['.repeat(81), 2, 0], ['an escape pair at the border', `${'a'.repeat(152)}[${'a'.repeat(152)}`, 3, 0],
  ['160 of é', 'é'.repeat(160), 1, 0], ['70 of á', 'á'.repeat(70), 1, 8], ['71 of á', 'á'.repeat(71), 2, 8], ['160 of á', 'á'.repeat(160), 3, 8],
  ['35 emoji', emoji.repeat(35), 1, 8], ['36 emoji', emoji.repeat(36), 2, 8], ['67 emoji', emoji.repeat(67), 3, 8], ['a curly quote', `’${'a'.repeat(159)}`, 3, 8],
  ['every character of GSM-7', '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà^{}\\[~]|€', 1, 0],
];

test.each(vectors)('%s: arrives whole, in as many segments as it costs, none torn', async (_, text, count, dataCoding) => {
  const { result, submits } = await send(smsTo(friend, { text }));
  expect(result).toMatchObject({ outcome: 'accepted', taken: { segmentCount: count } });
  expect(submits).toHaveLength(count);
  expect(textOf(submits)).toBe(text);
  expect(submits.every((pdu) => pdu.data_coding === dataCoding && pdu.registered_delivery === 1)).toBe(true);
  for (const pdu of submits) {
    expect(pdu.short_message.message.isWellFormed()).toBe(true);
    const octets = dataCoding === 8 ? pdu.short_message.message.length * 2 : 0;
    expect(octets + (count > 1 ? 1 + headerOf(pdu).length : 0)).toBeLessThanOrEqual(140);
  }
});

test.each([['udh8', [0, 3, 0x67]], ['udh16', [8, 4, 0x12, 0x67]]] as const)('concatenation by %s bears one reference, the count and the place', async (concatenation, head) => {
  const { submits } = await send(smsTo(friend, { text: 'b'.repeat(400), reference: 0x1267 }), { concatenation });
  expect(submits.map(headerOf)).toEqual([1, 2, 3].map((place) => [...head, 3, place]));
  expect(submits.every(({ esm_class }) => (esm_class & 0x40) !== 0)).toBe(true);
  expect(textOf(submits)).toBe('b'.repeat(400));
});

test('concatenation by sar fields', async () => {
  const { submits } = await send(smsTo(friend, { text: 'b'.repeat(400), reference: 0x1267 }), { concatenation: 'sar' });
  expect(submits.map((pdu) => [pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum])).toEqual([1, 2, 3].map((place) => [0x1267, 3, place]));
  expect(submits.every(({ esm_class }) => (esm_class & 0x40) === 0)).toBe(true);
  expect(textOf(submits)).toBe('b'.repeat(400));
});

test('a long text goes whole in message_payload, by setting, as one with one id', async () => {
  const { result, submits } = await send(smsTo(friend, { text: `${emoji}${'b'.repeat(400)}` }), { concatenation: 'payload' });
  expect(submits).toHaveLength(1);
  expect(textOf(submits)).toBe(`${emoji}${'b'.repeat(400)}`);
  expect(result).toMatchObject({ outcome: 'accepted', taken: { carrierMessageIds: [expect.any(String)], segmentCount: 1 } });
});

test('ISO-8859-1 is used where the centre takes it and GSM-7 does not reach', async () => {
  const { submits } = await send(smsTo(friend, { text: 'á'.repeat(140) }), { latin1: true });
  expect(submits).toEqual([expect.objectContaining({ data_coding: 3, short_message: { message: 'á'.repeat(140) } })]);
});

test('a centre whose own alphabet is ISO-8859-1 gets it, and what it cannot hold as UCS-2', async () => {
  const raw = (submits: readonly Submitted[]) => submits.map((pdu) => [pdu.data_coding, pdu.short_message.message]);
  const { submits } = await send(smsTo(friend, { text: '@é£ [x]' }), { defaultAlphabet: 'latin1' });
  // The package reads data coding 0 as GSM-7: what it makes of the octets tells that they are ISO-8859-1.
  expect(raw(submits)).toEqual([[0, decodeGsm(Buffer.from('@é£ [x]', 'latin1').map((octet) => (octet > 0x7f ? 0x20 : octet)))]]);
  expect(raw((await send(smsTo(friend, { text: '5 €' }), { defaultAlphabet: 'latin1' })).submits)).toEqual([[8, '5 €']]);
});

test('a message goes on behind the segments that were taken before, cut and numbered alike', async () => {
  const text = `${'c'.repeat(153)}${'d'.repeat(153)}${'e'.repeat(10)}`;
  let left = 1;
  reply = () => (left-- > 0 ? { messageId: 'FIRST' } : { status: 0x58 });
  const submission = smsTo(friend, { text });
  expect((await send(submission)).result).toMatchObject({ outcome: 'throttled', taken: { carrierMessageIds: ['FIRST'], segmentCount: 3 } });
  reply = () => ({});
  const { result, submits } = await send({ ...submission, attempt: 2, segmentsTaken: 1 });
  expect(result).toMatchObject({ outcome: 'accepted', taken: { segmentCount: 3 } });
  expect(submits.map((pdu) => headerOf(pdu).slice(-2))).toEqual([[3, 2], [3, 3]]);
  expect(textOf(submits)).toBe(text.slice(153));
});

test('segments leave in their order, also when many messages leave at once', async () => {
  const texts = ['f', 'g', 'h', 'i'].map((letter) => Array.from({ length: 4 }, (_, at) => `${letter}${at}`.padEnd(153, '.')).join(''));
  await send(smsTo(friend));
  const results = await Promise.all(texts.map((text, at) => running?.carrier.submit(smsTo(`+1206555010${at}`, { text }))));
  expect(results.every((result) => result?.outcome === 'accepted')).toBe(true);
  const submits = (smsc?.submits() ?? []) as unknown as Submitted[];
  for (const [at, text] of texts.entries()) expect(textOf(submits.filter(({ destination_addr }) => destination_addr === `1206555010${at}`))).toBe(text);
});

test('addresses bear their kind, and the reference and the validity travel along', async () => {
  const { submits } = await send(smsTo('555014', { reference: 99, validUntil: new Date(Date.now() + 2 * 3_600_000) }), {}, { shortCode: { ton: 6, npi: 9 }, serviceType: 'CMT' });
  expect(submits[0]).toMatchObject({
    service_type: 'CMT', source_addr: ownLine.slice(1), source_addr_ton: 1, source_addr_npi: 1, destination_addr: '555014', dest_addr_ton: 6, dest_addr_npi: 9, user_message_reference: 99,
    validity_period: expect.any(Date),
  });
  const { submits: plain } = await send(smsTo(friend), {}, { reference: false, validity: 'none' });
  expect(plain[0]).toMatchObject({ dest_addr_ton: 1, dest_addr_npi: 1, validity_period: '' });
  expect(plain[0]).not.toHaveProperty('user_message_reference');
});

test.each([
  ['relative', 90_061, '000001010101000R'], ['relative', 59, '000000000059000R'], ['relative', 172_800, '000002000000000R'], ['relative', 99 * 86_400, '000030000000000R'],
  ['absolute', 3_600, '261123010000000+'], ['none', 3_600, ''],
] as const)('a validity, %s, of %i seconds is written %s', (format, seconds, text) => {
  const now = new Date('2026-11-23T00:00:00Z');
  expect(validityPeriod(new Date(now.getTime() + seconds * 1_000), now, format)).toBe(text);
});

test('what SMS cannot carry is refused in words and never leaves', async () => {
  const picture = { name: 'cat.jpg', contentType: 'image/jpeg', contentHash: 'x', sizeBytes: 9 };
  for (const [submission, reason] of [
    [smsTo(friend, { route: 'MMS', parts: [picture] }), 'no-mms'],
    [smsTo(friend, { route: 'MMS', group: [friend, '+12065550124'] }), 'no-group'],
    [smsTo('ben@example.com', { route: 'MMS' }), 'no-mms'],
    [smsTo(friend, { route: 'MMS', text: 'x'.repeat(1_600) }), 'too-long'],
  ] as const) {
    const { result, submits } = await send(submission);
    expect(result).toEqual({ outcome: 'refused', reason });
    expect(submits).toHaveLength(0);
    expect(findFailureReason(reason)?.text).toMatch(/./);
  }
});

test('a text that is MMS for its length or its subject goes as an SMS of several segments', async () => {
  const { result, submits } = await send(smsTo(friend, { route: 'MMS', subject: 'Keys', text: `’${'x'.repeat(200)}` }));
  expect(result).toMatchObject({ outcome: 'accepted', taken: { segmentCount: 4 } });
  expect(textOf(submits)).toBe(`Keys\n’${'x'.repeat(200)}`);
});

test('F25 what is overdue does not leave any more', async () => {
  const { result, submits } = await send(smsTo(friend, { validUntil: new Date(Date.now() - 1_000) }));
  expect(result).toMatchObject({ outcome: 'not-sent', reason: 'expired' });
  expect(submits).toHaveLength(0);
});
