import { join } from 'node:path';
import { startBareNext } from '#scripts/bench/anchors/bare-next.ts';
import { type Bench, figure, type Figure, median } from '#scripts/bench/bench.ts';
import { load, requestText } from '#scripts/bench/load.ts';
import { newestPath, pathsAnew } from '#scripts/bench/newest.ts';
import { startBenchServer } from '#scripts/bench/server.ts';

/** A6: lists of 50 a second and the memory of the whole program, beside a Next that answers a constant. */
export async function measureLists({ root, folder, databaseUrl, world, options, say }: Bench): Promise<Figure[]> {
  const reader = world.readers.find(({ size }) => size === 100_000) ?? world.readers.at(-1);
  const ask = (port: number, paths: readonly string[], token?: string) =>
    load({ port, connections: 32, seconds: options.seconds, requests: paths.map((path) => requestText(port, { method: 'GET', path, token })) }, ['200']);
  say('Starting a bare Next, and Handset in the roles web and api');
  const next = await startBareNext(root, join(folder, 'bare-next'));
  const whole = await startBenchServer({ root, databaseUrl, roles: 'web,api', log: join(folder, 'whole.log') });
  const rounds: { again: number; first: number; theirs: number }[] = [];
  for (let round = 0; round <= options.rounds; round += 1) {
    say(`Lists, round ${round} of ${options.rounds}`);
    const again = await ask(whole.port, [newestPath], reader?.token);
    const theirs = await ask(next.port, ['/api/hello']);
    const first = await ask(whole.port, pathsAnew(newestPath), reader?.token);
    if (round > 0) rounds.push({ again: again.perSecond, first: first.perSecond, theirs: theirs.perSecond });
  }
  const medianOf = (name: 'again' | 'first' | 'theirs') => median(rounds.map((round) => round[name]));
  const [again, first, theirs] = [medianOf('again'), medianOf('first'), medianOf('theirs')];
  const memory = { ours: whole.rssMb(), theirs: next.rssMb() };
  await Promise.all([next.stop(), whole.stop()]);
  return [
    { row: 'A6', what: 'lists of 50 a second, 32 connections, web and api in one process: asked again with nothing new · asked for the first time', value: `${figure(again)} · ${figure(first)}` },
    { row: 'A6', what: 'a constant from a Next route handler, a second, 32 connections', value: figure(theirs) },
    { row: 'A6', what: 'ours ÷ bare Next, asked again · for the first time (must 1.5, aim 3)', value: `${figure(again / theirs)} · ${figure(first / theirs)}` },
    { row: 'A6', what: 'resident size after the load, web and api in one process · bare Next, MB', value: `${figure(memory.ours)} · ${figure(memory.theirs)}` },
    { row: 'A6', what: 'memory, ours ÷ bare Next (must 1.5, aim 1.1)', value: figure(memory.ours / memory.theirs) },
  ];
}
