import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Figure } from '#scripts/bench/bench.ts';

const head = `# Benchmarks

Each command writes its own section. Client, server and database share the machine, and so does whatever else runs on it: compare ratios of one run, not
figures of two. Everything is on: token, scope, consent, limits, idempotency, threads, sequence, events, outbox, log.
`;

/** Of the machine before anything was measured. */
const loadBefore = loadavg()[0] ?? 0;

export interface ReportOptions {
  title: string;
  command: string;
  /** How often and how long it was measured. */
  how: string;
}

/** Writes what was measured, where, when and how, into its section of a page of docs/, and prints it. */
export function writeReport(root: string, report: string, { title, command, how }: ReportOptions, figures: readonly Figure[]): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, load ${loadBefore.toFixed(1)} before`;
  const lines = [
    `By \`${command}\` on ${new Date().toISOString().slice(0, 10)} at ${commit}: ${machine}, Node ${process.version}, PostgreSQL 18 with \`synchronous_commit=on\`.`,
    how,
    '',
    '| row | what | measured |',
    '| --- | --- | --- |',
    ...figures.map(({ row, what, value }) => `| ${row} | ${what} | ${value} |`),
  ];
  const page = resolve(root, report);
  writeFileSync(page, withSection(existsSync(page) ? readFileSync(page, 'utf8') : head, title, lines.join('\n')));
  for (const { row, what, value } of figures) console.log(`${row.padEnd(4)} ${what.padEnd(100)} ${value}`);
}

/** The page with that section in place of its former self, or at its end. */
export function withSection(page: string, title: string, text: string): string {
  const [before, ...sections] = page.split(/^(?=## )/m);
  const section = `## ${title}\n\n${text}\n`;
  const at = sections.findIndex((former) => former.startsWith(`## ${title}\n`));
  const all = at < 0 ? [...sections, section] : sections.with(at, section);
  return [before, ...all].map((part) => `${part?.trimEnd()}\n`).join('\n');
}
