import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import type { OpenApiDocument } from '#lib/contracts/openapi-document.ts';
import { root, sourceFiles, type SourceFile } from '#tests/architecture/source-files.ts';
import { readSchema } from '#scripts/database/schema-files.ts';
import { readMigrations } from '#lib/server/migrate.ts';

/** Not spread by mailbox on purpose: the worker's queue, which is claimed across all of them. */
const queues = ['Outbox'];

/** The tables of the store in which every row belongs to one mailbox, as the schema says. */
const tables = readSchema()
  .filter(({ path }) => ['messages.prisma', 'dispatch.prisma'].includes(path))
  .flatMap(({ content }) => [...content.matchAll(/^model (\w+) \{(.*?)^\}/gms)])
  .filter(([, , fields]) => /^\s+mailboxId\s+String\s+@db\.Uuid|^\s+mailboxId\s+String\s+@id/m.test(fields ?? ''))
  .flatMap(([, name]) => (name && !queues.includes(name) ? [name] : []));

function sqlTexts({ path, text }: SourceFile): { place: string; sql: string }[] {
  const found: { place: string; sql: string }[] = [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
    if (isText && /^[`'"\s]*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE)\b/.test(node.getText())) {
      found.push({ place: `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, sql: node.getText() });
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('the message store', () => {
  test('is found', () => {
    expect(tables).toContain('Message');
    expect(tables.length).toBeGreaterThan(5);
  });

  test('has no statement that reaches beyond one mailbox: every one names mailboxId', () => {
    const statements = sourceFiles('lib/data/store').flatMap(sqlTexts);
    expect(statements.length).toBeGreaterThan(30);
    const touching = statements.filter(({ sql }) => tables.some((table) => sql.includes(`"${table}"`)));
    expect(touching.filter(({ sql }) => !sql.includes('mailboxId')).map(({ place }) => place)).toEqual([]);
  });
});

describe('migrations', () => {
  test('leave transactions to the runner, which makes one of each file', () => {
    const own = readMigrations().filter(({ sql }) => /^\s*(BEGIN|COMMIT|ROLLBACK|START TRANSACTION)\b[^;]*;|\bCONCURRENTLY\b|\bVACUUM\b/im.test(sql.replace(/\$(\w*)\$.*?\$\1\$/gs, '')));
    expect(own.map(({ name }) => name)).toEqual([]);
  });

  test('are named so that they sort by age', () => {
    expect(readMigrations().filter(({ name }) => !/^\d{14}_[a-z0-9_]+$/.test(name))).toEqual([]);
  });
});

describe('files written by commands', () => {
  test('.env.example says what lib/env.ts says (npm run env:example)', async () => {
    const { exampleFile } = await import('#scripts/build/env-example-file.ts');
    expect(readFileSync(join(root, '.env.example'), 'utf8')).toBe(exampleFile());
  });

  test('packages/client and the Postman collection say what docs/openapi.json says (npm run client)', async () => {
    const { clientFiles } = await import('#scripts/build/client/client-files.ts');
    const { postmanFile } = await import('#scripts/build/postman-collection.ts');
    const document = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')) as OpenApiDocument;
    const files = [...clientFiles(root, document), ['docs/handset.postman_collection.json', postmanFile(document)] as const];
    expect(files.filter(([path, text]) => readFileSync(join(root, path), 'utf8') !== text).map(([path]) => path)).toEqual([]);
    expect(files.length).toBe(10);
  });

  test('package-lock.json has the packages of every platform (npm run lock:complete)', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies).flatMap(([name, version]) =>
        /^\d/.test(version) && !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`] ? [`${name}@${version}`] : [],
      ),
    );
    expect(missing).toEqual([]);
  });
});
