import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '#lib/env.ts';
import { sql } from '#lib/data/pool.ts';
import { wholeNetwork } from '#lib/domain/sms-or-mms.ts';
import { setCarrierNetwork } from '#lib/use-cases/operations/carrier-network.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
});

const ok = { addresses: ['+12065550121'], text: 'Hello' };
const many = (count: number) => Array.from({ length: count }, (_, at) => `+1206555${String(1000 + at)}`);

const cases: [name: string, fields: unknown, code: string, field: string, says: string][] = [
  ['S1: no address left', { addresses: [' ', ''], text: 'x' }, 'SVC0004', 'addresses', 'no address to send to'],
  ['S1: addresses missing', { text: 'x' }, 'SVC0004', 'addresses', 'no address to send to'],
  ['S1: eleven people', { addresses: many(11), text: 'x' }, 'POL0003', 'addresses', 'at most 10'],
  ['T28: thousands of addresses', { addresses: many(1000), text: 'x' }, 'POL0003', 'addresses', 'at most 10'],
  ['S3: Canada', { addresses: ['+14165550123'], text: 'x' }, 'SVC0002', 'addresses', 'Only US numbers'],
  ['S3: abroad', { addresses: ['tel:+442071838750'], text: 'x' }, 'SVC0002', 'addresses', 'Only US numbers'],
  ['T14: the number that sign-in codes come from', { addresses: ['tel:+12065550121', `short:${env.OWN_SHORT_CODE}`], text: 'STOP' }, 'SVC0003', 'addresses', 'sign-in codes come from it'],
  ['malformed address', { addresses: ['hello'], text: 'x' }, 'SVC0002', 'addresses', 'cannot receive a message'],
  ['address of the wrong type', { addresses: [5], text: 'x' }, 'SVC0002', 'addresses', 'list of texts'],
  ['nothing to say', { addresses: ok.addresses, text: ' ' }, 'SVC0002', 'text', 'Write a text'],
  ['text of the wrong type', { ...ok, text: 5 }, 'SVC0002', 'text', 'must be a text'],
  ['text with U+0000', { ...ok, text: 'a\u0000b' }, 'SVC0002', 'text', 'U+0000'],
  ['isGroup of no meaning', { ...ok, isGroup: 'yes' }, 'SVC0002', 'isGroup', 'true or false'],
  ['S2: from', { ...ok, from: '+12065550999' }, 'SVC0002', 'from', 'no such field'],
  ['S2: sender', { ...ok, sender: '+12065550999' }, 'SVC0002', 'sender', 'no such field'],
  ['S2: source', { ...ok, source: '+12065550999' }, 'SVC0002', 'source', 'no such field'],
  ['T27: status', { ...ok, status: 'delivered' }, 'SVC0002', 'status', 'no such field'],
  ['T27: subscriberId', { ...ok, subscriberId: 'x' }, 'SVC0002', 'subscriberId', 'no such field'],
  ['T27: rateLimit', { ...ok, rateLimit: 5 }, 'SVC0002', 'rateLimit', 'no such field'],
  ['inline attachment that is no base64', { ...ok, messageContent: [{ fileName: 'a', 'content-type': 'image/gif', body: '%%%' }] }, 'SVC0002', 'messageContent[0].body', 'not base64'],
  ['inline attachment in another encoding', { ...ok, messageContent: [{ 'content-type': 'image/gif', 'content-transfer-encoding': 'QP', body: '' }] }, 'SVC0003', 'messageContent[0].content-transfer-encoding', 'Inline attachments are base64'],
  ['inline attachment without a type', { ...ok, messageContent: [{ body: '' }] }, 'SVC0002', 'messageContent[0].content-type', 'must be a text'],
];

describe('POST /myMessages/v2/messages with bad input', () => {
  it.each(cases)('%s: names the field and stores nothing', async (_name, fields, code, field, says) => {
    const answer = await caller.call('POST', path, { body: { messageRequest: fields } });
    expectRefused(answer, { status: 400, code, field, says });
    expect(await sql.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid`, [caller.subscriber.mailboxId])).toEqual([]);
  });

  it('S4: a group, where the carrier’s network has no MMS', async () => {
    setCarrierNetwork({ mms: false, group: false, segments: null });
    const answer = await caller.call('POST', path, { body: { messageRequest: { addresses: ['+12065550121', '+12065550122'], text: 'Hello', isGroup: true } } });
    setCarrierNetwork(wholeNetwork);
    expectRefused(answer, { status: 400, code: 'SVC0003', field: 'isGroup', says: 'has no group messages' });
  });

  it('S1: the own number in another spelling', async () => {
    const own = caller.subscriber.msisdn.slice(2);
    const answer = await caller.call('POST', path, { body: { messageRequest: { addresses: [`tel:1${own}`], text: 'x' } } });
    expectRefused(answer, { status: 400, code: 'SVC0002', field: 'addresses', says: 'own number' });
  });

  const broken: [name: string, body: string | Buffer, type: string][] = [
    ['JSON cut off', '{"messageRequest":{"addr', 'application/json'],
    ['JSON that is a text', '"hello"', 'application/json'],
    ['JSON that is null', 'null', 'application/json'],
    ['JSON without the wrapper', '{"addresses":["+12065550121"],"text":"x"}', 'application/json'],
    ['JSON 100,000 deep', '['.repeat(100_000), 'application/json'],
    ['20,000 unknown keys', `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join(',')}}`, 'application/json'],
    ['prototype pollution', '{"__proto__":{"isAdmin":true},"messageRequest":{"addresses":["+12065550121"],"text":"x"}}', 'application/json'],
    ['an empty body', '', 'application/json'],
    ['a form with an unknown field', 'addresses=2065550121&text=x&from=2065550122', 'application/x-www-form-urlencoded'],
    ['a form with two texts', 'addresses=2065550121&text=x&text=y', 'application/x-www-form-urlencoded'],
    ['multipart without a boundary', 'x', 'multipart/related'],
    ['multipart with an endless boundary', 'x', `multipart/form-data; boundary=${'b'.repeat(300)}`],
    ['multipart without parts', '--b--', 'multipart/related; boundary=b'],
    ['multipart that stops', '--b\r\nContent-Type: application/json\r\n\r\n{}', 'multipart/related; boundary=b'],
    ['multipart in multipart', '--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--', 'multipart/related; boundary=b'],
    ['a part with 100 KB of headers', `--b\r\nX: ${'h'.repeat(100_000)}\r\n\r\n{}\r\n--b--`, 'multipart/related; boundary=b'],
  ];

  it.each(broken)('%s: 400 that says what to do', async (_name, body, type) => {
    const answer = await caller.call('POST', path, { body, headers: { 'Content-Type': type } });
    expect(answer.status).toBe(400);
    expect(answer.json.RequestError.ServiceException.Detail).toMatch(/\.$/);
  });

  it('an Idempotency-Key that is too long or holds blanks', async () => {
    for (const key of ['k'.repeat(256), 'a b', '""', '', 'é']) {
      const answer = await caller.call('POST', path, { body: { messageRequest: ok }, headers: { 'Idempotency-Key': key } });
      expectRefused(answer, { status: 400, code: 'SVC0002', field: 'Idempotency-Key', says: '1 to 255 visible' });
    }
  });
});
