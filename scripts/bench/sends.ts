import { type Bench, figure, type Figure, median } from '#scripts/bench/bench.ts';
import { load, requestText } from '#scripts/bench/load.ts';
import type { LoadResult } from '#scripts/bench/load-process.ts';

const text = 'hello there your code is 123456 and it runs out in ten minutes do not share it';

export interface SendFigures {
  perSecond: number;
  p99Ms: number;
  figures: Figure[];
}

/** A1, A1b, A2: durable sends of one app, one after the other and 32 at a time, over many lines. */
export async function measureSends({ server, world, options }: Bench): Promise<SendFigures> {
  const requests = world.senders.map((token, n) =>
    requestText(server.port, { method: 'POST', path: '/myMessages/v2/messages', token, body: JSON.stringify({ messageRequest: { addresses: [`tel:+1415${5_550_000 + (n % 9_000)}`], text } }) }),
  );
  let turn = 0;
  // Each load begins at another line, so that none sends more than its minute allows.
  const order = (connections: number) => {
    turn = (turn + 701) % requests.length;
    return load({ port: server.port, connections, seconds: options.seconds, requests: [...requests.slice(turn), ...requests.slice(0, turn)] }, ['201']);
  };
  await order(32);
  const at32: LoadResult[] = [];
  const at1: LoadResult[] = [];
  const cpuBefore = server.cpuMs();
  for (let round = 0; round < options.rounds; round += 1) {
    at1.push(await order(1));
    at32.push(await order(32));
  }
  const sent = [...at1, ...at32].reduce((sum, { statuses }) => sum + (statuses['201'] ?? 0), 0);
  const perSecond = median(at32.map((result) => result.perSecond));
  const p99Ms = median(at32.map((result) => result.p99Ms));
  const alone = median(at1.map((result) => result.perSecond));
  return {
    perSecond,
    p99Ms,
    figures: [
      { row: 'A1', what: 'durable sends a second, 32 connections', value: figure(perSecond) },
      { row: 'A1', what: 'processor time of the server a send, ms', value: figure((server.cpuMs() - cpuBefore) / sent) },
      { row: 'A1b', what: 'sends a second, 1 connection', value: figure(alone) },
      { row: 'A1b', what: '32 connections ÷ 1 connection, one app (must 2, aim 5)', value: figure(perSecond / alone) },
      { row: 'A2', what: 'p50 and p99 at 32 connections, ms', value: `${figure(median(at32.map((result) => result.p50Ms)))} · ${figure(p99Ms)}` },
      { row: 'A6', what: 'resident size of the server after the sends, MB', value: figure(server.rssMb()) },
    ],
  };
}
