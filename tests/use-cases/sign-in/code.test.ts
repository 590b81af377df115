import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { sql } from '#lib/data/pool.ts';
import { clearCodeStop } from '#lib/use-cases/sign-in/clear-code-stop.ts';
import { networkOf } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { requestCode } from '#lib/use-cases/sign-in/request-code.ts';
import { findRequestedCode, verifyCode } from '#lib/use-cases/sign-in/verify-code.ts';
import { findSimulatorLine } from '#lib/carriers/simulator/line-facts.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { insertSimulatedLine } from '#tests/support/fixtures/lines.ts';
import { freshMsisdn } from '#tests/support/fixtures/subscribers.ts';

const browser = (letter: string) => letter.repeat(43);
const mine = browser('m');
let msisdn: string;

beforeEach(async () => {
  setLineDirectory({ findLine: findSimulatorLine });
  msisdn = freshMsisdn();
  await insertSimulatedLine({ msisdn, name: 'Ana' });
  await forgetWaits();
});
afterEach(() => setTestClock(null));

/** Asks for a code and reads it from what was queued for the phone. */
async function askFor(number = msisdn, browserId = mine): Promise<string | null> {
  const { deliver } = await requestCode({ number, browserId, address: '203.0.113.9' });
  await deliver();
  const [text] = await sql.query<{ text: string }>(
    `SELECT m.text FROM "Message" m JOIN "Recipient" r ON r."mailboxId" = m."mailboxId" AND r."messageId" = m.id WHERE r.address = $1 AND m."isOwnCode" ORDER BY m.id DESC LIMIT 1`,
    [number],
  );
  return text ? (/^\d{6}/.exec(text.text)?.[0] ?? null) : null;
}
/** Neither the number nor its block has to wait: guesses leave codes unused, and all numbers here are of one block. */
async function forgetWaits(): Promise<void> {
  await sql.query('DELETE FROM "AbuseLimit"');
  await sql.query('UPDATE "OneTimeCode" SET "textedAt" = NULL');
}
const failuresOf = async (number = msisdn) => (await getPrisma().codeFailure.findUnique({ where: { msisdn: number } })) ?? { consecutiveFailures: 0 };
/** The database's clock decides, so the row is where time passes. */
const pass = (seconds: number, number = msisdn) => sql.query('UPDATE "CodeFailure" SET "notBeforeAt" = "notBeforeAt" - make_interval(secs => $2) WHERE msisdn = $1', [number, seconds]);
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const verify = (code: string, browserId: string | null = mine, number = msisdn) => verifyCode({ msisdn: number, code, browserId });
const code = async () => (await askFor()) ?? 'none';

describe('a right code', () => {
  it('E2: proves the line, and makes subscriber and mailbox at the first proof', async () => {
    const owner = await verify(await code());
    const subscriber = await getPrisma().subscriber.findUniqueOrThrow({ where: { msisdn } });
    expect(Date.now() - Number(subscriber.lineProvenAt)).toBeLessThan(60_000);
    expect(owner.subscriberId).toBe(subscriber.id);
    expect(await getPrisma().mailbox.findUniqueOrThrow({ where: { msisdn } })).toMatchObject({ id: owner.mailboxId, provisionedAt: null });
    await forgetWaits();
    expect(await verify(await code())).toEqual(owner);
  });

  it('has six digits, may be typed with spaces, and is nowhere stored', async () => {
    const digits = await code();
    expect(digits).toMatch(/^\d{6}$/);
    expect(JSON.stringify(await getPrisma().oneTimeCode.findMany({ where: { msisdn } }))).not.toContain(digits);
    await expect(verify(` ${digits.slice(0, 3)} ${digits.slice(3)} `)).resolves.toBeDefined();
  });

  it('T13: works once', async () => {
    const digits = await code();
    await verify(digits);
    await expect(verify(digits)).rejects.toMatchObject({ code: 'invalid-input', field: 'code' });
  });

  it('T13: used by fifty at the same time lets one in', async () => {
    const digits = await code();
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => verify(digits)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('T13: works only in the browser that asked', async () => {
    const digits = await code();
    await expect(verify(digits, browser('o'))).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(verify(digits, null)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(verify(digits)).resolves.toBeDefined();
  });

  it('T13: is over after ten minutes', async () => {
    const digits = await code();
    setTestClock(new Date(Date.now() + 601_000));
    await expect(verify(digits)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await findRequestedCode({ browserId: mine })).toBeNull();
  });

  it('is replaced by the next one', async () => {
    const first = await code();
    await forgetWaits();
    const second = await code();
    if (first !== second) await expect(verify(first)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(verify(second)).resolves.toBeDefined();
  });
});

describe('T13: guessing', () => {
  it('a code takes five tries', async () => {
    const digits = await code();
    for (let guess = 0; guess < 5; guess += 1) await expect(verify(wrongOf(digits))).rejects.toMatchObject({ code: 'invalid-input' });
    await pass(60);
    await expect(verify(digits)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  /** Fails until the number has this many failures in a row, letting each wait pass. Answers the last refusal. */
  async function failUntil(failures: number, number = msisdn): Promise<unknown> {
    let refusal: unknown;
    for (let at = (await failuresOf(number)).consecutiveFailures; at < failures; at += 1) {
      await pass(86_400, number);
      await forgetWaits();
      const digits = (await askFor(number)) ?? '000000';
      refusal = await verify(wrongOf(digits), mine, number).catch((error: unknown) => error);
    }
    return refusal;
  }

  it('failures are counted over new codes, and from the fifth on even the right code has to wait', async () => {
    await failUntil(6);
    expect(await failuresOf()).toMatchObject({ consecutiveFailures: 6 });
    await forgetWaits();
    const digits = await code();
    await expect(verify(digits)).rejects.toMatchObject({ code: 'limit-exceeded', field: 'code', retryAfterSeconds: expect.any(Number) });
    await pass(60);
    await expect(verify(digits)).resolves.toBeDefined();
  });

  it('a stop ends by itself: no code goes out while it would be over too soon, the person reads when and what else helps, then it works', async () => {
    const told = await failUntil(20);
    await forgetWaits();
    const refused = await askFor().catch((error: unknown) => error);
    for (const refusal of [told, refused]) expect(refusal).toMatchObject({ code: 'limit-exceeded', retryAfterSeconds: expect.any(Number), message: 'Too many wrong codes for this number. Try again in 24 hours. If you cannot wait, ask support to help you sign in.' });
    expect((refused as { retryAfterSeconds: number }).retryAfterSeconds).toBeLessThanOrEqual(86_400);
    await pass(86_400);
    await expect(verify(await code())).resolves.toBeDefined();
    expect(await getPrisma().codeFailure.count({ where: { msisdn } })).toBe(0);
  });

  it('the end of a wait sets nothing back: the next failure waits no less', async () => {
    await failUntil(20);
    await pass(86_400 * 20);
    expect(await failUntil(21)).toMatchObject({ code: 'limit-exceeded', retryAfterSeconds: 86_400 });
    await pass(86_400 * 32);
    await failUntil(22);
    // Thirty quiet days after the wait: the count began anew.
    expect(await failuresOf()).toMatchObject({ consecutiveFailures: 1 });
  });

  it('T15: a number of nobody stops at the same failure with the same words', async () => {
    const stranger = freshMsisdn();
    const words = async (number: string) => {
      const told = (await failUntil(17, number)) as Error;
      await forgetWaits();
      return [told.message, await askFor(number).catch((error: unknown) => (error as Error).message), (await failuresOf(number)).consecutiveFailures];
    };
    expect(await words(stranger)).toEqual(await words(msisdn));
  });

  it('support lets codes go on at once, and that is written down', async () => {
    await failUntil(20);
    await clearCodeStop({ actor: await createSupportAgent(), number: msisdn });
    await forgetWaits();
    await expect(verify(await code())).resolves.toBeDefined();
    expect(await getPrisma().auditEntry.count({ where: { action: 'sign-in.code-stop-cleared' } })).toBe(1);
  });

  it('fifty guesses at the same time are five, all counted', async () => {
    const digits = await code();
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => verify(wrongOf(digits))));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await failuresOf()).toMatchObject({ consecutiveFailures: 5 });
    await expect(verify(digits)).rejects.toMatchObject({ code: 'invalid-input' });
    await forgetWaits();
    await expect(verify(await code())).rejects.toMatchObject({ code: 'limit-exceeded', retryAfterSeconds: expect.any(Number) });
  });

  it('fifty guesses at the same time after a wait are one', async () => {
    await failUntil(8);
    await pass(3600);
    await forgetWaits();
    const digits = await code();
    await Promise.allSettled(Array.from({ length: 50 }, () => verify(wrongOf(digits))));
    expect(await failuresOf()).toMatchObject({ consecutiveFailures: 9 });
  });

  it('a right code sets the count back', async () => {
    const digits = await code();
    await verify(wrongOf(digits)).catch(() => undefined);
    await verify(digits);
    expect(await getPrisma().codeFailure.count({ where: { msisdn } })).toBe(0);
  });
});

describe('T14, T15: asking', () => {
  it('a stranger gets the same answer, and nobody gets a text', async () => {
    const stranger = freshMsisdn();
    const before = await getPrisma().oneTimeCode.count();
    const answer = await requestCode({ number: stranger, browserId: mine, address: null });
    await answer.deliver();
    const own = await requestCode({ number: msisdn, browserId: browser('o'), address: null });
    await own.deliver();
    expect(Object.keys(answer)).toEqual(Object.keys(own));
    expect(await getPrisma().oneTimeCode.count()).toBe(before + 2);
    expect(await askedTexts(stranger)).toBe(0);
    expect(await askedTexts(msisdn)).toBe(1);
    expect(await getPrisma().subscriber.count({ where: { msisdn: stranger } })).toBe(0);
  });

  it.each([['own line', true], ['stranger', false]])('one in 30 seconds and five an hour for an %s, whatever the browser', async (_name, isOwn) => {
    const number = isOwn ? msisdn : freshMsisdn();
    await askFor(number);
    await expect(askFor(number, browser('o'))).rejects.toMatchObject({ code: 'limit-exceeded', field: 'number', retryAfterSeconds: expect.any(Number) });
    for (let more = 0; more < 4; more += 1) {
      await sql.query(`DELETE FROM "AbuseLimit" WHERE key LIKE 'code-number-30s%' OR key LIKE 'code-network%'`);
      // The refused one above spent nothing of the hour.
      await askFor(number, browser('o'));
    }
    await sql.query(`DELETE FROM "AbuseLimit" WHERE key LIKE 'code-number-30s%'`);
    await expect(askFor(number)).rejects.toMatchObject({ code: 'limit-exceeded' });
  });

  it('twenty an hour for a network, over any numbers', async () => {
    let sent = 0;
    for (let at = 0; at < 25; at += 1) {
      sent += await requestCode({ number: freshMsisdn(), browserId: mine, address: `203.0.113.${at}` }).then(() => 1, () => 0);
    }
    expect(sent).toBe(20);
  });

  it('refuses what is no US number, by field', async () => {
    // Somebody who types the own number wants to sign in, not to send.
    for (const [number, what] of [['+44 20 7946 0000', 'This is an international number.'], ['(416) 555-0101', 'This is a number in Canada.']] as const) {
      const refusal = await requestCode({ number, browserId: mine, address: null }).catch((error: Error) => error.message);
      expect(refusal).toBe(`${what} Sign in with the US mobile number of your own line: codes go to no other.`);
    }
    for (const number of ['', '12', '+44 20 7946 0000', '(416) 555-0101', "'; DROP TABLE"]) {
      await expect(requestCode({ number, browserId: mine, address: null })).rejects.toMatchObject({ code: 'invalid-input', field: 'number' });
    }
  });

  it('keeps no number in the table of abuse limits', async () => {
    await askFor();
    const rows = await getPrisma().abuseLimit.findMany();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows.map(({ key }) => key))).not.toContain(msisdn.slice(2));
  });
});

async function askedTexts(number: string): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "Recipient" r JOIN "Message" m ON m."mailboxId" = r."mailboxId" AND m.id = r."messageId" WHERE r.address = $1 AND m."isOwnCode"`,
    [number],
  );
  return row?.count ?? 0;
}

it('networks are /24 and /56; this machine is none', () => {
  expect(networkOf('203.0.113.77')).toBe('203.0.113.0/24');
  expect(networkOf('::ffff:203.0.113.77')).toBe('203.0.113.0/24');
  expect(networkOf('2001:db8:1:22ff::1')).toBe('2001:0db8:0001:2200::/56');
  expect(networkOf('2001:db8:1:2201:a:b:c:d')).toBe('2001:0db8:0001:2200::/56');
  for (const own of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '', null, 'nonsense']) expect(networkOf(own)).toBeNull();
});
