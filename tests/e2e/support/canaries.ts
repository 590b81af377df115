import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '#tests/e2e/support/world.ts';

const file = join(dataFolder, 'e2e-canaries.txt');

/** Keeps a secret that a test was given, for the search of the log at the end of the run. */
export function keepCanary(secret: string): string {
  appendFileSync(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

export function keptCanaries(): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}
