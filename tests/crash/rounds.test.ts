import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultless, judge, writeEvidence } from '#tests/crash/verdict.ts';
import { type Acknowledged, createWorld, type World } from '#tests/crash/world.ts';

/** `CRASH_ROUNDS=1000 npm run test:crash` makes a thousand, `CRASH_SEED` others. */
const rounds = Number(process.env.CRASH_ROUNDS ?? 100);
const roundsATest = 10;
const sendsARound = 12;
const seed = Number(process.env.CRASH_SEED ?? 20_261_123);

let world: World;
let dice = seed;
const acknowledged: Acknowledged[] = [];
const inbound: string[] = [];

/** From 0 to below 1, the same for the same seed. */
function chance(): number {
  dice = (dice * 48_271) % 2_147_483_647;
  return dice / 2_147_483_647;
}

beforeAll(async () => {
  // So many that none sends unlike a person, and is slowed down for it (0016).
  const lines = Math.ceil((rounds * sendsARound) / 30);
  world = await createWorld({ lines, workers: 2, receiptDeadlineSeconds: 20 });
  world.centre.throttleOneIn = 9;
  await world.start();
});
afterAll(() => world.stop());

async function round(number: number): Promise<void> {
  const sends = Array.from({ length: sendsARound }, (_, at) => {
    const place = number * sendsARound + at;
    const line = world.lines[place % world.lines.length];
    if (!line) throw new Error('there is no line');
    // No line writes to a recipient twice: where two submits between the same two are lost, nobody can say which of them a receipt without a
    // reference means, and both stay unknown (F7).
    const turn = Math.floor(place / world.lines.length);
    return world.send(line, { tag: `r${number} s${at}`, recipient: `+12025551${String(100 + turn).padStart(3, '0')}` });
  });
  const from = world.lines[number % world.lines.length];
  const text = `inbound ${number}`;
  inbound.push(text);
  const arrival = world.centre.sendInbound({ from: '+12025550199', to: from?.msisdn ?? '', text });
  await pause(chance() * 250);
  const victims = [world.api, ...world.workers];
  const victim = victims[Math.floor(chance() * victims.length)] ?? world.api;
  await victim.kill();
  if (number % 5 === 0) await world.crashDatabase();
  victim.start();
  acknowledged.push(...(await Promise.all(sends)).flat());
  await arrival;
}

for (let first = 1; first <= rounds; first += roundsATest) {
  const last = Math.min(rounds, first + roundsATest - 1);
  it(`I1 I2 I5 I6: kill -9 at random, rounds ${first} to ${last}: each send is acknowledged in the end, under one id`, async () => {
    for (let number = first; number <= last; number += 1) await round(number);
    const ids = new Map<string, Set<string>>();
    for (const { tag, id } of acknowledged) ids.set(tag, (ids.get(tag) ?? new Set()).add(id));
    expect([...ids].filter(([, told]) => told.size > 1)).toEqual([]);
    expect(ids.size).toBe(last * sendsARound);
  });
}

it(`D4: after ${rounds} rounds nothing is lost, doubled, stuck or under two ids, and what the network sent is there once`, async () => {
  await world.drained();
  const { unknown, ...verdict } = await judge(world, acknowledged, inbound);
  if (Object.values(verdict).some((faults) => faults.length > 0)) await writeEvidence(world, '.handset/test/crash-evidence.json');
  expect(verdict).toEqual(faultless);
  // Between the mark of an attempt and its bytes a worker can die: told as unknown, and so rare that it is no way to lose messages.
  console.info(`${acknowledged.length} acknowledged, ${world.centre.taken.length} taken, ${unknown} unknown and not taken`);
  expect(unknown).toBeLessThan(acknowledged.length / 10);
});
