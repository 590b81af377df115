import { join } from 'node:path';
import { startKannel } from '#scripts/bench/anchors/kannel.ts';
import { type Bench, figure, type Figure, median } from '#scripts/bench/bench.ts';
import { load } from '#scripts/bench/load.ts';
import type { LoadResult } from '#scripts/bench/load-process.ts';
import { kannelRequests, sendRequests } from '#scripts/bench/send-requests.ts';

/** A1, A1b, A2: durable sends of one app, one after the other and 32 at a time, over many lines, beside Kannel with its spool. */
export async function measureSends({ server, world, options, folder, databaseCpuMs, settleDatabase, say }: Bench): Promise<Figure[]> {
  const requests = sendRequests(world, server.port);
  let turn = 0;
  // Each load begins at another line, so that none sends more than its minute allows.
  const send = (connections: number) => {
    turn = (turn + 701) % requests.length;
    return load({ port: server.port, connections, seconds: options.seconds, requests: [...requests.slice(turn), ...requests.slice(0, turn)] }, ['201']);
  };
  const kannel = options.anchors ? await startKannel(join(folder, 'kannel')) : null;
  const toKannel = kannel ? kannelRequests(kannel) : [];
  const sendByKannel = () => load({ port: kannel?.port ?? 0, connections: 32, seconds: options.seconds, requests: toKannel }, ['202']);
  const rounds: { at1: LoadResult; at32: LoadResult; cpuMs: { api: number; postgres: number }; kannel: LoadResult | null }[] = [];
  await send(32);
  await settleDatabase();
  for (let round = 0; round <= options.rounds; round += 1) {
    say(round === 0 ? 'Warming up' : `Sends, round ${round} of ${options.rounds}`);
    const at1 = await send(1);
    const before = { api: server.cpuMs(), postgres: databaseCpuMs() };
    const at32 = await send(32);
    const cpuMs = { api: server.cpuMs() - before.api, postgres: databaseCpuMs() - before.postgres };
    const byKannel = kannel ? await sendByKannel() : null;
    await kannel?.drained();
    // The first round warms all sides.
    if (round > 0) rounds.push({ at1, at32, cpuMs, kannel: byKannel });
  }
  await kannel?.stop();
  const each = (used: (round: (typeof rounds)[number]) => number) => figure(median(rounds.map((round) => used(round) / (round.at32.statuses['201'] ?? 1))));
  const ours = { alone: median(rounds.map(({ at1 }) => at1.perSecond)), perSecond: median(rounds.map(({ at32 }) => at32.perSecond)), p99Ms: median(rounds.map(({ at32 }) => at32.p99Ms)) };
  const figures: Figure[] = [
    { row: 'A1', what: 'durable sends a second, 32 connections', value: figure(ours.perSecond) },
    { row: 'A1', what: 'processor time a send, ms: api · PostgreSQL · load', value: `${each(({ cpuMs }) => cpuMs.api)} · ${each(({ cpuMs }) => cpuMs.postgres)} · ${each(({ at32 }) => at32.cpuMs)}` },
    { row: 'A1b', what: 'sends a second, 1 connection', value: figure(ours.alone) },
    { row: 'A1b', what: '32 connections ÷ 1 connection, one app (must 2, aim 5)', value: figure(ours.perSecond / ours.alone) },
    { row: 'A2', what: 'p50 and p99 at 32 connections, ms', value: `${figure(median(rounds.map(({ at32 }) => at32.p50Ms)))} · ${figure(ours.p99Ms)}` },
    { row: 'A6', what: 'resident size of the API process after the sends, MB', value: figure(server.rssMb()) },
  ];
  const byKannel = rounds.flatMap(({ kannel: result }) => result ?? []);
  if (byKannel.length > 0) {
    const kannels = { perSecond: median(byKannel.map(({ perSecond }) => perSecond)), p99Ms: median(byKannel.map(({ p99Ms }) => p99Ms)) };
    figures.push(
      { row: 'A1', what: 'Kannel with its spool: accepted a second, 32 connections', value: figure(kannels.perSecond) },
      { row: 'A1', what: 'ours ÷ Kannel (must 1.0, aim 2.0)', value: figure(ours.perSecond / kannels.perSecond) },
      { row: 'A2', what: 'Kannel with its spool: p99 at 32 connections, ms', value: figure(kannels.p99Ms) },
      { row: 'A2', what: 'p99, ours ÷ Kannel (must 1.0, aim 0.5)', value: figure(ours.p99Ms / kannels.p99Ms) },
    );
  }
  return figures;
}
