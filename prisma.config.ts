import { defineConfig } from 'prisma/config';

// Prisma's command line fetches a schema engine even for commands that never start it, and fails where it cannot. Those get a stand-in.
// Never for the others: with a stand-in `migrate` and `db push` do nothing and report success.
const withoutEngine = ['generate', 'validate', 'format'];
if (withoutEngine.includes(process.argv[2] ?? '')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations', seed: 'node prisma/seed.ts' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
