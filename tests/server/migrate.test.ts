import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { migrate } from '#lib/server/migrate.ts';
import { newId } from '#lib/ids.ts';

let folder: string;
let database: string;
let databaseUrl: string;

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const tables = async () => (await ask<{ name: string }>(databaseUrl, "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1")).map(({ name }) => name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handset-migrations-'));
  database = `migrate_${newId().replaceAll('-', '')}`;
  await ask(inject('superuserUrl'), `CREATE DATABASE ${database}`);
  const url = new URL(inject('superuserUrl'));
  url.pathname = `/${database}`;
  databaseUrl = url.href;
  write('20260101000000_first', 'CREATE TABLE "one" (id int); CREATE TABLE "two" (id int);');
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await ask(inject('superuserUrl'), `DROP DATABASE ${database} WITH (FORCE)`);
});

describe('migrate', () => {
  test('applies what is missing, oldest first, and nothing twice', async () => {
    write('20260102000000_second', 'ALTER TABLE "two" ADD COLUMN text text;');
    expect(await migrate({ databaseUrl, folder })).toEqual(['20260101000000_first', '20260102000000_second']);
    expect(await migrate({ databaseUrl, folder })).toEqual([]);
    write('20260103000000_third', 'CREATE TABLE "three" (id int);');
    expect(await migrate({ databaseUrl, folder })).toEqual(['20260103000000_third']);
  });

  test('writes the table that Prisma reads, with its checksums', async () => {
    await migrate({ databaseUrl, folder });
    const rows = await ask(databaseUrl, 'SELECT checksum, finished_at IS NOT NULL AS finished, rolled_back_at, applied_steps_count FROM "_prisma_migrations"');
    // sha256sum of the file
    expect(rows).toEqual([{ checksum: '40f2f8aa3cff46b1fad15f26624cfcedf6e790bc31f089cf45cf5034532f49ab', finished: true, rolled_back_at: null, applied_steps_count: 1 }]);
  });

  test('of several processes at once lets one do it', async () => {
    const results = await Promise.all(Array.from({ length: 4 }, () => migrate({ databaseUrl, folder })));
    expect(results.map((applied) => applied.length).toSorted()).toEqual([0, 0, 0, 1]);
  });

  test('changes nothing by a file that fails in the middle, and goes on after it is mended', async () => {
    await migrate({ databaseUrl, folder });
    write('20260102000000_second', 'CREATE TABLE "three" (id int); SELECT 1/0;');
    await expect(migrate({ databaseUrl, folder })).rejects.toThrow(/20260102000000_second changed nothing: division by zero/);
    expect(await tables()).toEqual(['_prisma_migrations', 'one', 'two']);
    write('20260102000000_second', 'CREATE TABLE "three" (id int);');
    expect(await migrate({ databaseUrl, folder })).toEqual(['20260102000000_second']);
  });

  test('names a file that was edited after it was applied', async () => {
    await migrate({ databaseUrl, folder });
    write('20260101000000_first', 'CREATE TABLE "one" (id bigint);');
    await expect(migrate({ databaseUrl, folder })).rejects.toThrow(/20260101000000_first was edited/);
  });

  test('refuses a database that a newer version has used', async () => {
    write('20260102000000_second', 'SELECT 1;');
    await migrate({ databaseUrl, folder });
    rmSync(join(folder, '20260102000000_second'), { recursive: true });
    await expect(migrate({ databaseUrl, folder })).rejects.toThrow(/20260102000000_second.*newer Handset/);
  });

  test('gives up on a table that somebody holds, instead of stopping everybody behind it', async () => {
    await migrate({ databaseUrl, folder });
    write('20260102000000_second', 'ALTER TABLE "one" ADD COLUMN text text;');
    const holder = new Client({ connectionString: databaseUrl });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE "one" IN ACCESS SHARE MODE;');
    await expect(migrate({ databaseUrl, folder })).rejects.toThrow(/locked for over 5 seconds/);
    await holder.end();
    expect(await migrate({ databaseUrl, folder })).toEqual(['20260102000000_second']);
  });

  test('says that nobody answers, without the password', async () => {
    const wrong = 'postgresql://handset:hunter2@127.0.0.1:1/handset';
    await expect(migrate({ databaseUrl: wrong, folder })).rejects.toThrow(/127\.0\.0\.1:1\) cannot be reached: ECONNREFUSED/);
    await expect(migrate({ databaseUrl: wrong, folder })).rejects.not.toThrow(/hunter2/);
  });
});
