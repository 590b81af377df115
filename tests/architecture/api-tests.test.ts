import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OpenApiDocument } from '#lib/contracts/openapi-document.ts';
import { root, sourceFiles } from '#tests/architecture/source-files.ts';

const folder = 'tests/api';
const document = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')) as OpenApiDocument;

/** Operations that refuse something; the others are for tools and have no refusals. */
const operations = Object.entries(document.paths)
  .flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, operation })))
  .filter(({ operation }) => '400' in operation.responses)
  .map(({ path, operation }) => ({ path, operation, name: operation.operationId.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) }));

/** Tests of an operation that are no single status, each with its reason. */
const besides: Readonly<Record<string, string>> = {
  'create-message-index/build.test.ts': 'what the worker does after the 202',
  'get-messages-delta/model.test.ts': 'histories against a model',
  'get-messages-delta/statement.test.ts': 'the statement against the same model',
  'list-messages/kept.test.ts': 'lists that are kept are what the database has, over random histories',
  'list-messages/search.test.ts': 'what q finds, over many states of an index',
  'list-messages/statement.test.ts': 'the statement keeps its plan, and its page is the same by whatever way it is read',
};

/** What is no operation, each with what it holds. */
const others: Readonly<Record<string, string>> = {
  'carrier': 'what a carrier calls, opened by its signature, by status',
  'client': 'the published client',
  'every-route': 'what holds for every route alike, by status',
  'openapi': 'the document',
  'postman': 'the collection',
  'stomp': 'the stream behind the connection details',
  'wire': 'the very bytes of old clients',
};

/** What every endpoint of OAuth for programs refuses alike, by status; the file asks each endpoint of the build. */
const refusedByOAuth = ['400', '401', '405'];

const everyRoute = (status: string): string => {
  const path = join(root, folder, 'every-route', `${status}.test.ts`);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

/** Whether the table of all routes proves this status: it has rows for each of its errors, and the operation has no field of its own to be wrong. */
function isProvedForAll(status: string, codes: readonly string[], hasInput: boolean, path: string): boolean {
  if (path.startsWith('/oauth/')) return refusedByOAuth.includes(status) || everyRoute(status).includes('`/oauth/v4/${endpoint}`');
  if (codes.length === 0 || (status === '400' && hasInput)) return false;
  const proofs = everyRoute(status);
  return codes.every((code) => proofs.includes(`answering('${code}')`));
}

describe('the tests of the API', () => {
  test.each(operations)('$name has a file for each status it may answer', ({ path, operation, name }) => {
    const missing = Object.entries(operation.responses).flatMap(([status, { content }]) => {
      const codes = Object.keys(content?.['application/json']?.examples ?? {});
      const hasInput = operation.requestBody !== undefined || (operation.parameters ?? []).some((parameter) => 'in' in parameter && parameter.in === 'query');
      const file = `${folder}/${name}/${status}.test.ts`;
      return existsSync(join(root, file)) || isProvedForAll(status, codes, hasInput, path) ? [] : [file];
    });
    expect(missing).toEqual([]);
  });

  test.each(operations)('$name has files of the statuses it may answer, and others only with a reason', ({ operation, name }) => {
    const unknown = readdirSync(join(root, folder, name)).filter((file) => {
      const status = /^(\d{3})\.test\.ts$/.exec(file)?.[1];
      return status === undefined ? !besides[`${name}/${file}`] : !(status in operation.responses);
    });
    expect(unknown).toEqual([]);
  });

  test('stand in the folder of an operation, or of something that is named here', () => {
    const names = new Set(operations.map(({ name }) => name));
    const folders = readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory() && !names.has(entry.name) && !others[entry.name]);
    expect(folders.map(({ name }) => name)).toEqual([]);
    for (const file of [...Object.keys(besides), '../oauth/negatives/every-endpoint.test.ts']) expect([file, existsSync(join(root, folder, file))]).toEqual([file, true]);
  });
});

describe('the interop checklist', () => {
  const names = sourceFiles('tests/api', 'tests/oauth', 'tests/use-cases', 'tests/support/fixtures').flatMap(({ text }) => [...text.matchAll(/\b(?:it|test)(?:\.each)?\(.*|^\s*\]\)\(.*|^\s*claims: .*/gm)].map(([line]) => line));

  const part = (number: number, count: number) => Array.from({ length: count }, (_, at) => `${number}.${at + 1}`);
  /** Our own decisions, the methods, OAuth's endpoints, and the checklist of what breaks a real client. */
  const lines = [...part(0, 10), ...part(2, 14), ...part(5, 3), ...part(7, 9)];

  test.each(lines)('wire %s has a test that is named after it', (line) => {
    const named = new RegExp(`wire [^:]*\\b${line.replace('.', '\\.')}(?![\\d.])|claims: '${line.replace('.', '\\.')}'`);
    expect(names.some((name) => named.test(name))).toBe(true);
  });
});
