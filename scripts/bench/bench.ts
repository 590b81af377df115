/** What the parts of the benchmark share: what was asked for, what runs, and what comes out. */
import type { Installation } from '#scripts/bench/installation.ts';
import type { BenchServer } from '#scripts/bench/server.ts';

export interface BenchOptions {
  rows: readonly string[];
  /** Whether Kannel, Dovecot and a bare Next run beside it. */
  anchors: boolean;
  rounds: number;
  seconds: number;
  sizes: readonly number[];
  report: string;
}

export interface Bench extends Installation {
  options: BenchOptions;
  server: BenchServer;
}

export interface DispatchBenchOptions {
  rows: readonly string[];
  /** Whether Kannel runs beside it. */
  anchors: boolean;
  rounds: number;
  /** Messages of a round. */
  messages: number;
  /** Messages of a round with half the submits throttled, and what the centre takes a second. */
  throttledMessages: number;
  ceiling: number;
  report: string;
}

export interface DispatchBench extends Installation {
  options: DispatchBenchOptions;
}

/** One line of the report. */
export interface Figure {
  row: string;
  what: string;
  value: string;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** Processor time that this process has used so far, in ms. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Three figures that matter, whatever the size. */
export const figure = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));
