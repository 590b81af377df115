import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export interface SourceFile {
  /** Relative to the root, with slashes. */
  path: string;
  text: string;
}

const made = ['lib/data/generated'];

/** Every source file below the given folders, but what is generated. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) => {
    if (made.includes(folder)) return [];
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourceFiles(path);
      return /\.(ts|tsx|mts|mjs)$/.test(entry.name) && !entry.name.includes('.tmp.') ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
    });
  });
}

export const product = ['app', 'components', 'content', 'lib'];
export const everything = [...product, 'prisma', 'scripts', 'tests'];
