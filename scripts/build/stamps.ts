/** Whether a made thing (generated client, build) still fits what it was made from: a hash of the sources lies beside it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Made {
  /** Files and folders it is made from, relative to the root; missing ones count as empty. */
  sources: readonly string[];
  /** More that decides how it comes out: versions, settings. */
  conditions?: readonly string[];
  stampFile: string;
}

export function sourceHash(root: string, { sources, conditions = [] }: Made): string {
  const hash = createHash('sha256');
  for (const condition of conditions) hash.update(`${condition}\0`);
  for (const source of sources) addTo(hash, root, source);
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
    return;
  }
  for (const name of readdirSync(full).sort()) addTo(hash, root, join(path, name));
}

export function isFresh(root: string, made: Made): boolean {
  return existsSync(made.stampFile) && readFileSync(made.stampFile, 'utf8') === sourceHash(root, made);
}

export function markFresh(made: Made, hash: string): void {
  writeFileSync(made.stampFile, hash);
}
