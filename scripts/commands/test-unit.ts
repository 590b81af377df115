/** `npm run test:unit -- tests/api`: what vitest runs, or the part of it that is named. */
import { runUnit } from '#scripts/test/run-unit.ts';
import { testRun } from '#scripts/test/test-run.ts';

await testRun([({ root, folder, superuserUrl, stopping }) => runUnit(root, folder, superuserUrl, stopping, process.argv.slice(2))]);
