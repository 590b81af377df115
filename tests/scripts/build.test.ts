import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isFresh, markFresh, sourceHash, type Made } from '#scripts/build/stamps.ts';
import { schemaDifference } from '#scripts/database/schema-engine.ts';
import { readOrMakeSecrets } from '#scripts/start/secrets.ts';
import { add, nothing, ofPlaywright, ofVitest } from '#scripts/test/outcome.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'handset-build-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('stamps', () => {
  test('hold until a source changes, comes, goes or is renamed, or a condition changes', () => {
    const made: Made = { sources: ['lib', 'absent', 'package.json'], conditions: ['24'], stampFile: join(folder, 'stamp') };
    mkdirSync(join(folder, 'lib/deep'), { recursive: true });
    writeFileSync(join(folder, 'lib/deep/a.ts'), 'a');
    writeFileSync(join(folder, 'package.json'), '{}');
    expect(isFresh(folder, made)).toBe(false);
    const mark = () => markFresh(made, sourceHash(folder, made));
    mark();
    expect(isFresh(folder, made)).toBe(true);
    expect(isFresh(folder, { ...made, conditions: ['26'] })).toBe(false);
    for (const change of [
      () => writeFileSync(join(folder, 'lib/deep/a.ts'), 'b'),
      () => writeFileSync(join(folder, 'lib/b.ts'), ''),
      () => rmSync(join(folder, 'lib/b.ts')),
      () => writeFileSync(join(folder, 'absent'), ''),
    ]) {
      change();
      expect(isFresh(folder, made)).toBe(false);
      mark();
    }
  });
});

describe('secrets', () => {
  test('are made once, differ, and are readable by their user alone', () => {
    const made = readOrMakeSecrets(folder);
    expect(readOrMakeSecrets(folder)).toEqual(made);
    expect(new Set(Object.values(made)).size).toBe(3);
    expect(made.handsetSecret.length).toBeGreaterThanOrEqual(32);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('that are damaged are never replaced: the database would be lost', () => {
    for (const content of ['', '{', '{"handsetSecret":"x"}']) {
      writeFileSync(join(folder, 'secrets.json'), content);
      expect(() => readOrMakeSecrets(folder)).toThrow(/secrets\.json (cannot be read|is incomplete)/);
    }
  });
});

describe('schemaDifference', () => {
  const heading = 'datasource db {\n provider = "postgresql"\n}\n';
  const before = [{ path: 'a.prisma', content: `${heading}model Line {\n id String @id\n}\n` }];

  test('is empty between a schema and itself, spread over other files', async () => {
    expect(await schemaDifference(before, [{ path: 'x.prisma', content: heading }, { path: 'y.prisma', content: 'model Line {\n id String @id\n}\n' }])).toBe('');
  });

  test('is the SQL that leads from one to the other', async () => {
    const after = [{ path: 'a.prisma', content: `${heading}model Line {\n id String @id\n name String?\n}\n` }];
    expect(await schemaDifference(before, after)).toContain('ALTER TABLE "Line" ADD COLUMN     "name" TEXT');
    expect(await schemaDifference(null, before)).toContain('CREATE TABLE "Line"');
  });
});

describe('the closing line', () => {
  test('counts what ran, and a file that could not be loaded as one failure', () => {
    const vitest = ofVitest({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, success: false, testResults: [{ status: 'failed', assertionResults: [] }] });
    expect(vitest).toEqual({ passed: 5, failed: 1, skipped: 2 });
    const playwright = ofPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 }, errors: [] });
    expect(playwright).toEqual({ passed: 3, failed: 2, skipped: 0 });
    expect([vitest, playwright].reduce(add, nothing)).toEqual({ passed: 8, failed: 3, skipped: 2 });
  });

  test('counts a run that ended badly without saying where as a failure', () => {
    expect(ofVitest({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, success: false, testResults: [] }).failed).toBe(1);
  });
});
