/** `npm run test:e2e -- inbox`: the browser tests against a built server, or the part of them that is named. */
import { runBrowser } from '#scripts/test/run-browser.ts';
import { testRun } from '#scripts/test/test-run.ts';

await testRun([({ root, folder, superuserUrl, stopping }) => runBrowser(root, folder, superuserUrl, stopping, process.argv.slice(2))]);
