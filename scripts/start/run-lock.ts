import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '#scripts/bootstrap/steps.mjs';

interface Holder {
  processId: number;
  /** The moment the process began, in the kernel's ticks; with it a reused process id is not taken for the holder. */
  began: string;
  address: string;
}

/** One start at a time in one data folder: two servers on one database folder would destroy it. Throws a `Problem` that names the other. */
export function takeRunLock(dataFolder: string, address: string): { release: () => void } {
  const file = join(dataFolder, 'running.json');
  mkdirSync(dataFolder, { recursive: true });
  const mine: Holder = { processId: process.pid, began: beganAt(process.pid), address };
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw new Problem(`${dataFolder} cannot be written. Start as the user who owns it.`);
      const holder = runningHolder(dataFolder);
      if (holder) throw new Problem(`Handset is already running in this folder (process ${holder.processId}, ${holder.address}). Stop it first; for a second one beside it set HANDSET_DATA_DIR and PORT.`);
      rmSync(file, { force: true }); // left behind by a killed run
    }
  }
  throw new Problem(`${file} keeps coming back: another start is under way in this folder.`);
}

/** Who is serving out of this data folder at this moment, if anybody. */
export function runningHolder(dataFolder: string): Holder | null {
  const file = join(dataFolder, 'running.json');
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder;
    return isAlive(holder.processId) && beganAt(holder.processId) === holder.began ? holder : null;
  } catch {
    return null;
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

function beganAt(processId: number): string {
  const file = `/proc/${processId}/stat`;
  if (!existsSync(file)) return '';
  // Field 22; the name in field 2 may hold spaces, so counting starts after its closing bracket.
  return readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
}
