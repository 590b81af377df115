import { beforeEach, describe, expect, it } from 'vitest';
import { findSimulatorLine } from '#lib/carriers/simulator/line-facts.ts';
import { sql } from '#lib/data/pool.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { liftBlockStop, listStoppedBlocks } from '#lib/use-cases/sign-in/code-blocks.ts';
import { abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { clearCodeStop } from '#lib/use-cases/sign-in/clear-code-stop.ts';
import { requestCode } from '#lib/use-cases/sign-in/request-code.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { leavePoints } from '#tests/support/abuse-points.ts';
import { createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { browserOf } from '#tests/support/fixtures/authenticator.ts';
import { insertSimulatedLine } from '#tests/support/fixtures/lines.ts';

let area = 320;
let block: string;
beforeEach(async () => {
  setLineDirectory({ findLine: findSimulatorLine });
  area += 1;
  block = `+1425${area}`;
  await sql.query('DELETE FROM "AbuseLimit"');
});

const numberOf = (at: number) => `${block}${String(at).padStart(4, '0')}`;

/** Codes that were texted to the block within the day, the first `used` of them used. */
async function texted(count: number, used: number, hoursAgo = 1): Promise<void> {
  await sql.query(
    `INSERT INTO "OneTimeCode" (id, msisdn, "browserHash", "codeHash", "createdAt", "expiresAt", "triesLeft", "textedAt", "usedAt")
     SELECT gen_random_uuid(), $1 || lpad(n::text, 4, '0'), 'b', 'c', at, at + interval '10 minutes', 5, at, CASE WHEN n <= $3::int THEN at END
       FROM generate_series(1, $2::int) n, (SELECT now() - make_interval(hours => $4::int) AS at) moment`,
    [block, count, used, hoursAgo],
  );
}

let line = 5000;
/** Whether a line of the block that asks now gets a text. */
async function isTexted(provenDaysAgo: number | null = null): Promise<boolean> {
  line += 1;
  const msisdn = numberOf(line);
  await insertSimulatedLine({ msisdn, name: 'Ana' });
  if (provenDaysAgo !== null) await sql.query(`INSERT INTO "Subscriber" (id, msisdn, "lineProvenAt") VALUES (gen_random_uuid(), $1, now() - make_interval(days => $2::int))`, [msisdn, provenDaysAgo]);
  const { deliver } = await requestCode({ number: msisdn, browserId: browserOf('m'), address: null });
  await deliver();
  return (await getPrisma().oneTimeCode.findFirstOrThrow({ where: { msisdn } })).textedAt !== null && (await ownTextsTo(msisdn)) === 1;
}
async function ownTextsTo(msisdn: string): Promise<number> {
  const [row] = await sql.query<{ count: number }>(`SELECT count(*)::int FROM "Recipient" r JOIN "Message" m ON m.id = r."messageId" AND m."mailboxId" = r."mailboxId" WHERE r.address = $1 AND m."isOwnCode"`, [msisdn]);
  return row?.count ?? 0;
}

describe('T14: a block of numbers whose codes hardly anybody uses', () => {
  it.each([
    [49, 0, true],
    [50, 9, false],
    [50, 10, true],
    [200, 39, false],
    [200, 40, true],
  ])('after %i texted and %i used gets a code: %s', async (count, used, gets) => {
    await texted(count, used);
    expect(await isTexted()).toBe(gets);
  });

  it('still has codes for lines that proved themselves within 90 days: their owners cannot be shut out by asking for the neighbours', async () => {
    await texted(80, 0);
    expect(await isTexted(1)).toBe(true);
    expect(await isTexted(91)).toBe(false);
  });

  it('is free again after a day, by itself', async () => {
    await texted(80, 0, 25);
    expect(await isTexted()).toBe(true);
  });

  it('leaves its neighbours alone', async () => {
    await texted(80, 0);
    area += 1;
    block = `+1425${area}`;
    expect(await isTexted()).toBe(true);
  });

  it('counts exactly when many ask at the same time', async () => {
    await texted(45, 0);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => isTexted()));
    expect(outcomes.filter(Boolean)).toHaveLength(5);
  });

  it('is seen and lifted by support, which is written down without the numbers, and is counted anew', async () => {
    const actor = await createSupportAgent();
    await texted(60, 3);
    expect(await listStoppedBlocks({ actor })).toContainEqual({ block, texted: 60, used: 3 });
    await liftBlockStop({ actor, block });
    expect((await listStoppedBlocks({ actor })).map((each) => each.block)).not.toContain(block);
    expect(await isTexted()).toBe(true);
    await expect(liftBlockStop({ actor, block })).rejects.toMatchObject({ code: 'not-found' });
    const [entry] = await getPrisma().auditEntry.findMany({ where: { action: 'sign-in.block-stop-lifted', actorId: actor.accountId } });
    expect(entry).toMatchObject({ detail: { texted: 60, used: 3 } });
    expect(JSON.stringify(entry)).not.toContain(block.slice(2));
    await texted(50, 0, 0);
    expect(await isTexted()).toBe(false);
  });
});

it('a text over the budget is not counted as texted', async () => {
  await sql.query(`DELETE FROM "AbuseLimit"`);
  for (let at = 0; at < 5; at += 1) expect(await isTexted()).toBe(true);
  await leavePoints(abuseRules.textPerBlockHour, 0);
  expect(await isTexted()).toBe(false);
  expect(await getPrisma().oneTimeCode.count({ where: { msisdn: { startsWith: block }, textedAt: { not: null } } })).toBe(5);
});

it('T13: support lets codes go out again to a number for which somebody asked for too many', async () => {
  const number = numberOf(line + 1);
  const ask = () => requestCode({ number, browserId: browserOf('m'), address: null });
  await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'limit-exceeded' });
  await clearCodeStop({ actor: await createSupportAgent(), number });
  await expect(ask()).resolves.toMatchObject({ msisdn: number });
});
