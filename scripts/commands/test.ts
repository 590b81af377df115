/** `npm test`: all set-up, static checks, then rules, use cases, API, carriers and worker on a real PostgreSQL, then the browser. */
import { checkDatabaseSchema } from '#scripts/test/check-schema.ts';
import { runBrowser } from '#scripts/test/run-browser.ts';
import { runChecks } from '#scripts/test/checks.ts';
import { runUnit } from '#scripts/test/run-unit.ts';
import { testRun } from '#scripts/test/test-run.ts';

await testRun([
  ({ root }) => runChecks(root, process.env),
  ({ superuserUrl }) => checkDatabaseSchema(superuserUrl),
  ({ root, folder, superuserUrl, stopping }) => runUnit(root, folder, superuserUrl, stopping),
  ({ root, folder, superuserUrl, stopping }) => runBrowser(root, folder, superuserUrl, stopping),
]);
