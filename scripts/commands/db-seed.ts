import { migrateDatabase, seedDatabase } from '#scripts/start/setting-up.ts';
import { withDatabase } from '#scripts/start/with-database.ts';

await withDatabase(async () => {
  const { env } = await import('#lib/env.ts');
  await migrateDatabase();
  await seedDatabase({ note: null, publicUrl: env.PUBLIC_URL });
});
