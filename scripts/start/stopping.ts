/**
 * How a command ends: by a signal, or because whoever started it is gone. What was started is stopped in the opposite order.
 */
import { existsSync, readFileSync } from 'node:fs';
import { Problem, say } from '#scripts/bootstrap/steps.mjs';

export interface Stopping {
  /** Aborted at the first signal. */
  signal: AbortSignal;
  /** Aborted at a second signal: no more waiting. */
  impatience: AbortSignal;
  /** Registers what ends a thing just started. */
  onStop(action: () => Promise<void> | void): void;
  /** Ends everything registered. */
  stopAll(): Promise<void>;
}

export function listenForTheEnd(): Stopping {
  const first = new AbortController();
  const second = new AbortController();
  const actions: (() => Promise<void> | void)[] = [];
  let firstAt = 0;

  const onSignal = (name: string): void => {
    if (!firstAt) {
      firstAt = Date.now();
      first.abort(new Error(name));
      return;
    }
    // Ctrl-C reaches npm, the bootstrap and this process alike, and each hands it on: only a later one is meant as a second.
    if (Date.now() - firstAt > 1500 && !second.signal.aborted) {
      say('Ending at once');
      second.abort();
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => onSignal(name));
  // A closed terminal must not end us by a write error before the database is down.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  watchStarters(() => onSignal('the end of the command that started it'));

  return {
    signal: first.signal,
    impatience: second.signal,
    onStop: (action) => actions.push(action),
    async stopAll() {
      for (const action of actions.splice(0).reverse()) {
        try {
          await action();
        } catch (error) {
          console.error(error);
        }
      }
    },
  };
}

/** Runs a command to its end: what it throws is told, what it started is stopped, and the process ends. */
export async function runToTheEnd(work: (stopping: Stopping) => Promise<void>): Promise<never> {
  const stopping = listenForTheEnd();
  try {
    await work(stopping);
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}\n` : error);
    process.exitCode = 1;
  } finally {
    await stopping.stopAll();
  }
  process.exit();
}

/**
 * `kill -9` of npm leaves no trace here but a new parent. Only looked for under npm or our own bootstrap: a server started by hand may well
 * outlive the shell that started it.
 */
function watchStarters(onGone: () => void): void {
  if (!process.env.npm_lifecycle_event && !process.env.HANDSET_STARTED_BY) return;
  const starters = chainOf();
  const looking = setInterval(() => {
    const now = chainOf();
    if (starters.some((processId, index) => now[index] !== processId)) {
      clearInterval(looking);
      onGone();
    }
  }, 500);
  looking.unref();
}

/** This process's parent, and above it, through our bootstrap and npm's shell (which may outlive npm), as far as npm. */
function chainOf(): number[] {
  const chain = [process.ppid];
  for (let depth = 0; depth < 3; depth++) {
    const last = chain.at(-1) ?? 1;
    const file = `/proc/${last}/stat`;
    if (last === 1 || !existsSync(file)) break;
    const [, name = '', rest = ''] = /\((.*)\) (.*)/s.exec(readFileSync(file, 'utf8')) ?? [];
    const between = String(last) === process.env.HANDSET_STARTED_BY || /^(sh|dash|bash|ash|zsh)$/.test(name);
    if (!between) break;
    chain.push(Number(rest.split(' ')[1]));
  }
  return chain;
}
