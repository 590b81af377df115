import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tether } from '#lib/server/tether.ts';
import { endingOf } from '#scripts/bootstrap/endings.mjs';
import { Problem } from '#scripts/bootstrap/steps.mjs';

export interface ServerOptions {
  root: string;
  /** The whole environment, settings complete. */
  environment: NodeJS.ProcessEnv;
  /** Where the readiness question goes. */
  address: string;
  logFile: string;
  /** Start again by itself when a file of lib/ changes. */
  watch: boolean;
}

export interface ServerProcess {
  /** Settles with a sentence when the process ends. */
  ended: Promise<string>;
  untilReady(signal: AbortSignal): Promise<void>;
  stop(impatience: AbortSignal): Promise<void>;
}

const drainSeconds = 25;

/** A young generation of 3 x 8 MB: Node would let it grow to many times that before it looks for garbage. */
export const nodeSettings = ['--max-semi-space-size=8'];

/**
 * glibc keeps what was freed, an arena for each thread and, once a large buffer has come by, in one heap that never shrinks. Two arenas, and
 * large buffers that go straight back to the system, hold a fifth less under page load. What the environment says goes first.
 */
export const allocatorSettings = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };

/** Starts `lib/server/main.ts` as a process group of its own, bound to the life of this one. */
export function startServer({ root, environment, address, logFile, watch }: ServerOptions): ServerProcess {
  if (existsSync(logFile) && statSync(logFile).size > 50_000_000) renameSync(logFile, `${logFile}.old`);
  // A plain --watch would also follow what Next writes while it compiles, and start again for each page.
  const watching = watch ? [`--watch-path=${join(root, 'lib')}`, '--watch-preserve-output'] : [];
  const child = spawn(process.execPath, [...nodeSettings, ...watching, join(root, 'lib/server/main.ts')], {
    cwd: root,
    env: { ...allocatorSettings, ...environment, LOG_FILE: logFile },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true, // Ctrl-C is for the supervisor, which then asks the server to end, once
  });
  const guard = tether(child.pid ?? 0, 'TERM');
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started (${error.message})`));
    child.once('exit', (code, signal) => {
      guard.release();
      resolve(endingOf(code, signal));
    });
  });
  return {
    ended,
    untilReady: (signal) => untilReady({ child, ended, address, logFile }, signal),
    async stop(impatience) {
      if (hasEnded(child)) return;
      child.kill('SIGTERM');
      const last = setTimeout(() => killGroup(child), drainSeconds * 1000);
      impatience.addEventListener('abort', () => killGroup(child));
      await ended;
      clearTimeout(last);
    },
  };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // the group ended meanwhile
  }
}

async function untilReady({ child, ended, address, logFile }: { child: ChildProcess; ended: Promise<string>; address: string; logFile: string }, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    if (signal.aborted) return;
    if (hasEnded(child)) throw new Problem(`The server did not start: it ${await ended}.${lastLines(logFile)}`);
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Problem(`The server runs but does not become ready (${address}/readyz).${lastLines(logFile)}`);
}

function lastLines(logFile: string): string {
  if (!existsSync(logFile)) return '';
  const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5);
  return ` The end of ${logFile}:\n${lines.join('\n')}`;
}
