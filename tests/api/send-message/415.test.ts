import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { wholeNetwork } from '#lib/domain/sms-or-mms.ts';
import { setCarrierNetwork } from '#lib/use-cases/operations/carrier-network.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
const message = { messageRequest: { addresses: ['+12065550121'], text: 'Hello' } };
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
});

const stored = () => sql.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid`, [caller.subscriber.mailboxId]);

afterEach(() => setCarrierNetwork(wholeNetwork));

describe('POST /myMessages/v2/messages in what is not taken', () => {
  it.each([
    ['wire 0.9: XML, naming the v2 call', 'application/xml', 'POST /myMessages/v2/messages with JSON'],
    ['XML by its other name', 'text/xml; charset=UTF-8', 'POST /myMessages/v2/messages with JSON'],
    ['plain text', 'text/plain', 'Send JSON, a form, or a multipart body'],
    ['an unknown multipart', 'multipart/alternative; boundary=b', 'Send JSON, a form, or a multipart body'],
    ['bytes', 'application/octet-stream', 'Send JSON, a form, or a multipart body'],
  ])('%s', async (_name, type, says) => {
    const answer = await caller.call('POST', path, { body: '<MessageRequest/>', headers: { 'Content-Type': type } });
    expectRefused(answer, { status: 415, code: 'SVC0002', field: 'Content-Type', says });
    expect(await stored()).toEqual([]);
  });

  it('a multipart whose root is neither JSON nor a form', async () => {
    const body = '--b\r\nContent-Type: application/xml\r\n\r\n<MessageRequest/>\r\n--b--';
    const answer = await caller.call('POST', path, { body, headers: { 'Content-Type': 'multipart/related; boundary=b' } });
    expectRefused(answer, { status: 415, code: 'SVC0002', field: 'Content-Type', says: 'first part must be JSON or a form' });
  });

  it.each([
    ['SVG', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'],
    ['SVG that calls itself a PNG', 'image/png', '<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'],
    ['HTML', 'text/html', '<html><script>x</script>'],
    ['a program', 'application/x-msdownload', 'MZ\u0000\u0001'],
  ])('T11: %s as an attachment is refused by name', async (_name, type, bytes) => {
    const messageContent = [{ fileName: 'evil', 'content-type': type, body: Buffer.from(bytes).toString('base64') }];
    const answer = await caller.call('POST', path, { body: { messageRequest: { ...message.messageRequest, messageContent } } });
    expectRefused(answer, { status: 415, code: 'SVC0002', field: 'messageContent', says: '“evil”' });
    expect(await stored()).toEqual([]);
  });

  it('S4: any file, where the carrier’s network has no MMS', async () => {
    setCarrierNetwork({ mms: false, group: false, segments: null });
    const messageContent = [{ fileName: 'a.txt', 'content-type': 'text/plain', body: Buffer.from('Hello').toString('base64') }];
    const answer = await caller.call('POST', path, { body: { messageRequest: { ...message.messageRequest, messageContent } } });
    expectRefused(answer, { status: 415, code: 'SVC0002', field: 'messageContent', says: 'This network carries text only' });
    expect(await stored()).toEqual([]);
  });

  it('a body that is packed (Content-Encoding) is not unpacked', async () => {
    const answer = await caller.call('POST', path, { body: message, headers: { 'Content-Encoding': 'gzip' } });
    expectRefused(answer, { status: 415, code: 'SVC0002', field: 'Content-Encoding', says: 'without Content-Encoding' });
    expect(answer.headers.get('accept-encoding')).toBe('identity');
  });
});
