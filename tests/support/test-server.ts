import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '#lib/server/embedded-postgres.ts';
import { migrate } from '#lib/server/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The database `postgres` of the test server, as its superuser. */
    superuserUrl: string;
  }
}

/** The migrated database that every test file gets a copy of. */
export const templateName = 'handset_template';

/** Starts one PostgreSQL for the run (or takes TEST_SUPERUSER_URL) and makes the template. Refuses a server that is not on this machine. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_SUPERUSER_URL;
  if (given && !['127.0.0.1', 'localhost', '[::1]'].includes(new URL(given).hostname)) throw new Error('TEST_SUPERUSER_URL must name a database server on this machine.');
  const folder = mkdtempSync(join(tmpdir(), 'handset-test-'));
  chmodSync(folder, 0o755); // as root the server runs as another user
  const server = given
    ? null
    : await startEmbeddedPostgres({ folder, superuserPassword: randomBytes(18).toString('hex'), ownerPassword: randomBytes(18).toString('hex'), durable: false, say: () => undefined });
  const superuserUrl = given ?? server?.superuserUrl ?? '';
  const admin = new Client({ connectionString: superuserUrl });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${templateName} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${templateName}`);
  await admin.end();
  const templateUrl = new URL(superuserUrl);
  templateUrl.pathname = `/${templateName}`;
  await migrate({ databaseUrl: templateUrl.href });
  project.provide('superuserUrl', superuserUrl);
  return async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
