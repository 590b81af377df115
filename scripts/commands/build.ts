import { buildPages } from '#scripts/build/next-build.ts';
import { step } from '#scripts/bootstrap/steps.mjs';
import { completeSettings, generateClient, root } from '#scripts/start/setting-up.ts';

await completeSettings('production');
await generateClient();
await step('Building the pages', (progress) => buildPages(root, process.env.NEXT_DIST_DIR || '.next', process.env, progress));
