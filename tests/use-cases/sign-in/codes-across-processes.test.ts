import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findSimulatorLine } from '#lib/carriers/simulator/line-facts.ts';
import { sql } from '#lib/data/pool.ts';
import { codeBlockRule } from '#lib/domain/code-block.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { requestCode } from '#lib/use-cases/sign-in/request-code.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import type { CodeJob, CodeOutcomes } from '#tests/support/code-process.ts';
import { browserOf } from '#tests/support/fixtures/authenticator.ts';
import { createFakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';

const blocks = ['+1425301', '+1425302', '+1425303', '+1425304'];
const numbers = blocks.flatMap((block) => Array.from({ length: 100 }, (_, at) => `${block}${String(at).padStart(4, '0')}`));
const networks = Array.from({ length: 100 }, (_, at) => `203.0.${at}.9`);
const requests = 4_000;

let servers: ChildProcess[];

async function start(): Promise<ChildProcess> {
  const child = fork(resolve('tests/support/code-process.ts'));
  await once(child, 'message');
  return child;
}

async function run(server: ChildProcess, job: CodeJob): Promise<CodeOutcomes> {
  server.send(job);
  return ((await once(server, 'message')) as [CodeOutcomes])[0];
}

const sum = (outcomes: readonly CodeOutcomes[]): CodeOutcomes => {
  const all: CodeOutcomes = {};
  for (const [name, count] of outcomes.flatMap(Object.entries) as [string, number][]) all[name] = (all[name] ?? 0) + count;
  return all;
};

/** How many points of a rule were spent: under how many of its keys, in all, and under the one with the most. */
async function spentOf({ name }: { name: string }): Promise<{ keys: number; spent: number; most: number }> {
  const [row] = await sql.query<{ keys: number; spent: number; most: number }>(
    `SELECT count(*)::int AS keys, COALESCE(sum(points), 0)::int AS spent, COALESCE(max(points), 0)::int AS most
       FROM (SELECT (SELECT sum(points) FROM unnest(spent) AS points) AS points FROM "AbuseLimit" WHERE key LIKE $1) k`,
    [`${name}:%`],
  );
  return row ?? { keys: 0, spent: 0, most: 0 };
}

beforeAll(async () => {
  setLineDirectory({ findLine: findSimulatorLine });
  await sql.query(
    `INSERT INTO "SimulatedLine" ("msisdn", "name", "note", "plan", "standing", "smsEnabled", "messagesApp", "roaming", "roamingPlan", "airplaneMode")
     SELECT n, 'Line', '', 'postpaid', 'active', true, true, false, true, false FROM unnest($1::text[]) n`,
    [numbers],
  );
  servers = await Promise.all([start(), start()]);
});
afterAll(() => {
  for (const server of servers) server.kill();
});

it('T14, T20: 4,000 requests over 400 numbers from 100 networks, through two processes: every limit holds exactly in sum', async () => {
  const asks = Array.from({ length: requests }, (_, at) => ({ number: numbers[(at * 7) % numbers.length] ?? '', address: networks[at % networks.length] ?? '' }));
  // Either process asks for the same numbers from the same networks.
  const halves = [asks.slice(0, requests / 2), asks.slice(requests / 2)];
  const outcomes = sum(await Promise.all(servers.map((server, at) => run(server, { kind: 'request', browserId: browserOf('p'), asks: halves[at] ?? [] }))));
  const { ok: answered = 0, 'limit-exceeded': refused = 0, ...others } = outcomes;
  expect(others).toEqual({});
  expect(answered + refused).toBe(requests);

  const [network, soon, hour, day] = await Promise.all([abuseRules.codePerNetworkHour, abuseRules.codePerNumberSoon, abuseRules.codePerNumberHour, abuseRules.codePerNumberDay].map(spentOf));
  const ofNetwork = abuseRules.codePerNetworkHour.points;
  expect(network).toEqual({ keys: networks.length, spent: networks.length * ofNetwork, most: ofNetwork });
  // What one limit let through, and nothing else, came to the next. A day has room for all of an hour.
  expect(hour?.spent).toBe(answered);
  expect(day).toEqual(hour);
  expect(hour?.most).toBeLessThanOrEqual(abuseRules.codePerNumberHour.points);
  expect(answered).toBeLessThanOrEqual(network?.spent ?? 0);
  expect(soon).toMatchObject({ keys: hour?.keys, most: 1 });
  const [stored] = await sql.query<{ codes: number; tooSoon: number }>(
    `SELECT count(*)::int AS codes, count(*) FILTER (WHERE after < interval '29 seconds')::int AS "tooSoon"
       FROM (SELECT "createdAt" - lag("createdAt") OVER (PARTITION BY msisdn ORDER BY "createdAt") AS after FROM "OneTimeCode") c`,
  );
  expect(stored).toEqual({ codes: answered, tooSoon: 0 });

  const carrier = createFakeCarrier();
  while (await dispatchOnce(carrier));
  const textsTo = new Map<string, number>();
  for (const { recipient } of carrier.seen) textsTo.set(recipient.slice(0, -4), (textsTo.get(recipient.slice(0, -4)) ?? 0) + 1);
  expect(Object.fromEntries(textsTo)).toEqual(Object.fromEntries(blocks.map((block) => [block, codeBlockRule.texted])));
});

it('T13: of 50 redemptions of one code at the same moment, through two processes, exactly one wins, ten times over', async () => {
  for (let round = 0; round < 10; round += 1) {
    const msisdn = `+1425309${String(round).padStart(4, '0')}`;
    await sql.query(
      `INSERT INTO "SimulatedLine" ("msisdn", "name", "note", "plan", "standing", "smsEnabled", "messagesApp", "roaming", "roamingPlan", "airplaneMode")
       VALUES ($1, 'Line', '', 'postpaid', 'active', true, true, false, true, false)`,
      [msisdn],
    );
    const browserId = browserOf('r');
    const { deliver } = await requestCode({ number: msisdn, browserId, address: null });
    await deliver();
    const carrier = createFakeCarrier();
    while (await dispatchOnce(carrier));
    const code = /^(\d{6}) is your/.exec(carrier.seen.find(({ recipient }) => recipient === msisdn)?.text ?? '')?.[1] ?? '';
    const outcomes = sum(await Promise.all(servers.map((server) => run(server, { kind: 'redeem', browserId, msisdn, code, copies: 25 }))));
    const { ok: won = 0, 'invalid-input': refused = 0, 'limit-exceeded': waits = 0, ...others } = outcomes;
    expect([round, won, refused + waits, others]).toEqual([round, 1, 49, {}]);
    const [left] = await sql.query<{ used: number; owners: number }>(
      `SELECT (SELECT count(*)::int FROM "OneTimeCode" WHERE msisdn = $1 AND "usedAt" IS NOT NULL) AS used, (SELECT count(*)::int FROM "Subscriber" WHERE msisdn = $1) AS owners`,
      [msisdn],
    );
    expect(left).toEqual({ used: 1, owners: 1 });
  }
});
