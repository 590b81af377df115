import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tether } from '#lib/server/tether.ts';

export interface ServerProcess {
  readonly port: number;
  /** Starts it unless it runs, and again when it ends by itself; `crashAt` is a point of lib/crash-point.ts. */
  start(crashAt?: string): void;
  /** Ends it at once, without a word. */
  kill(): Promise<void>;
  /** Resolves when it has ended, whoever ended it. */
  ended(): Promise<void>;
  /** Resolves when it answers that it is ready. */
  untilReady(): Promise<void>;
}

/** One process of the product on this machine, in the roles and with the settings given. */
export function createServerProcess(options: { port: number; environment: Readonly<Record<string, string>>; logFile: string }): ServerProcess {
  let child: ChildProcess | null = null;
  let end: Promise<void> = Promise.resolve();
  let isKilled = false;
  const server: ServerProcess = {
    port: options.port,
    start(crashAt) {
      if (child) return;
      isKilled = false;
      const environment: NodeJS.ProcessEnv = { ...process.env, ...options.environment, PORT: String(options.port), ...(crashAt ? { CRASH_AT: crashAt } : {}) };
      const started = spawn(process.execPath, [resolve('lib/server/main.ts')], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk: Buffer) => appendFileSync(options.logFile, chunk));
      const guard = tether(started.pid ?? 0, 'TERM');
      child = started;
      end = new Promise((settle) => {
        started.once('exit', () => {
          guard.release();
          child = null;
          settle();
          // It gives up where the database goes away in the middle of its start. Whoever runs it has a supervisor.
          if (!isKilled && !crashAt) setTimeout(() => isKilled || server.start(), 200);
        });
      });
    },
    async kill() {
      isKilled = true;
      child?.kill('SIGKILL');
      await end;
    },
    ended: () => end,
    async untilReady() {
      for (;;) {
        const answer = await fetch(`http://127.0.0.1:${options.port}/readyz`).catch(() => null);
        if (answer?.status === 200) return;
        await pause(40);
      }
    },
  };
  return server;
}
