import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#lib/server/free-port.ts';
import { tether } from '#lib/server/tether.ts';
import { allocatorSettings, nodeSettings } from '#scripts/start/server-process.ts';

export interface BenchServer {
  port: number;
  child: ChildProcess;
  /** Resident size in MB. */
  rssMb(): number;
  /** Processor time used so far, in ms. */
  cpuMs(): number;
  stop(): Promise<void>;
}

const rssMbOf = (processId: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1] ?? 0) / 1024;

const statOf = (processId: number | string): string[] => readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];

/** User and system time of a process, at the kernel's 100 ticks a second. */
function cpuMsOf(processId: number | string): number {
  const fields = statOf(processId);
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The same of a process and those that it has started and that still run. */
export function cpuMsOfFamily(parentId: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return cpuMsOf(parentId) + children.reduce((sum, child) => sum + cpuMsOfChild(child, parentId), 0);
}

/** Nothing of a process that is no child, or has ended meanwhile. */
function cpuMsOfChild(processId: string, parentId: number): number {
  try {
    return Number(statOf(processId)[1]) === parentId ? cpuMsOf(processId) : 0;
  } catch {
    return 0;
  }
}

export interface BenchServerOptions {
  root: string;
  databaseUrl: string;
  roles: string;
  log: string;
  /** Beyond what every installation has. */
  settings?: Readonly<Record<string, string>>;
}

/** Handset as `npm start` runs it, in the given roles, ready. */
export async function startBenchServer({ root, databaseUrl, roles, log, settings }: BenchServerOptions): Promise<BenchServer> {
  const port = await freePort();
  return startProcess([process.execPath, ...nodeSettings, join(root, 'lib/server/main.ts')], port, '/readyz', root, {
    ...allocatorSettings, ...process.env,
    NODE_ENV: 'production', ROLES: roles, DATABASE_URL: databaseUrl, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, LOG_FILE: log, LOG_LEVEL: 'info',
    ...settings,
  });
}

/** Any server that is compared: ready when `readyPath` answers well. */
export async function startProcess(command: readonly string[], port: number, readyPath: string, cwd: string, env: NodeJS.ProcessEnv): Promise<BenchServer> {
  const child = spawn(command[0] ?? '', command.slice(1), { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const guard = tether(child.pid ?? 0, 'TERM');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null || tries > 600) throw new Error(`${command.join(' ')} did not become ready`);
    const answer = await fetch(`http://127.0.0.1:${port}${readyPath}`).catch(() => null);
    if (answer?.ok) break;
    await pause(100);
  }
  return {
    port,
    child,
    rssMb: () => rssMbOf(child.pid ?? 0),
    cpuMs: () => cpuMsOf(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      guard.release();
    },
  };
}
