import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { messageIdForms } from '#lib/carriers/smpp/message-ids.ts';
import { receiptTime } from '#lib/carriers/smpp/times.ts';
import { eventually } from '#tests/support/eventually.ts';
import { friend, ownLine, smppSettings, smsTo, startSmppCarrier, type RunningCarrier } from '#tests/support/fixtures/smpp-carrier.ts';
import { receiptText, startSmsc, type Smsc, type SmscReply } from '#tests/support/fixtures/smsc.ts';

let smsc: Smsc;
let running: RunningCarrier;
let reply: SmscReply = {};
beforeAll(async () => {
  smsc = await startSmsc({ reply: () => reply, query: (pdu) => (pdu.message_id === 'KNOWN' ? { message_id: 'KNOWN', message_state: 2, error_code: 0, final_date: '' } : { command_status: 0x67 }) });
  running = await startSmppCarrier(smppSettings([smsc.port]));
});
afterAll(async () => {
  await running.carrier.stop();
  await smsc.stop();
});
beforeEach(() => {
  reply = {};
  running.heard.receipts = [];
  running.heard.messages = [];
  running.heard.storeError = null;
});

const receiptFields = { source_addr: friend.slice(1), destination_addr: ownLine.slice(1), esm_class: 0x04 };
const told = (text: string, more: Readonly<Record<string, unknown>> = {}) => smsc.deliver({ ...receiptFields, short_message: Buffer.from(text, 'latin1'), ...more });

test('F26 a receipt that overtakes the answer bears the id that the answer then tells', async () => {
  reply = { messageId: '0A1B2C3D', receipts: ['DELIVRD'], receiptFirst: true };
  const result = await running.carrier.submit(smsTo(friend));
  expect(result).toMatchObject({ outcome: 'accepted', taken: { carrierMessageIds: ['0A1B2C3D'] } });
  expect(running.heard.receipts).toEqual([expect.objectContaining({ status: 'delivered' })]);
  expect(running.heard.receipts[0]?.carrierMessageIds).toContain('0A1B2C3D');
});

test.each([
  ['ENROUTE', 'accepted'], ['DELIVRD', 'delivered'], ['EXPIRED', 'expired'], ['DELETED', 'undeliverable'], ['UNDELIV', 'undeliverable'], ['ACCEPTD', 'accepted'],
  ['UNKNOWN', 'unknown'], ['REJECTD', 'rejected'], ['DELIVERED', 'delivered'], ['undelivered', 'undeliverable'], ['Deliv', 'delivered'], ['BUFFRED', 'accepted'],
])('F27 the word %s of a receipt means %s', async (word, status) => {
  expect(await told(receiptText('77', word))).toMatchObject({ command_status: 0 });
  expect(running.heard.receipts).toEqual([expect.objectContaining({ status })]);
});

test.each([[0, 'accepted'], [1, 'accepted'], [2, 'delivered'], [3, 'expired'], [4, 'undeliverable'], [5, 'undeliverable'], [6, 'accepted'], [7, 'unknown'], [8, 'rejected'], [9, 'undeliverable']])(
  'F27 message_state %i means %s, whatever the text says',
  async (state, status) => {
    await told(receiptText('77', 'ENROUTE'), { receipted_message_id: 'TLV-1', message_state: state, network_error_code: Buffer.from([3, 0, 8]) });
    expect(running.heard.receipts).toEqual([expect.objectContaining({ status, carrierMessageIds: expect.arrayContaining(['TLV-1']), eventKey: `TLV-1 ${state} 030008` })]);
  },
);

test('a receipt tells whom it is about, with our own reference where it comes back', async () => {
  await told(receiptText('77', 'DELIVRD'), { user_message_reference: 4711 });
  expect(running.heard.receipts[0]).toMatchObject({ about: { sender: ownLine, recipient: friend, reference: 4711 } });
});

test.each([
  ['in another order and case', 'STAT:DELIVRD ID:0042 ERR:000'],
  ['cut off in the word', 'id:0042 sub:001 dlvrd:001 submit date:2611230000 done date:2611230001 stat:DELI'],
  ['without dates and counts', 'id:0042 stat:DELIVRD err:0 text:'],
  ['with a text that looks like one', 'id:0042 stat:DELIVRD err:000 text:id:9 stat:UNDELIV'],
  ['with underscores and commas', 'id: 0042, submit_date: 2611230000, done_date: 2611230001, stat: DELIVRD, err: 000'],
  ['of strange octets', 'id:0042 sub:001 dlvrd:001 stat:DELIVRD err:0 text:\u0000\u0080\u00ff'],
])('F27 a receipt %s is read', async (_, text) => {
  expect(await told(text)).toMatchObject({ command_status: 0 });
  expect(running.heard.receipts).toEqual([expect.objectContaining({ status: 'delivered' })]);
  expect(running.heard.receipts[0]?.carrierMessageIds[0]).toBe('0042');
});

test.each([
  ['with nothing in it', ''], ['without an id', 'stat:DELIVRD err:000'], ['without a state', 'id:0042 err:000'], ['with a state of its own', 'id:0042 stat:PERHAPS err:000'],
  ['that is no text', '\u0000\u0001\u0002\u0003'],
])('F27 a receipt %s is acknowledged, counted and told to nobody', async (_, text) => {
  const count = () => Number(/all links: (\d+)/.exec(running.carrier.health()[0]?.detail ?? '')?.[1] ?? 0);
  const before = count();
  expect(await told(text)).toMatchObject({ command_status: 0 });
  expect(count()).toBe(before + 1);
  expect(running.heard.receipts).toEqual([]);
});

test('F27 the same receipt twice has the same key, another state another one', async () => {
  for (const stat of ['DELIVRD', 'DELIVRD', 'UNDELIV']) await told(receiptText('77', stat));
  const [first, second, third] = running.heard.receipts.map(({ eventKey }) => eventKey);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test.each([['mode bits', 0x07], ['a header bit', 0x04 | 0x80]])('esm_class is masked: a receipt with %s is one', async (_, esmClass) => {
  await told(receiptText('77', 'DELIVRD'), { esm_class: esmClass });
  expect(running.heard.receipts).toHaveLength(1);
  expect(running.heard.messages).toHaveLength(0);
});

test('an intermediate notification never ends a message', async () => {
  await told(receiptText('77', 'DELIVRD'), { esm_class: 0x20 });
  expect(running.heard.receipts).toEqual([expect.objectContaining({ status: 'accepted' })]);
});

test('a receipt by data_sm is one, and an acknowledgement by a phone is none', async () => {
  expect(await smsc.deliver({ ...receiptFields, message_payload: Buffer.from(receiptText('77', 'DELIVRD')) }, 'data_sm')).toMatchObject({ command: 'data_sm_resp', command_status: 0 });
  expect(running.heard.receipts).toHaveLength(1);
  expect(await told('anything', { esm_class: 0x10 })).toMatchObject({ command_status: 0 });
  expect([running.heard.receipts.length, running.heard.messages.length]).toEqual([1, 0]);
});

test('F10 a receipt that cannot be stored is not acknowledged, so that it comes again', async () => {
  running.heard.storeError = new Error('the database is away');
  expect(await told(receiptText('77', 'DELIVRD'))).toMatchObject({ command_status: 0x64 });
  running.heard.storeError = null;
  expect(await told(receiptText('77', 'DELIVRD'))).toMatchObject({ command_status: 0 });
  expect(running.heard.receipts).toHaveLength(1);
});

test.each([
  ['2611230100', 'America/New_York', '2026-11-23T06:00:00Z'], ['261123010030', 'UTC', '2026-11-23T01:00:30Z'], ['20261123010030', 'UTC', '2026-11-23T01:00:30Z'],
  ['2607010100', 'America/New_York', null], ['2611240000', 'UTC', null], ['9913992599', 'UTC', null], ['26112', 'UTC', null], ['', 'UTC', null],
])('the date %s of a receipt, in %s, is %s', (digits, zone, at) => {
  const moment = receiptTime(digits, zone, new Date('2026-11-23T07:00:00Z'));
  expect(moment?.getTime() ?? null).toBe(at && Date.parse(at));
});

describe('ids', () => {
  test.each([
    // The receipt's, the submit's.
    ['0439041101', '1A2B3C4D'], ['439041101', '1a2b3c4d'], ['1A2B3C', '1a2b3c'], ['001A2B3C', '1A2B3C'], ['1A2B3C', '001A2B3C'], ['42', '0000000042'], ['0000000042', '42'], ['0000000010', '0000000A'], ['10', '0000000a'],
    ['1A2B3C4D', '439041101'], ['1A2B3C4D', '0439041101'], ['7', '7'],
  ])('a receipt for %s finds the submit of %s', (receipt, submit) => {
    const forms = messageIdForms(receipt);
    expect(forms).toContain(submit);
    expect(forms[0]).toBe(receipt);
    expect(new Set(forms).size).toBe(forms.length);
  });

  test.each(['c0ffee00-1234-7abc-8def-001122334455', 'xyz', '123456789012345678901234567890'])('a text of the centre’s own stays what it is: %s', (id) => {
    expect(messageIdForms(id).every((form) => form.toLowerCase() === id.toLowerCase())).toBe(true);
  });
});

test('a submit in doubt is asked for by its ids, and what the centre does not know stays so', async () => {
  const submission = smsTo(friend);
  expect(await running.carrier.query(submission, ['UNHEARD', 'KNOWN'])).toMatchObject({ submit: null, receipts: [{ carrierMessageIds: ['KNOWN'], status: 'delivered' }] });
  expect(await running.carrier.query(submission, ['UNHEARD'])).toBeNull();
  expect(smsc.ledger.find(({ command }) => command === 'query_sm')).toMatchObject({ source_addr: ownLine.slice(1), source_addr_ton: 1, source_addr_npi: 1 });
  smsc.cut();
  expect(await running.carrier.query(submission, ['KNOWN'])).toBeNull();
  await eventually(() => expect(running.carrier.health()[0]?.state).toBe('open'));
});
