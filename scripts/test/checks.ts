/** The checks that need no server: each counts as one test. */
import { join } from 'node:path';
import { runQuietly } from '#scripts/build/run-quietly.ts';
import { step } from '#scripts/bootstrap/steps.mjs';
import type { Outcome } from '#scripts/test/outcome.ts';

const checks: { title: string; bin: string; parameters: string[] }[] = [
  { title: 'Page types', bin: 'next/dist/bin/next', parameters: ['typegen'] },
  { title: 'Types (tsc)', bin: 'typescript/bin/tsc', parameters: ['--noEmit'] },
  { title: 'Lint (eslint)', bin: 'eslint/bin/eslint.js', parameters: ['.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/'] },
  { title: 'Import rules and cycles (dependency-cruiser)', bin: 'dependency-cruiser/bin/dependency-cruiser.mjs', parameters: ['app', 'components', 'content', 'lib', 'packages', 'prisma', 'scripts', '--config', '.dependency-cruiser.cjs'] },
  { title: 'Unused code (knip)', bin: 'knip/bin/knip.js', parameters: ['--no-progress'] },
];

export async function runChecks(root: string, environment: NodeJS.ProcessEnv): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0, skipped: 0 };
  for (const { title, bin, parameters } of checks) {
    try {
      await step(title, () => runQuietly(title, process.execPath, [join(root, 'node_modules', bin), ...parameters], { cwd: root, env: environment }).then(() => undefined));
      outcome.passed += 1;
    } catch (error) {
      outcome.failed += 1;
      console.log(error instanceof Error ? error.message : error);
    }
  }
  return outcome;
}
