import { beforeAll, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { AppError } from '#lib/errors.ts';
import { codeBlockRule } from '#lib/domain/code-block.ts';
import { abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { requestCode } from '#lib/use-cases/sign-in/request-code.ts';
import { findSimulatorLine } from '#lib/carriers/simulator/line-facts.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { browserOf } from '#tests/support/fixtures/authenticator.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { createFakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';

const blocks = ['+1425301', '+1425302', '+1425303', '+1425304'];
const numbers = blocks.flatMap((block) => Array.from({ length: 250 }, (_, at) => `${block}${String(at).padStart(4, '0')}`));
const addresses = Array.from({ length: 100 }, (_, at) => `203.0.${at}.9`);
const requests = 10_000;
const atOnce = 12;

beforeAll(async () => {
  setLineDirectory({ findLine: findSimulatorLine });
  await sql.query(
    `INSERT INTO "SimulatedLine" ("msisdn", "name", "note", "plan", "standing", "smsEnabled", "messagesApp", "roaming", "roamingPlan", "airplaneMode")
     SELECT n, 'Line', '', 'postpaid', 'active', true, true, false, true, false FROM unnest($1::text[]) n`,
    [numbers],
  );
});

it('T14: 10,000 requests over 1,000 numbers from 100 networks text what the budgets allow and no more, exactly', async () => {
  let answered = 0;
  let refused = 0;
  let next = 0;
  async function ask(): Promise<void> {
    for (let at = next++; at < requests; at = next++) {
      // Each address goes through its own part of the numbers, so that every limit is reached.
      const number = numbers[(at * 7) % numbers.length] ?? '';
      try {
        const { deliver } = await requestCode({ number, browserId: browserOf('p'), address: addresses[at % addresses.length] ?? null });
        answered += 1;
        await deliver();
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'limit-exceeded') throw error;
        refused += 1;
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, ask));
  const carrier = createFakeCarrier();
  while (await dispatchOnce(carrier));

  expect(answered + refused).toBe(requests);
  expect(answered).toBeLessThanOrEqual(addresses.length * abuseRules.codePerNetworkHour.points);
  // Nobody uses a code, so each block rests after so many; that is less than its hour's budget.
  const textsTo = new Map<string, number>();
  for (const { recipient } of carrier.seen) textsTo.set(recipient.slice(0, -4), (textsTo.get(recipient.slice(0, -4)) ?? 0) + 1);
  expect(Object.fromEntries(textsTo)).toEqual(Object.fromEntries(blocks.map((block) => [block, codeBlockRule.texted])));
  expect(codeBlockRule.texted).toBeLessThan(abuseRules.textPerBlockHour.points);
  const texted = await sql.query<{ count: number }>(`SELECT count(*)::int FROM "OneTimeCode" WHERE "textedAt" IS NOT NULL`);
  expect(texted[0]?.count).toBe(carrier.seen.length);
});

it('T14: where codes are used, the hour’s budget of a block holds exactly', async () => {
  await sql.query(`DELETE FROM "AbuseLimit" WHERE key LIKE 'code-%'`);
  await sql.query(`UPDATE "OneTimeCode" SET "usedAt" = "textedAt" WHERE "textedAt" IS NOT NULL`);
  const [block = ''] = blocks;
  const mine = numbers.filter((number) => number.startsWith(block));
  await Promise.all(
    Array.from({ length: atOnce }, async (_, lane) => {
      for (let at = lane; at < mine.length; at += atOnce) {
        const { deliver } = await requestCode({ number: mine[at] ?? '', browserId: browserOf('q'), address: null });
        await deliver();
        await sql.query(`UPDATE "OneTimeCode" SET "usedAt" = "textedAt" WHERE msisdn = $1`, [mine[at]]);
      }
    }),
  );
  const carrier = createFakeCarrier();
  while (await dispatchOnce(carrier));
  // What the first test texted to this block counts within the hour.
  expect(carrier.seen).toHaveLength(abuseRules.textPerBlockHour.points - codeBlockRule.texted);
});
