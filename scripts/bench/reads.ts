import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { type Bench, figure, type Figure, median } from '#scripts/bench/bench.ts';
import { load, requestText } from '#scripts/bench/load.ts';
import { startBenchServer } from '#scripts/bench/server.ts';

export interface ReadFigures {
  /** p50 over HTTP, one connection, in ms, by question and size of the mailbox. */
  p50Ms: Map<string, Map<number, number>>;
  /** Lists a second, 32 connections. */
  listsPerSecond: number;
  figures: Figure[];
}

const questions: readonly { row: string; name: string; path: (states: { back10: string }) => string }[] = [
  { row: 'A3', name: 'newest 50', path: () => '/myMessages/v2/messages?limit=50' },
  { row: 'A4', name: 'delta of 10 changes', path: ({ back10 }) => `/myMessages/v2/delta?state=${encodeURIComponent(back10)}` },
  { row: 'A4', name: 'index info', path: () => '/myMessages/v2/messages/index/info' },
  { row: 'A5', name: 'by address', path: () => '/myMessages/v2/messages?limit=50&keyword=4155000007' },
  { row: 'A5', name: 'search, rare word', path: () => '/myMessages/v2/messages?limit=50&q=rarekeyword' },
  { row: 'A5', name: 'search, common word', path: () => '/myMessages/v2/messages?limit=50&q=w1' },
  { row: 'A5', name: 'search, two words', path: () => '/myMessages/v2/messages?limit=50&q=w12+w345' },
  { row: 'A5', name: 'search, mistyped word', path: () => '/myMessages/v2/messages?limit=50&q=rarekeywrod' },
];

/** A3, A4, A5: what a reader asks, against mailboxes of growing size. */
export async function measureReads({ server, world, options, databaseUrl }: Bench): Promise<ReadFigures> {
  const { formatState } = await import('#lib/use-cases/messages/mailbox-state.ts');
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  const p50Ms = new Map<string, Map<number, number>>();
  for (const { name, path } of questions) {
    const bySize = new Map<number, number>();
    for (const { size, token, mailboxId } of world.readers) {
      const { rows } = await database.query<{ modSeq: string }>(`SELECT "modSeq" FROM "Mailbox" WHERE id = $1`, [mailboxId]);
      const back10 = formatState(mailboxId, Number(rows[0]?.modSeq ?? 0) - 10);
      const order = (seconds: number) => load({ port: server.port, connections: 1, seconds, requests: [requestText(server.port, { method: 'GET', path: path({ back10 }), token })] }, ['200']);
      await order(0.5);
      const rounds = [];
      for (let round = 0; round < options.rounds; round += 1) rounds.push((await order(Math.min(options.seconds, 1))).p50Ms);
      bySize.set(size, median(rounds));
    }
    p50Ms.set(name, bySize);
  }
  await database.end();
  const list = world.readers.find(({ size }) => size === 100_000) ?? world.readers.at(-1);
  const rates = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const request = requestText(server.port, { method: 'GET', path: '/myMessages/v2/messages?limit=50', token: list?.token });
    rates.push((await load({ port: server.port, connections: 32, seconds: options.seconds, requests: [request] }, ['200'])).perSecond);
  }
  const figures = questions.map(({ row, name }) => ({
    row,
    what: `${name}, p50 in ms at ${world.readers.map(({ size }) => size.toLocaleString('en')).join(' · ')} messages`,
    value: world.readers.map(({ size }) => figure(p50Ms.get(name)?.get(size) ?? 0)).join(' · '),
  }));
  const [smallest, largest] = [world.readers[0]?.size ?? 0, world.readers.at(-1)?.size ?? 0];
  for (const [row, name] of [['A3', 'newest 50'], ['A4', 'delta of 10 changes']] as const) {
    const bySize = p50Ms.get(name);
    figures.push({ row, what: `${name}: ${largest.toLocaleString('en')} ÷ ${smallest.toLocaleString('en')} messages (must 1.3, aim 1.1)`, value: figure((bySize?.get(largest) ?? 0) / (bySize?.get(smallest) ?? 1)) });
  }
  figures.push({ row: 'A6', what: 'lists of 50 a second, 32 connections', value: figure(median(rates)) });
  return { p50Ms, listsPerSecond: median(rates), figures };
}

/** A5: what it takes to make a mailbox findable, as a client sees it: from the call until the index says so. */
export async function buildIndexes({ root, folder, databaseUrl, server, world, say }: Bench): Promise<Figure[]> {
  const worker = await startBenchServer(root, databaseUrl, 'worker', join(folder, 'worker.log'));
  const figures: Figure[] = [];
  for (const { size, token } of world.readers) {
    say(`Building the index of ${size.toLocaleString('en')} messages`);
    const headers = { Authorization: `Bearer ${token}` };
    const messages = `http://127.0.0.1:${server.port}/myMessages/v2/messages`;
    const startedAt = performance.now();
    await fetch(`${messages}/index`, { method: 'POST', headers });
    for (;;) {
      const { messageIndexInfo } = (await (await fetch(`${messages}/index/info`, { headers })).json()) as { messageIndexInfo: { status: string } };
      if (messageIndexInfo.status === 'INITIALIZED') break;
      if (messageIndexInfo.status === 'ERROR') throw new Error('the index could not be built');
      await pause(20);
    }
    figures.push({ row: 'A5', what: `building the index of ${size.toLocaleString('en')} messages, messages a second`, value: figure(size / ((performance.now() - startedAt) / 1000)) });
  }
  await worker.stop();
  return figures;
}
