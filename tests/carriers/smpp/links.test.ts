import { afterEach, expect, test } from 'vitest';
import type { SubmitResult } from '#lib/carriers/carrier.ts';
import type { SmppSettings } from '#lib/carriers/smpp/settings.ts';
import { makeCertificate } from '#tests/support/certificate.ts';
import { eventually } from '#tests/support/eventually.ts';
import { friend, quick, smppSettings, smsTo, startSmppCarrier, type RunningCarrier } from '#tests/support/fixtures/smpp-carrier.ts';
import { startSmsc, type Smsc, type SmscOptions } from '#tests/support/fixtures/smsc.ts';
import { startFlakyProxy, type FlakyProxy } from '#tests/support/flaky-proxy.ts';

const running: { stop(): Promise<void> }[] = [];
// The last that was started is the first to end: the carrier goes before its centre.
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});

async function centre(options: SmscOptions = {}): Promise<Smsc> {
  const smsc = await startSmsc(options);
  running.push(smsc);
  return smsc;
}

async function proxyTo(port: number): Promise<FlakyProxy> {
  const proxy = await startFlakyProxy(port);
  running.push(proxy);
  return proxy;
}

async function connect(ports: readonly number[], more: Partial<SmppSettings> = {}): Promise<RunningCarrier> {
  const started = await startSmppCarrier(smppSettings(ports, more));
  running.push(started.carrier);
  return started;
}

test('F20 a link that drops with a full window leaves each submit in doubt and none failed, and comes back', async () => {
  const smsc = await centre({ reply: () => ({ hold: true }) });
  const { carrier, heard } = await connect([smsc.port]);
  const results = Array.from({ length: 10 }, () => carrier.submit(smsTo(friend)));
  await eventually(() => expect(smsc.submits()).toHaveLength(10));
  expect(carrier.capacity().free).toBe(0);
  expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'not-sent' });
  const before = heard.capacities;
  smsc.cut();
  expect(await Promise.all(results)).toEqual(Array.from({ length: 10 }, () => ({ outcome: 'in-doubt', reason: 'link-lost', taken: undefined })));
  await eventually(() => expect(carrier.capacity().free).toBe(10));
  expect(heard.capacities).toBeGreaterThan(before);
  expect(smsc.binds()).toBe(2);
  expect(smsc.submits()).toHaveLength(10);
});

test('F20 while no link is up nothing is sent, and the links say so', async () => {
  const smsc = await centre();
  const proxy = await proxyTo(smsc.port);
  const { carrier } = await connect([proxy.port]);
  proxy.refuse(true);
  proxy.cut();
  await eventually(() => expect(carrier.health()[0]?.state).toBe('down'));
  expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'not-sent', retryAfterMs: expect.any(Number) });
  expect(carrier.capacity().free).toBe(0);
  proxy.refuse(false);
  await eventually(async () => expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'accepted' }));
});

test('F21 a half-open link is found by enquire_link and made anew', async () => {
  const smsc = await centre({ reply: () => ({ hold: true }) });
  const proxy = await proxyTo(smsc.port);
  const { carrier } = await connect([proxy.port], { times: quick({ enquireEveryMs: 30, enquireAnswerMs: 200 }) });
  const submitted = carrier.submit(smsTo(friend));
  await eventually(() => expect(smsc.submits()).toHaveLength(1));
  proxy.stallBack(true);
  smsc.release();
  expect(await submitted).toMatchObject({ outcome: 'in-doubt', reason: 'link-lost' });
  proxy.stallBack(false);
  await eventually(() => expect(carrier.health()[0]?.state).toBe('open'));
  expect(proxy.connections()).toBeGreaterThan(1);
});

test('a live link is asked again and again, and stays', async () => {
  const smsc = await centre();
  const { carrier } = await connect([smsc.port], { times: quick({ enquireEveryMs: 5 }) });
  await eventually(() => expect(smsc.ledger.filter(({ command }) => command === 'enquire_link').length).toBeGreaterThan(5));
  expect(smsc.binds()).toBe(1);
  expect(carrier.health()[0]?.state).toBe('open');
});

test('F22 an answer after its time settles the attempt by its id, and nothing is submitted again', async () => {
  const smsc = await centre({ reply: () => ({ hold: true, messageId: 'LATE-1' }) });
  const { carrier, heard } = await connect([smsc.port], { times: quick({ responseMs: 20 }) });
  const submission = smsTo(friend);
  expect(await carrier.submit(submission)).toMatchObject({ outcome: 'in-doubt', reason: 'no-answer' });
  smsc.release();
  await eventually(() => expect(heard.receipts).toHaveLength(1));
  expect(heard.receipts[0]).toMatchObject({
    carrierMessageIds: ['LATE-1'], status: 'submitted', about: { sender: submission.sender, recipient: friend, reference: submission.reference },
  });
  expect(smsc.submits()).toHaveLength(1);
});

test('F22 a refusal after its time ends the message with its reason', async () => {
  const smsc = await centre({ reply: () => ({ hold: true, status: 0x0b }) });
  const { carrier, heard } = await connect([smsc.port], { times: quick({ responseMs: 20 }) });
  expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'in-doubt' });
  smsc.release();
  await eventually(() => expect(heard.receipts).toEqual([expect.objectContaining({ status: 'rejected', reason: 'recipient-refused' })]));
});

test('an answer without an id is in doubt: a receipt may tell which it was', async () => {
  const smsc = await centre({ reply: () => ({ messageId: '' }) });
  const { carrier } = await connect([smsc.port]);
  expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'in-doubt', reason: 'no-id' });
});

test('F23 half of all throttled: every message is taken once, and a second link is not held up', async () => {
  const counted = new Map<string, number>();
  const take = (recipient: string) => void counted.set(recipient, (counted.get(recipient) ?? 0) + 1);
  let turn = 0;
  const busy = await centre({
    reply(pdu) {
      if ((turn += 1) % 2 === 0) return { status: turn % 4 === 0 ? 0x58 : 0x14 };
      take(String(pdu.destination_addr));
      return {};
    },
  });
  const quiet = await centre({ reply: (pdu) => (take(String(pdu.destination_addr)), {}) });
  const { carrier } = await connect([busy.port, quiet.port]);
  const queue = Array.from({ length: 400 }, (_, at) => smsTo(`+1206555${String(at).padStart(4, '0')}`));
  const outcomes: SubmitResult['outcome'][] = [];
  await eventually(async () => {
    const round = queue.splice(0, carrier.capacity().free);
    const results = await Promise.all(round.map((submission) => carrier.submit(submission)));
    for (const [at, { outcome }] of results.entries()) {
      outcomes.push(outcome);
      const again = round[at];
      if (outcome !== 'accepted' && again) queue.push(again);
    }
    expect(queue).toHaveLength(0);
  }, 60_000);
  expect([...counted.values()]).toEqual(Array.from({ length: 400 }, () => 1));
  expect(outcomes).toContain('throttled');
  expect(new Set(outcomes)).toEqual(new Set(['accepted', 'throttled']));
  expect(quiet.submits().length).toBeGreaterThan(0);
});

test('throughput is counted in segments', async () => {
  const smsc = await centre();
  const slow = { segmentsPerSecond: 1, texts: { ...smppSettings([]).texts, concatenation: 'payload' as const } };
  const { carrier: one } = await connect([smsc.port], slow);
  const { carrier: three } = await connect([smsc.port], slow);
  expect(await one.submit(smsTo(friend))).toMatchObject({ outcome: 'accepted' });
  expect(await three.submit(smsTo(friend, { text: 'a'.repeat(400) }))).toMatchObject({ outcome: 'accepted' });
  // A second each: the one segment is almost made up for when the three are not.
  expect(one.capacity()).toMatchObject({ free: 0, againInMs: expect.toSatisfy((ms: number) => ms <= 1_000) });
  expect(three.capacity()).toMatchObject({ free: 0, againInMs: expect.toSatisfy((ms: number) => ms > 1_000 && ms <= 3_000) });
});

test('several binds share the submits of a link, and its room is the sum', async () => {
  const smsc = await centre({ reply: () => ({ hold: true }) });
  const { carrier } = await connect([smsc.port], { binds: 3, window: 2 });
  expect(smsc.sessions()).toBe(3);
  expect(carrier.capacity().free).toBe(6);
  const submits = Array.from({ length: 6 }, () => carrier.submit(smsTo(friend)));
  await eventually(() => expect(smsc.submits()).toHaveLength(6));
  smsc.release();
  expect((await Promise.all(submits)).every(({ outcome }) => outcome === 'accepted')).toBe(true);
});

test.each([
  [0x0d, /refused the bind.*SMPP_SYSTEM_ID, SMPP_PASSWORD/],
  [0x0e, /refused the password.*SMPP_PASSWORD/],
  [0x0f, /does not know the system id.*SMPP_SYSTEM_ID/],
])('F20 a bind refused with error %i makes the link refused, says which setting to look at without the password, and is tried again at long intervals', async (status, why) => {
  let isWrong = true;
  const refusing = await centre({ bindStatus: () => (isWrong ? status : 0) });
  const failing = await centre({ bindStatus: () => 0x08 });
  const { carrier } = await connect([refusing.port, failing.port]);
  expect(carrier.health()[0]).toMatchObject({ state: 'refused', detail: expect.stringMatching(why) });
  await eventually(() => expect(refusing.binds()).toBeGreaterThan(2));
  // Both links began together: an account that could be locked is asked far more seldom.
  expect(failing.binds()).toBeGreaterThan(2 * refusing.binds());
  expect(carrier.health()[0]).toMatchObject({ state: 'refused', detail: expect.stringMatching(why) });
  expect(JSON.stringify(carrier.health())).not.toContain('secret-word');
  expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'not-sent' });
  isWrong = false;
  await eventually(() => expect(carrier.health()[0]?.state).toBe('open'));
  expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'accepted' });
});

test('F20 of several binds one asks for an account that is refused, and all come once it is taken', async () => {
  let isWrong = true;
  const smsc = await centre({ bindStatus: () => (isWrong ? 0x0e : 0) });
  const { carrier } = await connect([smsc.port], { binds: 4 });
  expect(smsc.binds()).toBe(1);
  await eventually(() => expect(smsc.binds()).toBe(3));
  expect(carrier.health()[0]).toMatchObject({ state: 'refused', detail: expect.stringContaining('SMPP_PASSWORD') });
  isWrong = false;
  await eventually(() => expect(smsc.sessions()).toBe(4));
  expect(carrier.health()[0]?.state).toBe('open');
});

test('F20 an account that is refused is asked ever more seldom, also where the link fails otherwise in between', async () => {
  const refusedAt: number[] = [];
  let binds = 0;
  const bindStatus = () => {
    if (binds++ % 2 === 1) return 0x08;
    refusedAt.push(performance.now());
    return 0x0e;
  };
  const smsc = await centre({ bindStatus });
  await connect([smsc.port], { times: quick({ rebindFirstMs: 1, rebindLongestMs: 1, refusedFirstMs: 60, refusedLongestMs: 10_000 }) });
  await eventually(() => expect(refusedAt.length).toBeGreaterThan(3));
  const pauses = refusedAt.slice(1).map((at, before) => at - (refusedAt[before] ?? 0));
  // Timers may come a millisecond early.
  for (const [times, pause] of pauses.entries()) expect(pause).toBeGreaterThan(60 * 2 ** times - 2);
});

test('a link that was refused and then finds no centre says that it is down', async () => {
  const smsc = await centre({ bindStatus: () => 0x0e });
  const proxy = await proxyTo(smsc.port);
  const { carrier } = await connect([proxy.port]);
  expect(carrier.health()[0]?.state).toBe('refused');
  proxy.refuse(true);
  await eventually(() => expect(carrier.health()[0]).toMatchObject({ state: 'down', detail: expect.not.stringContaining('SMPP_PASSWORD') }));
});

test('a bind that fails otherwise is tried until it holds', async () => {
  const statuses = [0x08, 0x05, 0x04];
  const smsc = await centre({ bindStatus: () => statuses.shift() ?? 0 });
  const { carrier } = await connect([smsc.port]);
  await eventually(() => expect(carrier.health()[0]?.state).toBe('open'));
  expect(smsc.binds()).toBe(4);
});

test('a centre that unbinds is answered and bound again', async () => {
  const smsc = await centre();
  await connect([smsc.port]);
  smsc.unbindAll();
  await eventually(() => expect(smsc.binds()).toBe(2));
});

test('a link that only fails is left alone, and taken up again when it works', async () => {
  let status = 0x08;
  const smsc = await centre({ reply: () => ({ status }) });
  const { carrier } = await connect([smsc.port]);
  for (let at = 0; at < 5; at += 1) expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'failed', reason: 'carrier-error' });
  expect(carrier.health()[0]).toMatchObject({ state: 'broken' });
  expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'not-sent' });
  // The next one is its try: not the message's fault, and later again than the link, so that another message is the next try.
  await eventually(async () => expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'failed', isTry: true }));
  status = 0;
  await eventually(async () => expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'accepted' }));
  expect(carrier.health()[0]).toMatchObject({ state: 'open' });
});

test('TLS: a centre with a certificate of the named authority is bound, another one gets no password', async () => {
  const tls = makeCertificate();
  const smsc = await centre({ tls });
  const { carrier } = await connect([], { addresses: [{ host: '127.0.0.1', port: smsc.port, tls: { ca: tls.cert } }] });
  expect(await carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'accepted' });
  const stranger = await centre({ tls: makeCertificate() });
  const { carrier: careful } = await connect([], { addresses: [{ host: '127.0.0.1', port: stranger.port, tls: { ca: tls.cert } }] });
  expect(careful.health()[0]).toMatchObject({ state: 'down', detail: expect.stringContaining('connection failed') });
  expect(stranger.ledger).toHaveLength(0);
});

test('a stop waits for the answers that are outstanding, then unbinds', async () => {
  const smsc = await centre({ reply: () => ({ hold: true }) });
  const { carrier } = await connect([smsc.port]);
  const submitted = carrier.submit(smsTo(friend));
  await eventually(() => expect(smsc.submits()).toHaveLength(1));
  const stopped = carrier.stop();
  expect(carrier.capacity().free).toBe(0);
  smsc.release();
  expect(await submitted).toMatchObject({ outcome: 'accepted' });
  await stopped;
  expect(smsc.ledger.at(-1)?.command).toBe('unbind');
});
