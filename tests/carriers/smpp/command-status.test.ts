import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFailureReason } from '#lib/domain/message-status.ts';
import { eventually } from '#tests/support/eventually.ts';
import { friend, smppSettings, smsTo, startSmppCarrier, type RunningCarrier } from '#tests/support/fixtures/smpp-carrier.ts';
import { startSmsc, type Smsc } from '#tests/support/fixtures/smsc.ts';

/** SMPP 3.4, table 5-2, as far as it is not reserved, and the codes of 5.0 that a submit can meet. */
const refused: Readonly<Record<string, readonly number[]>> = {
  'too-long': [0x01],
  'sender-refused': [0x0a, 0x48, 0x49, 0x105],
  'recipient-refused': [0x0b, 0x50, 0x51, 0x106],
  unreachable: [0xfe],
  'carrier-refused': [
    0x02, 0x03, 0x06, 0x07, 0x0c, 0x11, 0x13, 0x15, 0x33, 0x34, 0x40, 0x42, 0x43, 0x44, 0x45, 0x53, 0x54, 0x55, 0x61, 0x62, 0x63, 0x65, 0x66, 0x67, 0xc0, 0xc1, 0xc2,
    0xc3, 0xc4, 0x100, 0x101, 0x103, 0x104,
  ],
};
const throttled = [0x14, 0x58];
/** 0x400 to 0x4ff are the carriers' own; the rest beyond the table is nobody's. */
const failed = [0x08, 0x0d, 0x0e, 0x0f, 0x64, 0xff, 0x102, 0x400, 0x4ff, 0x0999, 0xffff_fffe];
const rebinds = [0x04, 0x05];

let smsc: Smsc;
let running: RunningCarrier;
let status = 0;
beforeAll(async () => {
  smsc = await startSmsc({ reply: () => ({ status }) });
  running = await startSmppCarrier(smppSettings([smsc.port]));
});
afterAll(async () => {
  await running.carrier.stop();
  await smsc.stop();
});

async function outcomeOf(code: number) {
  // An answer that works in between, so that many failures in a row do not break the circuit.
  status = 0;
  await eventually(async () => expect(await running.carrier.submit(smsTo(friend))).toMatchObject({ outcome: 'accepted' }));
  status = code;
  const before = smsc.submits().length;
  const result = await running.carrier.submit(smsTo(friend));
  expect(smsc.submits()).toHaveLength(before + 1);
  return result;
}

const hex = (code: number) => `0x${code.toString(16)}`;

test.each(Object.entries(refused).flatMap(([reason, codes]) => codes.map((code) => [hex(code), reason, code] as const)))('F24 %s is refused for good as %s, in words', async (_, reason, code) => {
  expect(await outcomeOf(code)).toEqual({ outcome: 'refused', reason, taken: undefined });
  expect(findFailureReason(reason)?.text).toMatch(/./);
});

test.each(throttled.map((code) => [hex(code), code] as const))('F23 %s waits and is not counted', async (_, code) => {
  expect(await outcomeOf(code)).toMatchObject({ outcome: 'throttled', retryAfterMs: expect.toSatisfy((ms: number) => ms > 0) });
});

test.each(failed.map((code) => [hex(code), code] as const))('F24 %s may pass, is tried again and counted', async (_, code) => {
  expect(await outcomeOf(code)).toMatchObject({ outcome: 'failed', reason: 'carrier-error', retryAfterMs: expect.toSatisfy((ms: number) => ms > 0) });
});

test.each(rebinds.map((code) => [hex(code), code] as const))('%s binds anew and sends nothing', async (_, code) => {
  const binds = smsc.binds();
  expect(await outcomeOf(code)).toMatchObject({ outcome: 'not-sent' });
  await eventually(() => expect(smsc.binds()).toBe(binds + 1));
});
