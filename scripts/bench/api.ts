import { join } from 'node:path';
import { step } from '#scripts/bootstrap/steps.mjs';
import type { Bench, BenchOptions, Figure } from '#scripts/bench/bench.ts';
import { buildIndexes } from '#scripts/bench/index-cost.ts';
import { benchInItsOwnInstallation } from '#scripts/bench/installation.ts';
import { measureLists } from '#scripts/bench/lists.ts';
import { measureReads } from '#scripts/bench/reads.ts';
import { writeReport } from '#scripts/bench/report.ts';
import { measureSends } from '#scripts/bench/sends.ts';
import { startBenchServer } from '#scripts/bench/server.ts';

const anchors = { title: 'Kannel and Dovecot', programs: ['bearerbox', 'dovecot'], packages: ['kannel', 'dovecot-imapd', 'dovecot-fts-xapian'] };

export function runApiBench(options: BenchOptions): Promise<never> {
  const command = 'npm run bench:api';
  return benchInItsOwnInstallation({ command, anchors: options.anchors ? anchors : null, senders: 12_000, sizes: options.sizes }, async (installation) => {
    const { root, folder, databaseUrl, onStop } = installation;
    const server = await step('Server', () => startBenchServer({ root, databaseUrl, roles: 'api', log: join(folder, 'bench.log') }));
    onStop(() => server.stop());
    const bench: Bench = { ...installation, options, server };
    const figures: Figure[] = [];
    // Before the sends: the worker that builds would otherwise be busy with handing those to the carrier.
    const built = options.rows.some((row) => ['A3', 'A6'].includes(row)) ? await buildIndexes(bench) : [];
    if (built.length > 0) await step('PostgreSQL tidies up', () => bench.settleDatabase());
    if (options.rows.includes('A3')) figures.push(...built, ...(await measureReads(bench)));
    if (options.rows.includes('A1')) figures.push(...(await measureSends(bench)));
    if (options.rows.includes('A6')) figures.push(...(await measureLists(bench)));
    writeReport(root, options.report, { title: 'The API', command, how: `Medians of ${options.rounds} rounds of ${options.seconds} s. \`VACUUM (ANALYZE)\` after the indexes were built and after the first sends.` }, figures);
  });
}
