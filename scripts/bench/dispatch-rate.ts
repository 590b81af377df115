import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Kannel, startKannel } from '#scripts/bench/anchors/kannel.ts';
import { type DispatchBench, figure, type Figure, median } from '#scripts/bench/bench.ts';
import { startGateway } from '#scripts/bench/gateway.ts';
import { load } from '#scripts/bench/load.ts';
import { kannelRequests, sendRequests } from '#scripts/bench/send-requests.ts';

const longestSeconds = 600;

/** D1: from the first request to the last receipt stored, beside Kannel with its spool, whose receipts end in a call each. */
export async function measureRate(bench: DispatchBench): Promise<Figure[]> {
  const { options, folder, world, say } = bench;
  const { messages } = options;
  const gateway = await startGateway(bench, { segmentsPerSecond: 10_000 });
  const kannel = options.anchors ? await startKannel(join(folder, 'kannel'), { receipts: true }) : null;
  const requests = sendRequests(world, gateway.api.port);
  const toKannel = kannel ? kannelRequests(kannel) : [];
  const rounds: { perSecond: number; acceptedPerSecond: number; cpuMs: { api: number; worker: number }; kannel: number | null }[] = [];
  let turn = 0;
  // The first round warms all sides.
  for (let round = 0; round <= options.rounds; round += 1) {
    say(round === 0 ? 'Warming up' : `Accepted to receipt stored, round ${round} of ${options.rounds}`);
    turn = (turn + messages) % requests.length;
    const before = { receipts: gateway.smsc.acknowledged().receipts, api: gateway.api.cpuMs(), worker: gateway.worker.cpuMs() };
    const taken = await load({ port: gateway.api.port, connections: 32, seconds: longestSeconds, most: messages, requests: [...requests.slice(turn), ...requests.slice(0, turn)] }, ['201']);
    const storedAt = await gateway.stored(before.receipts + messages);
    const cpuMs = { api: gateway.api.cpuMs() - before.api, worker: gateway.worker.cpuMs() - before.worker };
    const byKannel = kannel && (await rateOfKannel(kannel, toKannel, messages));
    if (round > 0) rounds.push({ perSecond: perSecond(messages, taken.startedAt, storedAt), acceptedPerSecond: taken.perSecond, cpuMs, kannel: byKannel });
  }
  await kannel?.stop();
  await gateway.stop();
  const ours = median(rounds.map((round) => round.perSecond));
  const cpu = (role: 'api' | 'worker') => figure(median(rounds.map((round) => round.cpuMs[role] / messages)));
  const figures: Figure[] = [
    { row: 'D1', what: `accepted to receipt stored, messages a second, ${messages.toLocaleString('en')} messages, 32 connections`, value: figure(ours) },
    { row: 'D1', what: 'accepted a second meanwhile', value: figure(median(rounds.map((round) => round.acceptedPerSecond))) },
    { row: 'D1', what: 'processor time a message, ms: api · worker', value: `${cpu('api')} · ${cpu('worker')}` },
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
  while (kannel.told().receipts < before + messages) await pause(10);
  return perSecond(messages, startedAt, kannel.told().lastAt);
}

const perSecond = (messages: number, startedAt: number, endedAt: number): number => (messages / (endedAt - startedAt)) * 1000;
