import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Kannel, startKannel } from '#scripts/bench/anchors/kannel.ts';
import { type DispatchBench, figure, type Figure, median, ownCpuMs } from '#scripts/bench/bench.ts';
import { startGateway } from '#scripts/bench/gateway.ts';
import { load } from '#scripts/bench/load.ts';
import { kannelRequests, sendRequests } from '#scripts/bench/send-requests.ts';

const longestSeconds = 600;
/** Kannel's receipts that have not come after so long a silence do not come any more. */
const longestSilenceMs = 30_000;

const names = ['api', 'worker', 'postgres', 'others'] as const;
/** Processor time by process, in ms. The centre runs in this one. */
type Used = Record<(typeof names)[number], number>;

/** D1: from the first request to the last receipt stored, beside Kannel with its spool, whose receipts end in a call each. */
export async function measureRate(bench: DispatchBench): Promise<Figure[]> {
  const { options, folder, world, say } = bench;
  const { messages } = options;
  const gateway = await startGateway(bench, { segmentsPerSecond: 10_000 });
  const kannel = options.anchors ? await startKannel(join(folder, 'kannel'), { receipts: true }) : null;
  const requests = sendRequests(world, gateway.api.port);
  const toKannel = kannel ? kannelRequests(kannel) : [];
  const rounds: { perSecond: number; acceptedPerSecond: number; cpuMs: Used; kannel: number | null }[] = [];
  const used = (): Used => ({ api: gateway.api.cpuMs(), worker: gateway.worker.cpuMs(), postgres: bench.databaseCpuMs(), others: ownCpuMs() });
  let turn = 0;
  // The first round warms all sides.
  for (let round = 0; round <= options.rounds; round += 1) {
    say(round === 0 ? 'Warming up' : `Accepted to receipt stored, round ${round} of ${options.rounds}`);
    turn = (turn + messages) % requests.length;
    const before = { receipts: gateway.smsc.acknowledged().receipts, used: used() };
    const taken = await load({ port: gateway.api.port, connections: 32, seconds: longestSeconds, most: messages, requests: [...requests.slice(turn), ...requests.slice(0, turn)] }, ['201']);
    const storedAt = await gateway.stored(before.receipts + messages);
    const after = used();
    const cpuMs = { ...after, others: after.others + taken.cpuMs };
    for (const name of names) cpuMs[name] -= before.used[name];
    const byKannel = kannel && (await rateOfKannel(kannel, toKannel, messages));
    if (round === 0) await bench.settleDatabase();
    else rounds.push({ perSecond: perSecond(messages, taken.startedAt, storedAt), acceptedPerSecond: taken.perSecond, cpuMs, kannel: byKannel });
  }
  await kannel?.stop();
  await gateway.stop();
  const ours = median(rounds.map((round) => round.perSecond));
  const figures: Figure[] = [
    { row: 'D1', what: `accepted to receipt stored, messages a second, ${messages.toLocaleString('en')} messages, 32 connections`, value: figure(ours) },
    { row: 'D1', what: 'accepted a second meanwhile', value: figure(median(rounds.map((round) => round.acceptedPerSecond))) },
    { row: 'D1', what: 'processor time a message, ms: api · worker · PostgreSQL · load and message centre', value: names.map((name) => figure(median(rounds.map(({ cpuMs }) => cpuMs[name] / messages)))).join(' · ') },
  ];
  const kannels = rounds.flatMap((round) => round.kannel ?? []);
  if (kannels.length === 0) return figures;
  return [
    ...figures,
    { row: 'D1', what: 'Kannel with its spool: accepted to call with the receipt, messages a second', value: figure(median(kannels)) },
    { row: 'D1', what: 'ours ÷ Kannel (must 1.5, aim 3.0)', value: figure(ours / median(kannels)) },
  ];
}

async function rateOfKannel(kannel: Kannel, requests: string[], messages: number): Promise<number> {
  const before = kannel.told().receipts;
  const { startedAt } = await load({ port: kannel.port, connections: 32, seconds: longestSeconds, most: messages, requests }, ['202']);
  let told = kannel.told();
  for (let idleMs = 0; told.receipts < before + messages && idleMs < longestSilenceMs; idleMs += 10) {
    await pause(10);
    if (kannel.told().receipts > told.receipts) idleMs = 0;
    told = kannel.told();
  }
  // It may lose one of thousands; what it told counts.
  return perSecond(told.receipts - before, startedAt, told.lastAt);
}

const perSecond = (messages: number, startedAt: number, endedAt: number): number => (messages / (endedAt - startedAt)) * 1000;
