/** The settings of the Handset that runs in this folder, for scripts that stand beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/**
 * Completes the environment as `npm start` did: secrets and database out of the data folder, unless the environment names them. Returns a
 * sentence when nothing runs here.
 */
export function takeRunningSettings(environment: NodeJS.ProcessEnv): string | null {
  const folder = resolve(environment['HANDSET_DATA_DIR'] || join(root, '.handset'));
  environment['HANDSET_DATA_DIR'] = folder;
  const secrets = readJson<{ handsetSecret?: string; ownerPassword?: string }>(join(folder, 'secrets.json'));
  environment['HANDSET_SECRET'] ||= secrets?.handsetSecret;
  if (!environment['DATABASE_URL']) {
    const elsewhere = readJson<{ folder?: string }>(join(folder, 'postgres', 'elsewhere.json'));
    const port = join(elsewhere?.folder ?? join(folder, 'postgres'), 'port');
    if (!secrets?.ownerPassword || !existsSync(port)) return `Handset has not been started with the data folder ${folder}. Run npm start first.`;
    environment['DATABASE_URL'] = `postgresql://handset:${encodeURIComponent(secrets.ownerPassword)}@127.0.0.1:${readFileSync(port, 'utf8').trim()}/handset`;
  }
  if (!environment['HANDSET_SECRET']) return `HANDSET_SECRET is not set and ${folder} holds none. Set it to that of the running Handset.`;
  return null;
}

function readJson<Content>(file: string): Content | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content;
  } catch {
    return null;
  }
}
