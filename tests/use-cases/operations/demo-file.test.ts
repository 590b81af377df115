import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256Hex, verifyPassword } from '#lib/crypto.ts';
import { sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import type { DemoFile } from '#prisma/seed/demo-file.ts';
import { runSeed } from '#tests/support/run-seed.ts';

const file = join(env.HANDSET_DATA_DIR, 'demo.json');
const read = () => JSON.parse(readFileSync(file, 'utf8')) as DemoFile;

beforeAll(async () => {
  expect(await runSeed({ PORT: '3000' })).toMatchObject({ exitCode: 0 });
});

async function expectToFit({ developer, support, clients }: DemoFile): Promise<void> {
  for (const { email, password } of [developer, support]) {
    const [row] = await sql.query<{ passwordHash: string }>(`SELECT "passwordHash" FROM "Account" WHERE "email" = $1`, [email]);
    expect(await verifyPassword(row?.passwordHash ?? null, password)).toBe(true);
  }
  for (const { clientId, clientSecret } of clients) {
    const rows = await sql.query(
      `SELECT 1 FROM "ClientSecret" s JOIN "Client" c ON c."id" = s."clientId" WHERE c."clientId" = $1 AND s."secretHash" = $2 AND s."revokedAt" IS NULL`,
      [clientId, sha256Hex(clientSecret)],
    );
    expect(rows).toHaveLength(1);
  }
}

describe('demo.json', () => {
  test('holds the handles that scripts rely on, readable by its owner alone, and they fit the database', async () => {
    const content = read();
    expect(Object.keys(content)).toEqual(['baseUrl', 'subscribers', 'developer', 'support', 'clients']);
    expect(content.subscribers.map(({ msisdn, name }) => `${msisdn} ${name}`)).toEqual([
      '+14255550101 Ana Rivera', '+14255550102 Ben Okafor', '+14255550103 Chen Wei', '+14255550104 Dana Cruz',
      '+14255550105 Eli Stone', '+14255550106 Fay Moss', '+14255550107 Gus Hall', '+14255550108 Hana Ito',
    ]);
    expect(content.clients.map(({ name, profile, environment, scopes }) => [name, profile, environment, scopes])).toEqual([
      ['Desk', 'modern', 'sandbox', ['IMMN', 'MIM']],
      ['Classic', 'classic', 'production', ['IMMN', 'MIM']],
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expectToFit(content);
  });

  test('stays as it is when the seed runs again, and so does the world', async () => {
    const [content, count] = [read(), await countRows()];
    const again = await runSeed({ PORT: '3000' });
    expect(again).toMatchObject({ exitCode: 0, output: 'The demo world is there already.\n' });
    expect(read()).toEqual(content);
    expect(await countRows()).toEqual(count);
  });

  test('follows the address of each start', async () => {
    await runSeed({ PORT: '4123' });
    expect(read().baseUrl).toBe('http://localhost:4123');
    await runSeed({ PUBLIC_URL: 'https://demo.example' });
    expect(read().baseUrl).toBe('https://demo.example');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expectToFit(read());
  });

  test('is made whole when the start ended between the commit and the file', async () => {
    const content = read();
    renameSync(file, `${file}.new`);
    const run = await runSeed();
    expect(run.output).not.toContain('New in it');
    expect(read()).toEqual({ ...content, baseUrl: env.PUBLIC_URL });
  });

  test('gets new passwords and secrets, and says so, when it was lost or damaged', async () => {
    const before = read();
    for (const damage of [() => rmSync(file), () => writeFileSync(file, '{"baseUrl":')]) {
      damage();
      const run = await runSeed();
      expect(run.output).toContain('New in it: a password for mira@fjordfield.example, a password for sol@handset.example, a secret for Desk, a secret for Classic.');
      expect(read().developer.password).not.toBe(before.developer.password);
      expect(read().clients.map(({ clientId }) => clientId)).toEqual(before.clients.map(({ clientId }) => clientId));
      await expectToFit(read());
    }
  });
});

async function countRows() {
  const [row] = await sql.query(`SELECT (SELECT count(*) FROM "Message")::int AS messages, (SELECT count(*) FROM "AuditEntry")::int AS audit, (SELECT count(*) FROM "ClientSecret")::int AS secrets`);
  return row;
}
