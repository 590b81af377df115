import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, inject } from 'vitest';

/** Each test file has a database of its own, copied from the migrated template before the file's imports read the settings. */
const superuserUrl = inject('superuserUrl');
const name = `test_${randomBytes(6).toString('hex')}`;
const folder = mkdtempSync(join(tmpdir(), 'handset-media-'));

async function asSuperuser(statement: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

// Two copies of the template cannot be made at the same instant; the loser asks again.
for (let attempt = 1; ; attempt += 1) {
  try {
    await asSuperuser(`CREATE DATABASE ${name} TEMPLATE handset_template`);
    break;
  } catch (error) {
    if (attempt === 50 || (error as { code?: string }).code !== '55006') throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const url = new URL(superuserUrl);
url.pathname = `/${name}`;
process.env.DATABASE_URL = url.href;
process.env.HANDSET_DATA_DIR = folder;
process.env.MEDIA_DIR = join(folder, 'media');

afterAll(async () => {
  const [{ closePool }, { closePrisma }, { stopSignals }] = await Promise.all([import('#lib/data/pool.ts'), import('#lib/data/prisma.ts'), import('#lib/data/signals.ts')]);
  await Promise.all([stopSignals(), closePool(), closePrisma()]);
  // Connections that are still closing hold the database for a moment. A copy that stays goes with the test server.
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const isGone = await asSuperuser(`DROP DATABASE IF EXISTS ${name}`).then(
      () => true,
      () => false,
    );
    if (isGone) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  rmSync(folder, { recursive: true, force: true });
});
