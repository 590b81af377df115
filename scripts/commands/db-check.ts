/** `npm run db:check`: fails when prisma/schema and the migrations disagree. */
import { checkDatabaseSchema } from '#scripts/test/check-schema.ts';
import { testRun } from '#scripts/test/test-run.ts';

await testRun([({ superuserUrl }) => checkDatabaseSchema(superuserUrl)]);
