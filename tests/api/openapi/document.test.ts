import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { createApiApp } from '#lib/api/app.ts';
import { answers } from '#lib/api/errors.ts';
import { routeTable } from '#lib/api/route-table.ts';
import type { OpenApiDocument } from '#lib/contracts/openapi-document.ts';
import { env } from '#lib/env.ts';
import { openApiFile } from '#scripts/build/openapi-file.ts';
import { expectDocumented } from '#tests/support/documented-answer.ts';
import { callApi } from '#tests/support/fixtures/app-clients.ts';

const committed = readFileSync(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8');
const document = JSON.parse(committed) as OpenApiDocument;
const operations = Object.entries(document.paths).flatMap(([path, each]) => Object.entries(each).map(([method, operation]) => ({ method, path, operation })));

/** Served and no call: for people, for a carrier, or a stream that the answer to getNotificationConnectionDetails leads to. */
const noCall = /^\/(session|events|carrier|simulator|stomp)/;

describe('docs/openapi.json', () => {
  it('says what the declared routes say (npm run openapi)', () => {
    expect(committed).toBe(openApiFile());
  });

  it('is OpenAPI 3.1 to an independent validator, which refuses a broken one', async () => {
    expect(await new Validator().validate(JSON.parse(committed) as Record<string, unknown>)).toEqual({ valid: true });
    const { info: _info, ...broken } = JSON.parse(committed) as OpenApiDocument;
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('has every served operation, and none that is not served', () => {
    const served = createApiApp()
      .routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*') && !noCall.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    const documented = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(documented.toSorted()).toEqual([...new Set(served)].toSorted());
  });

  it('names each operation once, and asks for the scope that its route asks for', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const route of routeTable) {
      const security = operations.find(({ operation }) => operation.operationId === route.operation)?.operation.security;
      expect([route.operation, Object.values(security?.[0] ?? {})]).toEqual([route.operation, [[route.scope]]]);
    }
  });

  it('has an example of every error, with the status and the code of the table of errors', () => {
    const told = Object.entries(document.components.examples).map(([code, example]) => [code, example['x-status'], example['x-message-id']]);
    expect(told.toSorted()).toEqual(Object.entries(answers).map(([code, { status, messageId }]) => [code, status, messageId]).toSorted());
  });

  it('has examples that fit their own schemas', () => {
    for (const { method, path, operation } of operations) {
      for (const [status, { content }] of Object.entries(operation.responses)) {
        const example = content?.['application/json']?.example;
        if (example === undefined) continue;
        const headers = new Headers({ 'Content-Type': 'application/json', 'X-Request-Id': 'example' });
        expectDocumented({ method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, 'x'), status: Number(status), headers, text: JSON.stringify(example) });
      }
    }
  });
});

describe('GET /openapi.json', () => {
  it('200: the document of this installation, with an ETag; 304 to whoever has it', async () => {
    const answer = await callApi('GET', '/openapi.json');
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
    const served = JSON.parse(answer.text) as OpenApiDocument;
    expect([served.servers, Object.keys(served.paths)]).toEqual([[{ url: env.PUBLIC_URL }], Object.keys(document.paths)]);
    const etag = answer.headers.get('etag') ?? '';
    for (const sent of [etag, `"other", W/${etag}`, '*']) {
      const again = await callApi('GET', '/openapi.json', { headers: { 'If-None-Match': sent } });
      expect([sent, again.status, again.text, again.headers.get('etag')]).toEqual([sent, 304, '', etag]);
    }
    expect((await callApi('GET', '/openapi.json', { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });
});

describe('the check that every answer of the API tests passes through', () => {
  const headers = new Headers({ 'Content-Type': 'application/json; charset=UTF-8', 'X-Request-Id': 'request-1' });
  const info = { messageIndexInfo: { status: 'INITIALIZED', state: '', messageCount: 1 } };
  const answer = { method: 'GET', path: '/myMessages/v2/messages/index/info?x=1', status: 200, headers, text: JSON.stringify(info) };

  it('lets a documented answer pass', () => {
    expect(() => expectDocumented(answer)).not.toThrow();
  });

  it.each([
    ['a status that is not documented', { status: 201 }],
    ['another type', { headers: new Headers({ 'Content-Type': 'text/html', 'X-Request-Id': 'request-1' }) }],
    ['an answer without X-Request-Id', { headers: new Headers({ 'Content-Type': 'application/json' }) }],
    ['a field that is not documented', { text: JSON.stringify({ messageIndexInfo: { ...info.messageIndexInfo, more: 1 } }) }],
    ['a missing field', { text: JSON.stringify({ messageIndexInfo: { status: 'INITIALIZED', state: '' } }) }],
    ['a value of another type', { text: JSON.stringify({ messageIndexInfo: { ...info.messageIndexInfo, messageCount: '1' } }) }],
    ['an error code that is not named for the status', { status: 404, text: JSON.stringify(document.components.examples['not-found']?.value) }],
    ['a body where there is none', { method: 'POST', path: '/myMessages/v2/messages/index', status: 202 }],
    ['an unknown path that answers 200', { path: '/nowhere' }],
  ])('refuses %s', (_what, change) => {
    expect(() => expectDocumented({ ...answer, ...change })).toThrow();
  });
});
