import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Stopping } from '#scripts/start/stopping.ts';
import { ofVitest, type Outcome } from '#scripts/test/outcome.ts';
import { runVisibly } from '#scripts/test/run-visibly.ts';

/** Everything vitest runs: rules, use cases, API, carriers, worker, each file in a database of its own. */
export async function runUnit(root: string, folder: string, superuserUrl: string, stopping: Stopping, filters: string[] = []): Promise<Outcome> {
  const report = join(folder, 'vitest.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  await runVisibly(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...filters], {
    cwd: root,
    env: { ...process.env, TEST_SUPERUSER_URL: superuserUrl, NODE_ENV: 'test' },
    signal: stopping.signal,
  });
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  return ofVitest(JSON.parse(readFileSync(report, 'utf8')) as Parameters<typeof ofVitest>[0]);
}
