import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { apiCalls } from '#content/docs.ts';
import type { OpenApiDocument } from '#lib/contracts/openapi-document.ts';

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8')) as OpenApiDocument;

it('the overview of calls says what the API reference says: method, address, scope, status', () => {
  for (const { method, path, scope, success } of apiCalls) {
    const operation = document.paths[`/myMessages/v2${path.split('?')[0] ?? ''}`]?.[method.toLowerCase()];
    expect([method, path, operation?.security[0]?.['subscriber'], Object.keys(operation?.responses ?? {})]).toEqual([method, path, [scope], expect.arrayContaining([String(success)])]);
  }
  const documented = Object.entries(document.paths).flatMap(([path, each]) => (path.startsWith('/myMessages/v2/') ? Object.keys(each) : []));
  expect(apiCalls.length).toBe(documented.length);
});
