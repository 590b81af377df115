import { migrateDatabase } from '#scripts/start/setting-up.ts';
import { withDatabase } from '#scripts/start/with-database.ts';

await withDatabase(() => migrateDatabase());
