import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '#scripts/bootstrap/steps.mjs';
import { completeSettings, generateClient, root } from '#scripts/start/setting-up.ts';
import { takeRunLock } from '#scripts/start/run-lock.ts';
import { listenForTheEnd, type Stopping } from '#scripts/start/stopping.ts';
import { add, nothing, type Outcome } from '#scripts/test/outcome.ts';
import { startTestDatabase } from '#scripts/test/test-database.ts';

export interface TestRun {
  root: string;
  /** Where this run keeps its databases, logs and reports. */
  folder: string;
  superuserUrl: string;
  stopping: Stopping;
}

/**
 * Sets up what tests need, runs the parts one after the other and ends with the line of counts. The settings of the person's own
 * installation do not reach the tests. Exit code 1 when anything failed or nothing ran.
 */
export async function testRun(parts: ((run: TestRun) => Promise<Outcome>)[]): Promise<void> {
  const stopping = listenForTheEnd();
  let outcome = nothing;
  try {
    const folder = join(root, '.handset/test');
    mkdirSync(folder, { recursive: true });
    for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'PORT', 'HOST', 'ROLES', 'CARRIER', 'LOG_FILE', 'HANDSET_SECRET', 'MEDIA_DIR']) delete process.env[name];
    process.env.HANDSET_DATA_DIR = folder;
    stopping.onStop(takeRunLock(folder, 'npm test').release);
    await completeSettings('production');
    await generateClient();
    const { superuserUrl } = await startTestDatabase(join(folder, 'postgres'), stopping);
    for (const part of parts) {
      if (stopping.signal.aborted) break;
      outcome = add(outcome, await part({ root, folder, superuserUrl, stopping }));
    }
  } catch (error) {
    outcome = add(outcome, { passed: 0, failed: 1, skipped: 0 });
    console.error(error instanceof Problem ? `\n${error.message}\n` : error);
  } finally {
    await stopping.stopAll();
  }
  if (stopping.signal.aborted) outcome = add(outcome, { passed: 0, failed: 1, skipped: 0 });
  console.log(`\n${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped`);
  process.exit(outcome.failed === 0 && outcome.passed > 0 ? 0 : 1);
}
