import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import { freshMsisdn, createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { runSeed } from '#tests/support/run-seed.ts';

const file = join(env.HANDSET_DATA_DIR, 'demo.json');

test('the seed refuses a carrier that is not the simulator, and writes nothing', async () => {
  const run = await runSeed({ CARRIER: 'http' });
  expect(run.exitCode).not.toBe(0);
  expect(run.problem).toContain('CARRIER');
  expect(existsSync(file)).toBe(false);
  expect(await sql.query(`SELECT 1 FROM "Account" UNION ALL SELECT 1 FROM "SimulatedLine"`)).toEqual([]);
});

test('the seed refuses a database in which somebody lives, and writes nothing', async () => {
  await createSubscriber({ msisdn: freshMsisdn() });
  const run = await runSeed();
  expect(run).toMatchObject({ exitCode: 1, output: '' });
  expect(run.problem).toBe('This database holds people who are not of the demo. The demo world is only made in an empty one. Nothing was written.\n');
  expect(existsSync(file)).toBe(false);
  expect(await sql.query(`SELECT 1 FROM "Account"`)).toEqual([]);
});
