import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Client } from 'pg';
import { say, step } from '#scripts/bootstrap/steps.mjs';
import type { Stopping } from '#scripts/start/stopping.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#lib/server/embedded-postgres.ts';

/** A PostgreSQL for this run alone, made new; nothing of it outlives the run. */
export async function startTestDatabase(folder: string, stopping: Stopping): Promise<EmbeddedPostgres> {
  rmSync(folder, { recursive: true, force: true });
  const password = () => randomBytes(18).toString('hex');
  const postgres = await step('Test database (PostgreSQL 18)', () =>
    startEmbeddedPostgres({ folder, superuserPassword: password(), ownerPassword: password(), durable: false, say }),
  );
  stopping.onStop(() => postgres.stop());
  return postgres;
}

/** An empty database on the test server; its address as the superuser. */
export async function createDatabase(superuserUrl: string, name: string): Promise<string> {
  const admin = new Client({ connectionString: superuserUrl });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(superuserUrl);
  url.pathname = `/${name}`;
  return url.href;
}
