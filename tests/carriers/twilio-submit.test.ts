import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Carrier, Submission } from '#lib/carriers/carrier.ts';
import { retryAfterMs } from '#lib/carriers/http/client.ts';
import { createTwilio } from '#lib/carriers/http/twilio.ts';
import { newId } from '#lib/ids.ts';
import { freePort } from '#lib/server/free-port.ts';
import { eventually } from '#tests/support/eventually.ts';
import { type Fault, type ProviderServer, startProvider } from '#tests/support/fixtures/provider-server.ts';

let provider: ProviderServer;
let carrier: Carrier;
const noEvents = { receipt: async () => undefined, inbound: async () => undefined, inboundSegment: async () => undefined, capacity: () => undefined };
const made: Carrier[] = [];

async function start(options: { apiUrl?: string; authToken?: string; concurrency?: number; timeoutMs?: number } = {}): Promise<Carrier> {
  const created = createTwilio({
    accountSid: provider.accountSid, authToken: provider.authToken, apiUrl: provider.url, callbackUrl: 'http://handset.example', concurrency: 8, perSecond: 1_000,
    lines: { findLine: async () => null }, ...options,
  });
  made.push(created);
  await created.start(noEvents);
  return created;
}

const submission = (more: Partial<Submission> = {}): Submission => ({
  messageId: newId(), attempt: 1, route: 'SMS', sender: '+14255550171', recipient: '+12025550123', group: null, subject: null, text: `Text ${newId()}`, parts: [],
  validUntil: new Date(Date.now() + 3_600_000), segmentsTaken: 0, reference: 4711, ...more,
});
const part = (contentType: string) => ({ name: 'a', contentType, contentHash: 'a'.repeat(64), sizeBytes: 1 });

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());
beforeEach(async () => {
  provider.faults.length = 0;
  provider.requests.length = 0;
  carrier = await start();
});
afterEach(async () => {
  provider.faults.length = 0;
  await Promise.all(made.splice(0).map((each) => each.stop()));
});

describe('what a submit says', () => {
  it('is whole: sender, recipient, text, where to report, for how long', async () => {
    await carrier.submit(submission({ text: 'Grüße 😎', validUntil: new Date(Date.now() + 600_000) }));
    const form = provider.ledger.at(-1)?.form;
    expect(Object.fromEntries(form ?? [])).toMatchObject({ To: '+12025550123', From: '+14255550171', Body: 'Grüße 😎', StatusCallback: 'http://handset.example/carrier/twilio/status?reference=4711' });
    expect(Number(form?.get('ValidityPeriod'))).toBeGreaterThan(500);
    expect(Number(form?.get('ValidityPeriod'))).toBeLessThanOrEqual(600);
    expect([form?.has('SendAsMms'), form?.has('MediaUrl')]).toEqual([false, false]);
  });

  it.each([
    ['days', 864_000_000, '36000'],
    ['no time at all', -5_000, '1'],
  ])('asks for a validity that the provider allows when there are %s', async (_, leftMs, seconds) => {
    await carrier.submit(submission({ validUntil: new Date(Date.now() + leftMs) }));
    expect(provider.ledger.at(-1)?.form.get('ValidityPeriod')).toBe(seconds);
  });

  it('names each file by an address of its own, and puts a subject before the text', async () => {
    await carrier.submit(submission({ route: 'MMS', subject: 'Holidays', text: 'See', parts: [part('image/png'), part('image/jpeg')] }));
    const form = provider.ledger.at(-1)?.form;
    const urls = form?.getAll('MediaUrl') ?? [];
    expect(new Set(urls).size).toBe(2);
    for (const url of urls) expect(url).toMatch(/^http:\/\/handset\.example\/carrier\/media\/[\w.-]+$/);
    expect([form?.get('Body'), form?.has('SendAsMms')]).toEqual(['Holidays\nSee', false]);
  });

  it('an MMS without files stays an MMS', async () => {
    await carrier.submit(submission({ route: 'MMS', text: '’' }));
    expect(provider.ledger.at(-1)?.form.get('SendAsMms')).toBe('true');
  });

  it('is not made for a group: the provider has none', async () => {
    expect(await carrier.submit(submission({ route: 'MMS', group: ['+12025550123', '+12025550124'] }))).toEqual({ outcome: 'refused', reason: 'no-group' });
    expect([provider.requests, carrier.capabilities.group]).toEqual([[], false]);
  });
});

describe('what comes of a submit', () => {
  const cases: [string, Fault, object][] = [
    ['no valid number', { status: 400, code: 21211 }, { outcome: 'refused', reason: 'recipient-refused' }],
    ['a number that cannot be reached', { status: 400, code: 21214 }, { outcome: 'refused', reason: 'unreachable' }],
    ['a recipient who texted STOP', { status: 400, code: 21610 }, { outcome: 'refused', reason: 'stopped-at-carrier' }],
    ['no route', { status: 400, code: 21612 }, { outcome: 'refused', reason: 'unreachable' }],
    ['no mobile', { status: 400, code: 21614 }, { outcome: 'refused', reason: 'not-a-mobile' }],
    ['a landline', { status: 400, code: 21635 }, { outcome: 'refused', reason: 'landline' }],
    ['a text that is too long', { status: 400, code: 21617 }, { outcome: 'refused', reason: 'too-large' }],
    ['a code that is not in the table', { status: 400, code: 29999 }, { outcome: 'refused', reason: 'carrier-refused' }],
    ['a refusal without a code', { status: 422, body: 'no' }, { outcome: 'refused', reason: 'carrier-refused' }],
    ['too many calls', { status: 429, code: 20429, retryAfter: '7' }, { outcome: 'throttled', retryAfterMs: 7_000 }],
    ['too many calls, without a time', { status: 429, code: 20429 }, { outcome: 'throttled', retryAfterMs: 1_000 }],
    ['the messages of the day used up', { status: 429, code: 63038, retryAfter: '999999' }, { outcome: 'throttled', retryAfterMs: 3_600_000 }],
    ['a provider that is overloaded', { status: 503, retryAfter: '3' }, { outcome: 'throttled', retryAfterMs: 3_000 }],
    ['an error of the provider', { status: 500, code: 20500 }, { outcome: 'failed', reason: 'http-500' }],
    ['a redirect', { status: 307, location: '/elsewhere/x' }, { outcome: 'failed', reason: 'http-307' }],
    ['a wrong account', { status: 404, code: 20404 }, { outcome: 'not-sent', reason: 'denied' }],
    ['F20 a gateway that waited in vain', { status: 504, body: '<html>' }, { outcome: 'in-doubt', reason: 'http-504' }],
    ['F20 a cut before the answer', { cut: 'before-answer', taken: true }, { outcome: 'in-doubt', reason: 'connection-lost' }],
    ['F20 a cut in the answer', { cut: 'in-answer', taken: true }, { outcome: 'in-doubt', reason: 'connection-lost' }],
    ['F20 an answer that is no JSON', { status: 201, body: 'taken' }, { outcome: 'in-doubt', reason: 'bad-answer' }],
    ['F20 an answer without an id', { status: 201, body: '{"sid":"x","status":"queued"}' }, { outcome: 'in-doubt', reason: 'bad-answer' }],
    ['F20 an answer without an end', { status: 201, body: 'x'.repeat(1_200_000) }, { outcome: 'in-doubt', reason: 'answer-too-long' }],
  ];
  it.each(cases)('%s', async (_, fault, result) => {
    provider.faults.push(fault);
    expect(await carrier.submit(submission())).toMatchObject(result);
    expect(provider.requests.map(({ url }) => url).filter((url) => url.startsWith('/elsewhere'))).toEqual([]);
  });

  it('F29 an error to the try of a provider that only fails is not the message’s, which waits longer than the provider is left alone', async () => {
    provider.faults.push(...Array.from({ length: 6 }, () => ({ status: 500, code: 20500 })));
    for (let at = 0; at < 5; at += 1) expect(await carrier.submit(submission())).not.toHaveProperty('isTry');
    const tried = await carrier.submit(submission());
    expect(tried).toMatchObject({ outcome: 'failed', isTry: true });
    expect('retryAfterMs' in tried && tried.retryAfterMs).toBeGreaterThan(carrier.capacity().againInMs);
  });

  it('F20 silence is in doubt when the time is over', async () => {
    const impatient = await start({ timeoutMs: 150 });
    provider.faults.push({ silent: true, taken: true });
    expect(await impatient.submit(submission())).toMatchObject({ outcome: 'in-doubt', reason: 'timeout' });
  });

  it('without a connection nothing was sent', async () => {
    const lonely = await start({ apiUrl: `http://127.0.0.1:${await freePort()}` });
    expect(await lonely.submit(submission())).toEqual({ outcome: 'not-sent', reason: 'no-connection', retryAfterMs: 2_000 });
  });

  it('without a handshake nothing was sent either', async () => {
    const plain = await start({ apiUrl: provider.url.replace('http:', 'https:') });
    expect(await plain.submit(submission())).toEqual({ outcome: 'not-sent', reason: 'no-connection', retryAfterMs: 2_000 });
    expect(provider.requests).toEqual([]);
  });

  it.each([
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
    ['headers without an end', `HTTP/1.1 201 Created\r\nA: ${'x'.repeat(40_000)}\r\n\r\n`],
  ])('F20 %s is no answer', async (_, bytes) => {
    const server = createServer((socket) => void socket.on('error', () => undefined).once('data', () => socket.write(bytes)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const strange = await start({ apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    expect(await strange.submit(submission())).toMatchObject({ outcome: 'in-doubt', reason: 'bad-answer' });
    server.close();
  });

  it('reads Retry-After as seconds or as a date, and nothing else', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    expect(['5', '0', 'Mon, 23 Nov 2026 12:01:00 GMT', 'Mon, 23 Nov 2026 11:00:00 GMT', '999999999', 'soon', '-1', undefined].map((header) => retryAfterMs(header, now))).toEqual([5_000, 250, 60_000, 250, 3_600_000, null, null, null]);
  });
});

describe('the link', () => {
  it('F29 an account that the provider refuses stays so while the provider only asks for patience', async () => {
    provider.faults.push({ status: 401, code: 20003 }, { status: 503 });
    for (const outcome of ['not-sent', 'throttled']) {
      expect(await carrier.submit(submission())).toMatchObject({ outcome });
      expect(carrier.health()).toMatchObject([{ state: 'refused' }]);
      expect(carrier.capacity().free).toBe(0);
    }
    expect(await carrier.submit(submission())).toMatchObject({ outcome: 'accepted' });
    expect(carrier.health()).toMatchObject([{ state: 'open' }]);
  });

  it('is refused at the first answer to wrong credentials, says so without secrets, and refuses nobody’s message', async () => {
    const stranger = await start({ authToken: 'wrong-token-wrong-token' });
    expect(await stranger.submit(submission())).toMatchObject({ outcome: 'not-sent', reason: 'denied' });
    const [link] = stranger.health();
    expect([link?.state, link?.detail]).toEqual(['refused', expect.stringMatching(/refuses the account.*TWILIO_AUTH_TOKEN/)]);
    expect(JSON.stringify(link)).not.toMatch(/wrong-token|AC[0-9a-f]{32}/);
    expect(stranger.capacity().free).toBe(0);
    expect(stranger.capacity().againInMs).toBeGreaterThan(0);
  });

  it.each([
    [{ status: 401, code: 20003 }, 'taken'],
    [{ status: 403, code: 20403 }, 'taken'],
    [{ status: 404, code: 20404 }, 'taken'],
    [{ status: 401, code: 20003 }, 'answered about its recipient', { status: 400, code: 21211 }],
  ] satisfies [Fault, string, Fault?][])('refused by %j, it is open again once a submit is %s', async (fault, _, next?: Fault) => {
    provider.faults.push(fault);
    expect(await carrier.submit(submission())).toMatchObject({ outcome: 'not-sent', reason: 'denied' });
    expect(carrier.health()[0]?.state).toBe('refused');
    await eventually(() => expect(carrier.capacity().free).toBe(1));
    expect(carrier.health()[0]?.state).toBe('refused');
    if (next) provider.faults.push(next);
    await carrier.submit(submission());
    expect(carrier.health()[0]?.state).toBe('open');
    // What is left to wait for is the pace, not the circuit's next pause.
    expect(carrier.capacity().againInMs).toBeLessThan(1_000);
  });

  it('questions tell of the account as well: refused by one, taken again by the next', async () => {
    const sent = submission();
    const result = await carrier.submit(sent);
    const ids = result.outcome === 'accepted' ? result.taken.carrierMessageIds : [];
    const stranger = await start({ authToken: 'wrong-token-wrong-token' });
    expect(await stranger.query(sent, ids)).toBeNull();
    expect(stranger.health()[0]?.state).toBe('refused');
    provider.faults.push({ status: 401 });
    await carrier.submit(submission());
    expect(carrier.health()[0]?.state).toBe('refused');
    await carrier.query(sent, ids);
    expect(carrier.health()[0]?.state).toBe('open');
  });

  it('is whole again after the try that succeeds', async () => {
    provider.faults.push(...Array.from({ length: 5 }, () => ({ status: 500 })));
    for (let count = 0; count < 5; count += 1) await carrier.submit(submission());
    expect(carrier.health()[0]?.state).toBe('broken');
    await eventually(() => expect(carrier.capacity().free).toBe(1));
    provider.faults.push({ status: 500 });
    const attempt = carrier.submit(submission());
    // Only one goes to try, and nobody asks again without a pause meanwhile.
    expect([carrier.capacity().free, carrier.capacity().againInMs >= 100]).toEqual([0, true]);
    await attempt;
    await eventually(() => expect(carrier.capacity().free).toBe(1));
    expect(await carrier.submit(submission())).toMatchObject({ outcome: 'accepted' });
    expect(carrier.health()[0]?.state).toBe('open');
  });

  it('has no more places than calls are allowed at once, and its stop waits for the answers', async () => {
    const narrow = await start({ concurrency: 2, timeoutMs: 200 });
    provider.faults.push({ silent: true }, { silent: true });
    const runs = [narrow.submit(submission()), narrow.submit(submission({ recipient: '+12025550124' }))];
    expect(narrow.capacity().free).toBe(0);
    const answered: string[] = [];
    for (const run of runs) void run.then(({ outcome }) => answered.push(outcome));
    await narrow.stop();
    expect(answered).toEqual(['in-doubt', 'in-doubt']);
    expect([narrow.capacity().free, narrow.health()[0]?.state]).toEqual([0, 'down']);
  });
});

describe('what became of a submit', () => {
  async function lose(more: Partial<Submission> = {}): Promise<Submission> {
    const lost = submission(more);
    provider.faults.push({ cut: 'before-answer', taken: true });
    expect(await carrier.submit(lost)).toMatchObject({ outcome: 'in-doubt' });
    return lost;
  }

  it('F20 is found by numbers, day and text, with what the provider knows of it', async () => {
    const lost = await lose();
    const taken = provider.ledger.at(-1);
    if (taken) Object.assign(taken, { status: 'undelivered', error_code: 30006 });
    expect(await carrier.query(lost, [])).toMatchObject({
      submit: { outcome: 'accepted', taken: { carrierMessageIds: [taken?.sid], segmentCount: 1 } },
      receipts: [{ carrierMessageIds: [taken?.sid], status: 'undeliverable', reason: 'landline', eventKey: 'undelivered' }],
    });
  });

  it('F20 stays open when two messages can be it, when none can, and when the provider cannot be asked', async () => {
    const text = `Twice ${newId()}`;
    const first = await lose({ text });
    const second = await lose({ text });
    expect([await carrier.query(first, []), await carrier.query(second, [])]).toEqual([null, null]);
    expect(await carrier.query(submission(), [])).toBeNull();
    const lonely = await start({ apiUrl: `http://127.0.0.1:${await freePort()}` });
    expect(await lonely.query(first, [])).toBeNull();
  });

  it('F20 is not what was taken before: its id has an owner', async () => {
    const text = `Same ${newId()}`;
    await carrier.submit(submission({ text }));
    const never = submission({ text });
    expect(await carrier.query(never, [])).toBeNull();
    const lost = await lose({ text });
    expect(await carrier.query(lost, [])).toMatchObject({ submit: { taken: { carrierMessageIds: [provider.ledger.at(-1)?.sid] } } });
  });

  it('is not a message with other files, nor one that came in', async () => {
    const lost = await lose({ route: 'MMS', parts: [part('image/png')] });
    expect(await carrier.query({ ...lost, parts: [] }, [])).toBeNull();
    Object.assign(provider.ledger.at(-1) ?? {}, { direction: 'inbound' });
    expect(await carrier.query(lost, [])).toBeNull();
  });

  it('is asked by the id where it is known', async () => {
    const sent = submission();
    const result = await carrier.submit(sent);
    const ids = result.outcome === 'accepted' ? result.taken.carrierMessageIds : [];
    Object.assign(provider.ledger.at(-1) ?? {}, { status: 'delivered' });
    expect(await carrier.query(sent, ids)).toMatchObject({ submit: null, receipts: [{ carrierMessageIds: ids, status: 'delivered' }] });
    expect(provider.requests.at(-1)?.url).toContain(`/Messages/${ids[0]}.json`);
    expect(await carrier.query(sent, [`SM${'0'.repeat(32)}`])).toBeNull();
  });
});
