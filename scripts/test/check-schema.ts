import { Client } from 'pg';
import { say } from '#scripts/bootstrap/steps.mjs';
import { schemaDifference } from '#scripts/database/schema-engine.ts';
import { readSchema, readSnapshot } from '#scripts/database/schema-files.ts';
import type { Outcome } from '#scripts/test/outcome.ts';
import { createDatabase } from '#scripts/test/test-database.ts';
import { migrate } from '#lib/server/migrate.ts';

const shapeQuery = `
  SELECT format('%s.%s %s %s default %s', c.table_name, c.column_name, c.udt_name, CASE c.is_nullable WHEN 'YES' THEN 'null' ELSE 'not null' END, coalesce(c.column_default, 'none')) AS line
  FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name <> '_prisma_migrations'
  UNION ALL SELECT format('enum %s: %s', t.typname, string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder)) FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.typname
  ORDER BY 1`;

/** May be more after the migrations (partial indexes, triggers, how an index is stored), never fewer. */
const supportQuery = `
  SELECT format('index %s', regexp_replace(indexdef, '^CREATE | WITH \\([^)]*\\)', '', 'g')) AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
  UNION ALL SELECT format('constraint %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f') AND conrelid::regclass::text <> '_prisma_migrations'
  ORDER BY 1`;

interface Shape {
  columns: string[];
  support: string[];
}

async function shapeOf(databaseUrl: string, script?: string): Promise<Shape> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    if (script) await client.query(script);
    const lines = async (query: string) => (await client.query<{ line: string }>(query)).rows.map((row) => row.line);
    return { columns: await lines(shapeQuery), support: await lines(supportQuery) };
  } finally {
    await client.end();
  }
}

const without = (lines: string[], others: string[]): string[] => lines.filter((line) => !others.includes(line));

/**
 * What `npm run db:check` asks: does `prisma/schema` have a migration for everything it says, and do the migrations lead to it? The
 * second is answered by two databases, one migrated, one made straight from the schema.
 */
async function findSchemaFaults(superuserUrl: string): Promise<string[]> {
  const schema = readSchema();
  const missing = await schemaDifference(readSnapshot(), schema);
  if (missing) return ['prisma/schema says what no migration does. Run: npm run db:new -- <name>', missing];
  const migratedUrl = await createDatabase(superuserUrl, 'handset_migrated');
  await migrate({ databaseUrl: migratedUrl });
  const migrated = await shapeOf(migratedUrl);
  const direct = await shapeOf(await createDatabase(superuserUrl, 'handset_direct'), await schemaDifference(null, schema));
  return [
    ...without(migrated.columns, direct.columns).map((line) => `only after the migrations: ${line}`),
    ...without([...direct.columns, ...direct.support], [...migrated.columns, ...migrated.support]).map((line) => `only in prisma/schema: ${line}`),
  ];
}

export async function checkDatabaseSchema(superuserUrl: string): Promise<Outcome> {
  const faults = await findSchemaFaults(superuserUrl);
  for (const fault of faults) say(fault);
  say(`Schema and migrations: ${faults.length === 0 ? 'agree' : 'disagree'}`);
  return faults.length === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}
