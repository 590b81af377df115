import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '#scripts/bootstrap/steps.mjs';

export interface Secrets {
  handsetSecret: string;
  superuserPassword: string;
  ownerPassword: string;
}

const newSecret = (): string => randomBytes(36).toString('base64url');

/** The secrets of this installation, made at its first start, readable by its user alone. */
export function readOrMakeSecrets(dataFolder: string): Secrets {
  const file = join(dataFolder, 'secrets.json');
  mkdirSync(dataFolder, { recursive: true });
  if (existsSync(file)) return readSecrets(file);
  const secrets: Secrets = { handsetSecret: newSecret(), superuserPassword: newSecret(), ownerPassword: newSecret() };
  // Renamed when complete: half a file after a power cut would lock the database away for good.
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return secrets;
}

function readSecrets(file: string): Secrets {
  let secrets: Partial<Secrets>;
  try {
    secrets = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch {
    throw new Problem(`${file} cannot be read. Start Handset as the same user as before, or restore the file from a backup.`);
  }
  const { handsetSecret, superuserPassword, ownerPassword } = secrets;
  if (!handsetSecret || !superuserPassword || !ownerPassword) throw new Problem(`${file} is incomplete. Restore it from a backup.`);
  return { handsetSecret, superuserPassword, ownerPassword };
}
