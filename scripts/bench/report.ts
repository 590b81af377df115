import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BenchOptions, Figure } from '#scripts/bench/bench.ts';

/** Writes what was measured, where, when and how, as a page of docs/. */
export function writeReport(root: string, options: BenchOptions, figures: readonly Figure[]): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`;
  const lines = [
    '# Benchmarks',
    '',
    `Written by \`npm run bench:api\` on ${new Date().toISOString().slice(0, 10)} at ${commit}: ${machine}, Node ${process.version}, PostgreSQL 18 with \`synchronous_commit=on\`.`,
    `Medians of ${options.rounds} rounds of ${options.seconds} s. Client, server and database share the machine, and so does whatever else runs on it: compare ratios of`,
    'one run, not figures of two. Everything is on: token, scope, consent, limits, idempotency, threads, sequence, events, outbox, log.',
    '',
    '| row | what | measured |',
    '| --- | --- | --- |',
    ...figures.map(({ row, what, value }) => `| ${row} | ${what} | ${value} |`),
    '',
  ];
  writeFileSync(resolve(root, options.report), lines.join('\n'));
}
