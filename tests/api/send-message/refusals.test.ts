import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { type ApiCaller, createCaller, createClient, createToken } from '#tests/support/fixtures/app-clients.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const path = '/myMessages/v2/messages';
const message = { messageRequest: { addresses: ['+12065550121'], text: 'Hello' } };
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
});

describe('POST /myMessages/v2/messages refused', () => {
  it('403 POL0001: a MIM token does not send', async () => {
    const reader = await createCaller({ scopes: ['MIM'] });
    expect((await reader.call('POST', path, { body: message })).status).toBe(403);
  });

  it.each([
    ['plan', { plan: 'prepaid' as const }],
    ['standing', { standing: 'suspended' as const }],
    ['sms', { smsEnabled: false }],
  ])('403 POL0002, E1: the gate %s is named in Variables at every send', async (gate, line) => {
    const sender = await createCaller({ subscriber: await createSubscriber({ line }) });
    const answer = await sender.call('POST', path, { body: message });
    expect([answer.status, answer.json.RequestError.PolicyException]).toEqual([403, expect.objectContaining({ MessageId: 'POL0002', Variables: gate })]);
  });

  it('409: the same Idempotency-Key is still running', async () => {
    const { subscriber, client, call } = await createCaller();
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('POST', path, { body: message, headers: { 'Idempotency-Key': 'race' } })));
    const codes = new Set(answers.map(({ status }) => status));
    expect([...codes].every((status) => status === 201 || status === 409)).toBe(true);
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ json }) => json.id)).size).toBe(1);
    expect(await sql.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid AND "clientId" = $2::uuid`, [subscriber.mailboxId, client.id])).toHaveLength(1);
    for (const { status, headers } of answers) if (status === 409) expect(headers.get('retry-after')).toBe('1');
  });

  it('422: the same Idempotency-Key with another message', async () => {
    const headers = { 'Idempotency-Key': 'mismatch' };
    expect((await caller.call('POST', path, { body: message, headers })).status).toBe(201);
    const other = { messageRequest: { ...message.messageRequest, text: 'Something else' } };
    expect((await caller.call('POST', path, { body: other, headers })).status).toBe(422);
  });

  it('I5: the key is scoped by client and subscriber: another app and another line may use the same', async () => {
    const headers = { 'Idempotency-Key': 'shared' };
    const first = (await caller.call('POST', path, { body: message, headers })).json.id;
    const otherApp = await createCaller({ subscriber: caller.subscriber });
    const otherLine = await createCaller({ client: caller.client });
    const ids = [first, (await otherApp.call('POST', path, { body: message, headers })).json.id, (await otherLine.call('POST', path, { body: message, headers })).json.id];
    expect(new Set(ids).size).toBe(3);
  });

  it('415: XML, SVG, HTML and programs are refused by name', async () => {
    expect((await caller.call('POST', path, { body: '<MessageRequest/>', headers: { 'Content-Type': 'application/xml' } })).status).toBe(415);
    for (const [type, bytes] of [['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'], ['text/html', '<html><script>x</script>'], ['application/x-msdownload', 'MZ\u0000\u0001']]) {
      const messageContent = [{ fileName: 'evil', 'content-type': type, body: Buffer.from(bytes ?? '').toString('base64') }];
      const answer = await caller.call('POST', path, { body: { messageRequest: { ...message.messageRequest, messageContent } } });
      expect([type, answer.status, answer.json.RequestError.ServiceException.Variables]).toEqual([type, 415, 'messageContent']);
    }
  });

  it('415: a body that is packed (Content-Encoding) is not unpacked', async () => {
    const answer = await caller.call('POST', path, { body: message, headers: { 'Content-Encoding': 'gzip' } });
    expect([answer.status, answer.headers.get('accept-encoding')]).toEqual([415, 'identity']);
  });

  it('429: over the app limit, with Retry-After, before anything is stored', async () => {
    const limited = await createCaller({ perMinute: 2 });
    const statuses = [];
    for (let at = 0; at < 3; at += 1) statuses.push((await limited.call('POST', path, { body: message })).status);
    expect(statuses).toEqual([201, 201, 429]);
  });

  it('429, T21: five apps together send no more than a line may, 60 a minute', async () => {
    const subscriber = await createSubscriber();
    const apps = await Promise.all(Array.from({ length: 5 }, async () => createToken({ client: await createClient(), subscriber })));
    const calls = apps.flatMap(({ token }) => Array.from({ length: 14 }, () => caller.call('POST', path, { body: message, token })));
    const begunAt = performance.now();
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    const sent = statuses.filter((status) => status === 201).length;
    // One more comes free with each second that the calls themselves take.
    const freedMeanwhile = Math.ceil((performance.now() - begunAt) / 1000);
    expect(sent).toBeGreaterThanOrEqual(60);
    expect(sent).toBeLessThanOrEqual(60 + freedMeanwhile);
    expect(statuses.filter((status) => status === 429)).toHaveLength(70 - sent);
  });
});
