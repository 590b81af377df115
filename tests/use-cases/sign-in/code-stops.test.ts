import { beforeEach, describe, expect, it } from 'vitest';
import { findSimulatorLine } from '#lib/carriers/simulator/line-facts.ts';
import { insertCodeOptOut } from '#lib/data/code-opt-outs.ts';
import { sql } from '#lib/data/pool.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { clearCodeStop } from '#lib/use-cases/sign-in/clear-code-stop.ts';
import { findCodeStops } from '#lib/use-cases/sign-in/find-code-stops.ts';
import { requestCode } from '#lib/use-cases/sign-in/request-code.ts';
import { leavePoints } from '#tests/support/abuse-points.ts';
import { createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { browserOf } from '#tests/support/fixtures/authenticator.ts';
import { insertSimulatedLine } from '#tests/support/fixtures/lines.ts';

let area = 420;
let block: string;
let number: string;
let actor: SupportActor;
beforeEach(async () => {
  setLineDirectory({ findLine: findSimulatorLine });
  area += 1;
  block = `+1425${area}`;
  number = `${block}0001`;
  await sql.query('DELETE FROM "AbuseLimit"');
  await insertSimulatedLine({ msisdn: number, name: 'Ana' });
  actor = await createSupportAgent();
});

const stopsOf = async (typed = number) => (await findCodeStops({ actor, number: typed })).stops;

/** Whether somebody who asks for a code is texted one. */
async function getsCode(): Promise<boolean> {
  const asked = await requestCode({ number, browserId: browserOf('m'), address: null }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'limit-exceeded') return null;
    throw error;
  });
  if (!asked) return false;
  await asked.deliver();
  return (await getPrisma().oneTimeCode.findFirstOrThrow({ where: { msisdn: number }, orderBy: { createdAt: 'desc' } })).textedAt !== null;
}

const askedForJustNow = () => requestCode({ number, browserId: browserOf('m'), address: null });
const wrongCodes = () =>
  sql.query(`INSERT INTO "CodeFailure" (msisdn, "consecutiveFailures", "notBeforeAt") VALUES ($1, 20, clock_timestamp() + interval '20 hours')`, [number]);
const stopTexted = () => insertCodeOptOut(sql, number);
const blockUnused = () =>
  sql.query(
    `INSERT INTO "OneTimeCode" (id, msisdn, "browserHash", "codeHash", "createdAt", "expiresAt", "triesLeft", "textedAt")
     SELECT gen_random_uuid(), $1 || lpad(n::text, 4, '0'), 'b', 'c', now(), now(), 5, now() - interval '1 hour' FROM generate_series(100, 149) n`,
    [block],
  );
const textsSpent = async () => {
  await askedForJustNow().then(({ deliver }) => deliver());
  await sql.query(`DELETE FROM "AbuseLimit" WHERE key LIKE 'code-%'`);
  await leavePoints(abuseRules.textPerBlockHour, 0);
};
const lineUnknown = () => sql.query(`DELETE FROM "SimulatedLine" WHERE msisdn = $1`, [number]);
const carrierAway = () => setLineDirectory({ findLine: () => Promise.reject(new AppError('unavailable', 'away')) });

describe('T13, T14: support is never told that codes go out while one thing stops them', () => {
  it('is told of none when none holds, and then a code comes', async () => {
    expect(await stopsOf()).toEqual([]);
    expect(await getsCode()).toBe(true);
  });

  it.each([
    ['opted-out', stopTexted],
    ['wrong-codes', wrongCodes],
    ['asked-too-often', askedForJustNow],
    ['block-rests', blockUnused],
    ['texts-spent', textsSpent],
    ['no-line', lineUnknown],
    ['carrier-away', carrierAway],
  ] as const)('is told of %s, and no code comes', async (reason, stop) => {
    await stop();
    expect((await stopsOf()).map((each) => each.reason)).toEqual([reason]);
    expect(await getsCode()).toBe(false);
  });

  it('is told of all that hold at once, with when and for how long', async () => {
    await stopTexted();
    await askedForJustNow();
    await wrongCodes();
    await blockUnused();
    const stops = await stopsOf('(425) ' + `${area}-0001`);
    expect(stops).toEqual([
      { reason: 'opted-out', at: expect.any(Date) as Date, shortCode: env.OWN_SHORT_CODE },
      { reason: 'wrong-codes', waitSeconds: expect.any(Number) as number },
      { reason: 'asked-too-often', waitSeconds: expect.any(Number) as number },
      { reason: 'block-rests', block },
    ]);
    const waits = stops.flatMap((stop) => ('waitSeconds' in stop ? [stop.waitSeconds] : []));
    expect(waits[0]).toBeGreaterThan(19 * 3600);
    expect(waits[1]).toBeGreaterThan(0);
    expect(waits[1]).toBeLessThanOrEqual(30);
  });

  it('may not lift a STOP: lifting the rest leaves it, and only START from the line ends it', async () => {
    await stopTexted();
    await wrongCodes();
    await clearCodeStop({ actor, number });
    expect((await stopsOf()).map((each) => each.reason)).toEqual(['opted-out']);
    expect(await getsCode()).toBe(false);
    await sql.query(`DELETE FROM "CodeOptOut" WHERE msisdn = $1`, [number]);
    await sql.query('DELETE FROM "AbuseLimit"');
    expect(await stopsOf()).toEqual([]);
    expect(await getsCode()).toBe(true);
  });

  it('does not count a resting block against a line that proved itself of late', async () => {
    await blockUnused();
    await sql.query(`INSERT INTO "Subscriber" (id, msisdn, "lineProvenAt") VALUES (gen_random_uuid(), $1, now())`, [number]);
    expect(await stopsOf()).toEqual([]);
    expect(await getsCode()).toBe(true);
  });

  it('looking spends nothing, and is written down without the number', async () => {
    for (let turn = 0; turn < 12; turn += 1) await stopsOf();
    expect(await sql.query('SELECT 1 FROM "AbuseLimit"')).toEqual([]);
    const entries = await getPrisma().auditEntry.findMany({ where: { action: 'sign-in.code-stops-read', actorId: actor.accountId } });
    expect(entries).toHaveLength(12);
    expect(JSON.stringify(entries)).not.toContain(number.slice(2));
  });

  it('a number that is none is refused with its field', async () => {
    await expect(stopsOf('12345')).rejects.toMatchObject({ code: 'invalid-input', field: 'number' });
  });
});
