import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SchemaFile } from '#scripts/database/schema-engine.ts';

const root = join(import.meta.dirname, '../..');
export const migrationsFolder = join(root, 'prisma/migrations');
/** The schema as the newest migration left it. Committed with the migration, so a branch, a merge and a shallow clone all have the right one. */
const snapshotFile = join(migrationsFolder, 'schema.snapshot.prisma');

export function readSchema(folder = join(root, 'prisma/schema')): SchemaFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.prisma'));
  return names.sort().map((name) => ({ path: name, content: readFileSync(join(folder, name), 'utf8') }));
}

export function readSnapshot(): SchemaFile[] | null {
  return existsSync(snapshotFile) ? [{ path: 'schema.snapshot.prisma', content: readFileSync(snapshotFile, 'utf8') }] : null;
}

export function writeSnapshot(schema: SchemaFile[]): void {
  const heading = '// Written by `npm run db:new`: the schema up to the newest migration. Not for editing.\n\n';
  writeFileSync(snapshotFile, heading + schema.map(({ content }) => content.trim()).join('\n\n') + '\n');
}
