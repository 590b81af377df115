import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, query } from '#tests/e2e/support/world.ts';

/** A lock that nobody has touched for so long belongs to a test that was ended. */
const abandonedMs = 60_000;

function take(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    try {
      if (Date.now() - statSync(folder).mtimeMs > abandonedMs) rmSync(folder, { recursive: true, force: true });
    } catch {
      // it was given back meanwhile
    }
    return false;
  }
}

/**
 * Files of tests run side by side, and a line has one newest code: who signs in as a line does it alone. A line also gets one code in half a
 * minute and few an hour; tests sign the same lines in more often than people do, so the waits are forgotten first.
 */
export async function oneAtATime<Result>(msisdn: string, signIn: () => Promise<Result>): Promise<Result> {
  const folder = join(dataFolder, `e2e-line-${msisdn.slice(1)}`);
  while (!take(folder)) await new Promise((resolve) => setTimeout(resolve, 50));
  try {
    await query(`DELETE FROM "AbuseLimit" WHERE "key" LIKE 'code-%'`);
    return await signIn();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
