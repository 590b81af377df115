/** `npm run test:crash`: real processes ended by kill -9, at each named point and at random, with the database crashing in a fifth of the rounds. */
import { runUnit } from '#scripts/test/run-unit.ts';
import { testRun } from '#scripts/test/test-run.ts';

await testRun([({ root, folder, superuserUrl, stopping }) => runUnit(root, folder, superuserUrl, stopping, ['tests/crash'])]);
