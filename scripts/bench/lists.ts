import { join } from 'node:path';
import { startBareNext } from '#scripts/bench/anchors/bare-next.ts';
import { type Bench, figure, type Figure, median } from '#scripts/bench/bench.ts';
import { load, requestText } from '#scripts/bench/load.ts';
import { startBenchServer } from '#scripts/bench/server.ts';

/** A6: lists of 50 a second and the memory of the whole program, beside a Next that answers a constant. */
export async function measureLists({ root, folder, databaseUrl, world, options, say }: Bench): Promise<Figure[]> {
  const reader = world.readers.find(({ size }) => size === 100_000) ?? world.readers.at(-1);
  const ask = (port: number, path: string, token?: string) =>
    load({ port, connections: 32, seconds: options.seconds, requests: [requestText(port, { method: 'GET', path, token })] }, ['200']);
  const list = (port: number) => ask(port, '/myMessages/v2/messages?limit=50', reader?.token);
  say('Starting a bare Next, and Handset in the roles web and api');
  const next = await startBareNext(root, join(folder, 'bare-next'));
  const whole = await startBenchServer({ root, databaseUrl, roles: 'web,api', log: join(folder, 'whole.log') });
  const rounds = [];
  for (let round = 0; round <= options.rounds; round += 1) {
    say(`Lists, round ${round} of ${options.rounds}`);
    const [ours, theirs] = [await list(whole.port), await ask(next.port, '/api/hello')];
    if (round > 0) rounds.push({ ours: ours.perSecond, theirs: theirs.perSecond });
  }
  const [ours, theirs] = [median(rounds.map((round) => round.ours)), median(rounds.map((round) => round.theirs))];
  const memory = { ours: whole.rssMb(), theirs: next.rssMb() };
  await Promise.all([next.stop(), whole.stop()]);
  return [
    { row: 'A6', what: 'lists of 50 a second, 32 connections, web and api in one process', value: figure(ours) },
    { row: 'A6', what: 'a constant from a Next route handler, a second, 32 connections', value: figure(theirs) },
    { row: 'A6', what: 'ours ÷ bare Next (must 1.5, aim 3)', value: figure(ours / theirs) },
    { row: 'A6', what: 'resident size after the load, web and api in one process · bare Next, MB', value: `${figure(memory.ours)} · ${figure(memory.theirs)}` },
    { row: 'A6', what: 'memory, ours ÷ bare Next (must 1.5, aim 1.1)', value: figure(memory.ours / memory.theirs) },
  ];
}
