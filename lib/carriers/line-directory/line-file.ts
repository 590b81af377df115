import { readFile, stat } from 'node:fs/promises';
import type { LineDirectory } from '#lib/carriers/carrier.ts';
import { readLineTable } from '#lib/carriers/line-directory/line-table.ts';
import type { LineFacts } from '#lib/domain/eligibility.ts';
import { SettingError } from '#lib/env.ts';
import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'lines' });

/** How long a look at the file holds. */
const lookEveryMs = 1_000;

/**
 * Lines of a CSV file, read again when it changes. A table with a fault is not taken: the fault is logged with its line, and the last good table
 * goes on. Throws `SettingError` when there is no good table to begin with.
 */
export async function openLineFile(path: string): Promise<LineDirectory> {
  let table = await read(path).catch((error: unknown) => {
    throw new SettingError(`LINE_DIRECTORY: the file cannot be used: ${error instanceof Error ? error.message : 'it cannot be read'}`);
  });
  let lookedAt = performance.now();
  let reading: Promise<void> | null = null;
  let refused = '';
  let told: Promise<void> = Promise.resolve();
  let tell: (msisdn: string) => Promise<void> = () => Promise.resolve();

  async function look(): Promise<void> {
    lookedAt = performance.now();
    let version = 'none';
    try {
      version = await versionOf(path);
      if (version === table.version || version === refused) return;
      const before = table.lines;
      table = await read(path);
      const changed = newOwners(before, table.lines);
      // Behind the look itself: whoever is told asks about the line, and that waits for the look.
      told = told.then(() => tellEach(changed, (msisdn) => tell(msisdn)));
      log.info({ lines: table.lines.size }, 'the line directory was read again');
    } catch (error) {
      // Once a version: a file with a fault is looked at every second.
      if (refused !== version) log.error({ err: error }, 'the line directory has a fault, the last good table is kept');
      refused = version;
    }
  }

  return {
    async findLine(msisdn, how) {
      if (how?.isFresh) await reading;
      if (how?.isFresh || performance.now() - lookedAt >= lookEveryMs) reading ??= look().finally(() => (reading = null));
      await reading;
      return table.lines.get(msisdn) ?? null;
    },
    watchOwners(changed) {
      tell = changed;
    },
  };
}

/** Lines of both tables that somebody else holds now. */
function newOwners(before: ReadonlyMap<string, LineFacts>, after: ReadonlyMap<string, LineFacts>): string[] {
  return [...after.values()].flatMap(({ msisdn, ownerKey }) => ((before.get(msisdn)?.ownerKey ?? ownerKey) === ownerKey ? [] : [msisdn]));
}

/** One after the other. One that fails is found by the walk through all lines. */
async function tellEach(msisdns: readonly string[], tell: (msisdn: string) => Promise<void>): Promise<void> {
  for (const msisdn of msisdns) await tell(msisdn).catch((error: unknown) => log.error({ err: error }, 'a line that changed its owner was not looked up'));
}

async function versionOf(path: string): Promise<string> {
  const { mtimeNs, size, ino } = await stat(path, { bigint: true });
  return `${mtimeNs} ${size} ${ino}`;
}

/** A file that changes while it is read is read as the version before: the next look finds the change. */
async function read(path: string): Promise<{ version: string; lines: ReadonlyMap<string, LineFacts> }> {
  const version = await versionOf(path);
  return { version, lines: readLineTable(await readFile(path, 'utf8')) };
}
