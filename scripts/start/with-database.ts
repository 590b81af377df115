import { join } from 'node:path';
import { runningHolder, takeRunLock } from '#scripts/start/run-lock.ts';
import { completeSettings, dataFolder, generateClient, openDatabase, type Database } from '#scripts/start/setting-up.ts';
import { runToTheEnd } from '#scripts/start/stopping.ts';
import { readOrMakeSecrets } from '#scripts/start/secrets.ts';
import { say } from '#scripts/bootstrap/steps.mjs';
import { existsSync, readFileSync } from 'node:fs';

/** Runs a command of a person against the database of this installation: the running one of `npm start`, or one opened for the moment. */
export function withDatabase(work: (database: Database) => Promise<void>): Promise<never> {
  return runToTheEnd(async (stopping) => {
    const { embedded } = await completeSettings(process.env.NODE_ENV === 'development' ? 'development' : 'production');
    await generateClient();
    if (embedded && runningHolder(dataFolder())) {
      process.env.DATABASE_URL = runningDatabase();
      say('Using the database of the Handset that is running in this folder');
      await work({ postgres: null, seededNote: null });
      return;
    }
    if (embedded) stopping.onStop(takeRunLock(dataFolder(), 'a database command').release);
    await work(await openDatabase(embedded, stopping));
  });
}

function runningDatabase(): string {
  const folder = join(dataFolder(), 'postgres');
  const note = join(folder, 'elsewhere.json');
  const place = existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')) as { folder: string }).folder : folder;
  const port = readFileSync(join(place, 'port'), 'utf8').trim();
  return `postgresql://handset:${readOrMakeSecrets(dataFolder()).ownerPassword}@127.0.0.1:${port}/handset`;
}
