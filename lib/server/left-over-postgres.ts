import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A server that outlived its program (kill -9) holds the data folder: it is stopped. A stale lock file of a reused id is removed. */
export async function endLeftOverPostgres(dataFolder: string, say: (text: string) => void): Promise<void> {
  const lockFile = join(dataFolder, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const processId = Number(readFileSync(lockFile, 'utf8').split('\n')[0]);
  if (!isAlive(processId)) return; // PostgreSQL itself clears this one
  if (!worksIn(processId, dataFolder)) {
    rmSync(lockFile, { force: true });
    return;
  }
  say('Stopping the database server that a killed run left behind');
  for (let tries = 0; isAlive(processId) && tries < 200; tries++) {
    if (tries % 100 === 0) signal(processId, tries === 0 ? 'SIGINT' : 'SIGQUIT');
    await pause(100);
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

function signal(processId: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(processId, name);
  } catch {
    // it ended meanwhile
  }
}

/** PostgreSQL works inside its data folder; another program that got the same process id does not. Without /proc: assume it is ours. */
function worksIn(processId: number, dataFolder: string): boolean {
  if (!existsSync('/proc/self/cwd')) return true;
  try {
    return readlinkSync(`/proc/${processId}/cwd`) === realpathSync(dataFolder);
  } catch {
    return false;
  }
}
