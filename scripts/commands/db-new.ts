/**
 * `npm run db:new -- add-drafts`: writes a migration that leads from the newest migration's schema to `prisma/schema`.
 * `npm run db:new -- add-drafts --empty`: an empty one, for SQL that Prisma's schema cannot say (partial indexes, triggers).
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaDifference } from '#scripts/database/schema-engine.ts';
import { migrationsFolder, readSchema, readSnapshot, writeSnapshot } from '#scripts/database/schema-files.ts';

const name = process.argv.slice(2).find((word) => !word.startsWith('--'));
if (!name || !/^[a-z0-9][a-z0-9_-]*$/.test(name)) {
  console.error('Say what the migration does in lower case, like this: npm run db:new -- add-drafts');
  process.exit(1);
}

const schema = readSchema();
const difference = await schemaDifference(readSnapshot(), schema);
if (!difference && !process.argv.includes('--empty')) {
  console.error('prisma/schema and the newest migration agree: nothing to write. For SQL of your own add --empty.');
  process.exit(1);
}

const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const folder = join(migrationsFolder, `${stamp}_${name.replaceAll('-', '_')}`);
const lockFile = join(migrationsFolder, 'migration_lock.toml');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'migration.sql'), `${difference}\n`);
writeSnapshot(schema);
if (!existsSync(lockFile)) writeFileSync(lockFile, '# Read by Prisma, should anybody use its own command line.\nprovider = "postgresql"\n');

console.log(`Written: ${folder}/migration.sql`);
if (/DROP (TABLE|COLUMN|TYPE)|SET NOT NULL/.test(difference)) console.log('It drops or tightens something: read it before you commit it.');
console.log('Rows of old program versions must keep working while machines are exchanged: add first, remove in a later release.');
