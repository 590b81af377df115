import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import { type DemoFile, readDemoFile } from '#prisma/seed/demo-file.ts';
import { giveDemoToken } from '#scripts/demo/give-token.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { holderOf } from '#tests/support/fixtures/oauth.ts';

let demo: DemoFile;
beforeAll(async () => {
  expect(await runSeed()).toMatchObject({ exitCode: 0 });
  const read = readDemoFile(join(env.HANDSET_DATA_DIR, 'demo.json'));
  if (!read) throw new Error('no demo.json');
  demo = read;
});

const receipts = () => sql.query<{ kind: string; scopes: string[] }>(`SELECT "kind", "scopes" FROM "ConsentEvent" ORDER BY "at" DESC, "id" DESC`);

describe('demo:token', () => {
  test('gives a token of the wished app, line and scopes, and leaves a consent that covers it alone', async () => {
    const before = await receipts();
    const token = await giveDemoToken(demo, { client: 'Desk', subscriber: '+14255550101', scope: 'IMMN,MIM' });
    expect(await holderOf(token)).toMatchObject({ kind: 'app', clientName: 'Desk', environment: 'sandbox', msisdn: '+14255550101', scopes: ['IMMN', 'MIM'] });
    expect(await receipts()).toEqual(before);
    expect(await sql.query(`SELECT 1 FROM "Session" WHERE "endedAt" IS NULL`)).toEqual([]);
  });

  test('records a consent where there was none, with a receipt and an audit row (E2)', async () => {
    const token = await giveDemoToken(demo, { client: 'classic', subscriber: '(425) 555-0102', scope: 'MIM' });
    expect(await holderOf(token)).toMatchObject({ clientName: 'Classic', environment: 'production', msisdn: '+14255550102', scopes: ['MIM'] });
    expect((await receipts())[0]).toEqual({ kind: 'given', scopes: ['MIM'] });
    const audit = await sql.query<{ action: string }>(`SELECT "action" FROM "AuditEntry" WHERE "subjectKind" = 'consent' ORDER BY "at" DESC LIMIT 1`);
    expect(audit).toEqual([{ action: 'consent.given' }]);
  });

  test.each([
    [{ client: 'Dusk' }, '--client', 'Choose Desk or Classic'],
    [{ subscriber: '+12065550199' }, '--subscriber', '+14255550101 (Ana Rivera)'],
    [{ subscriber: 'ana' }, '--subscriber', 'is no line of the demo'],
    [{ subscriber: '+14255550104' }, '--subscriber', 'This is a prepaid line'],
    [{ scope: 'READ' }, '--scope', 'Choose IMMN, MIM or both'],
    [{ scope: 'NOTIFICATIONCHANNEL' }, '--scope', 'may not ask for'],
  ])('refuses %o by the name of the argument', async (wrong, field, words) => {
    const refusal = giveDemoToken(demo, { client: 'Desk', subscriber: '+14255550101', scope: 'MIM', ...wrong });
    await expect(refusal).rejects.toMatchObject({ name: 'AppError', field, message: expect.stringContaining(words) as string });
  });
});
