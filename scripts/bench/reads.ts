import { join } from 'node:path';
import { Client } from 'pg';
import { startDovecot } from '#scripts/bench/anchors/dovecot.ts';
import { type Bench, figure, type Figure, median } from '#scripts/bench/bench.ts';
import { measureDovecot } from '#scripts/bench/imap-reads.ts';
import { load, requestText } from '#scripts/bench/load.ts';
import { newestPath, pathsAnew } from '#scripts/bench/newest.ts';

const newest50 = 'newest 50, asked again with nothing new';
const newest50Anew = 'newest 50, asked for the first time';

/** Asked in turn: a list is kept, so one that is to be read is asked for in other words each time. */
const questions: readonly { row: string; name: string; paths: (states: { back10: string; newest: string }) => string[] }[] = [
  { row: 'A3', name: newest50, paths: () => [newestPath] },
  { row: 'A3', name: newest50Anew, paths: () => pathsAnew(newestPath) },
  { row: 'A4', name: 'delta of 10 changes', paths: ({ back10 }) => [`/myMessages/v2/delta?state=${encodeURIComponent(back10)}`] },
  { row: 'A4', name: 'delta of nothing', paths: ({ newest }) => [`/myMessages/v2/delta?state=${encodeURIComponent(newest)}`] },
  { row: 'A4', name: 'index info', paths: () => ['/myMessages/v2/messages/index/info'] },
  { row: 'A5', name: 'by address', paths: () => pathsAnew(`${newestPath}&keyword=4155000007`) },
  { row: 'A5', name: 'search, rare word', paths: () => [`${newestPath}&q=rarekeyword`] },
  { row: 'A5', name: 'search, common word', paths: () => [`${newestPath}&q=w1`] },
  { row: 'A5', name: 'search, two words', paths: () => [`${newestPath}&q=w12+w345`] },
  { row: 'A5', name: 'search, mistyped word', paths: () => [`${newestPath}&q=rarekeywrod`] },
];

/** Median p50 over HTTP, one connection, in ms, by question and size of the mailbox. */
type Timings = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** A3, A4, A5: what a reader asks, against mailboxes of growing size. */
export async function measureReads(bench: Bench): Promise<Figure[]> {
  const { world } = bench;
  const p50Ms = await timeQuestions(bench);
  const at = (name: string, size: number | undefined) => p50Ms.get(name)?.get(size ?? 0) ?? NaN;
  const figures = questions.map(({ row, name }) => ({
    row,
    what: `${name}, p50 in ms at ${world.readers.map(({ size }) => size.toLocaleString('en')).join(' · ')} messages`,
    value: world.readers.map(({ size }) => figure(at(name, size))).join(' · '),
  }));
  const [smallest, largest] = [world.readers[0]?.size ?? 0, world.readers.at(-1)?.size ?? 0];
  for (const [row, name] of [['A3', newest50], ['A3', newest50Anew], ['A4', 'delta of 10 changes']] as const) {
    figures.push({ row, what: `${name}: ${largest.toLocaleString('en')} ÷ ${smallest.toLocaleString('en')} messages (must 1.3, aim 1.1)`, value: figure(at(name, largest) / at(name, smallest)) });
  }
  return [...figures, ...(await besideDovecot(bench, at))];
}

async function timeQuestions({ server, world, options, databaseUrl, say }: Bench): Promise<Timings> {
  const { formatState } = await import('#lib/use-cases/messages/mailbox-state.ts');
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  const p50Ms = new Map<string, Map<number, number>>();
  for (const { name, paths } of questions) {
    say(`Asking: ${name}`);
    const orders = [];
    for (const { size, token, mailboxId } of world.readers) {
      const { rows } = await database.query<{ modSeq: string }>(`SELECT "modSeq" FROM "Mailbox" WHERE id = $1`, [mailboxId]);
      const modSeq = Number(rows[0]?.modSeq ?? 0);
      const states = { back10: formatState(mailboxId, modSeq - 10), newest: formatState(mailboxId, modSeq) };
      const requests = paths(states).map((path) => requestText(server.port, { method: 'GET', path, token }));
      const order = (seconds: number) => load({ port: server.port, connections: 1, seconds, requests }, ['200']);
      await order(0.5);
      orders.push({ size, order, rounds: [] as number[] });
    }
    // The sizes take turns, so that what else the machine does falls on all of them.
    for (let round = 0; round < options.rounds; round += 1) {
      for (const { order, rounds } of orders) rounds.push((await order(Math.min(options.seconds, 1))).p50Ms);
    }
    p50Ms.set(name, new Map(orders.map(({ size, rounds }) => [size, median(rounds)])));
  }
  await database.end();
  return p50Ms;
}

async function besideDovecot({ options, world, folder, say }: Bench, at: (name: string, size: number) => number): Promise<Figure[]> {
  const size = 100_000;
  if (!options.anchors || !world.readers.some((reader) => reader.size === size)) return [];
  const dovecot = await startDovecot(join(folder, 'dovecot'));
  if (!dovecot) return [{ row: 'A3', what: 'Dovecot', value: 'left out: not installed, or not root' }];
  say('Filling and asking Dovecot');
  const imap = await measureDovecot(dovecot, { size, rounds: options.rounds, seconds: 1 });
  await dovecot.stop();
  const ratio = (row: string, name: string, theirs: number, bar: string) => ({ row, what: `${name} at ${size.toLocaleString('en')}: ours ÷ Dovecot's (${bar})`, value: figure(at(name, size) / theirs) });
  return [
    { row: 'A3', what: `Dovecot at ${size.toLocaleString('en')}: newest 50 · CHANGEDSINCE of 10 · rare word with Xapian, p50 in ms`, value: [imap.newest50, imap.delta10, imap.rareWord].map(figure).join(' · ') },
    ratio('A3', newest50, imap.newest50, 'must 1.5, aim 0.9'),
    ratio('A3', newest50Anew, imap.newest50, 'must 1.5, aim 0.9'),
    ratio('A4', 'delta of 10 changes', imap.delta10, 'must 0.2, aim 0.06'),
    ratio('A5', 'search, rare word', imap.rareWord, 'must 1.0, aim 0.1'),
    { row: 'A5', what: `search, common word at ${size.toLocaleString('en')}: ours ÷ Dovecot's rare word (must 3, aim 1.0)`, value: figure(at('search, common word', size) / imap.rareWord) },
  ];
}
