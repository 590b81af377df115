import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#lib/server/embedded-postgres.ts';
import { eventually } from '#tests/support/eventually.ts';

let folder: string;
const running: EmbeddedPostgres[] = [];

async function start(passwords: { superuserPassword?: string; ownerPassword?: string } = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), superuserPassword: 'one', ownerPassword: 'two', durable: true, say: () => undefined, ...passwords });
  running.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handset-embedded-'));
  chmodSync(folder, 0o755);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((postgres) => postgres.stop()));
  rmSync(folder, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  test('keeps what was written and its address over a stop', async () => {
    const first = await start();
    await ask(first.databaseUrl, 'CREATE TABLE "kept" (id int); INSERT INTO "kept" VALUES (7)');
    await first.stop();
    const second = await start();
    expect(second.databaseUrl).toBe(first.databaseUrl);
    expect(await ask(second.databaseUrl, 'SELECT id FROM "kept"')).toEqual([{ id: 7 }]);
  });

  test('is crash-safe, listens on this machine alone, and gives the program no superuser', async () => {
    const { databaseUrl, superuserUrl } = await start();
    const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses', 'unix_socket_directories', 'password_encryption'];
    const rows = await ask(superuserUrl, `SELECT ${names.map((name) => `current_setting('${name}') AS "${name}"`).join(', ')}`);
    expect(rows).toEqual([{ fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', listen_addresses: '127.0.0.1', unix_socket_directories: '', password_encryption: 'scram-sha-256' }]);
    expect(await ask(databaseUrl, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([{ rolsuper: false }]);
    const url = new URL(databaseUrl);
    url.password = 'wrong';
    await expect(ask(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('writes nothing of what people write into its log, not even of statements that fail', async () => {
    const { databaseUrl, logFile } = await start();
    await ask(databaseUrl, 'CREATE TABLE "unique" (text text PRIMARY KEY); INSERT INTO "unique" VALUES (\'meet me at nine\')');
    await expect(ask(databaseUrl, 'INSERT INTO "unique" VALUES (\'meet me at nine\')')).rejects.toThrow();
    await expect(ask(databaseUrl, "SELECT 'meet me at nine'::int")).rejects.toThrow();
    await expect(ask(databaseUrl, 'SELECT meet me at nine')).rejects.toThrow();
    expect(readFileSync(logFile, 'utf8')).not.toMatch(/meet|nine/);
  });

  test('says what to do when its passwords are not the ones it was made with', async () => {
    await (await start()).stop();
    await expect(start({ superuserPassword: 'other' })).rejects.toThrow(/secrets\.json/);
  });

  test('of a killed program ends by itself, and the next start does not wait for that', async () => {
    const script = `
      import { startEmbeddedPostgres } from '#lib/server/embedded-postgres.ts';
      const { databaseUrl } = await startEmbeddedPostgres({ folder: ${JSON.stringify(join(folder, 'postgres'))}, superuserPassword: 'one', ownerPassword: 'two', durable: true, say: () => undefined });
      console.log(databaseUrl);
      setInterval(() => undefined, 1000);`;
    const program = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(program.stdout, 'data');
    const serversProcess = () => Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
    const processId = serversProcess();
    program.kill('SIGKILL');
    await once(program, 'exit');
    const next = await start();
    expect(serversProcess()).not.toBe(processId);
    await next.stop();
    await eventually(() => expect(existsSync(`/proc/${processId}`)).toBe(false));
  });
});
