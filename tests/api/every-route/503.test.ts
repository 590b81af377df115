import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answers, describeError } from '#lib/api/errors.ts';
import { routeTable } from '#lib/api/route-table.ts';
import { AppError, errorCodes } from '#lib/errors.ts';
import { freePort } from '#lib/server/free-port.ts';
import { setReady } from '#lib/use-cases/operations/readiness.ts';
import { type ApiCaller, callApi, createCaller } from '#tests/support/fixtures/app-clients.ts';

const shared = globalThis as typeof globalThis & { handsetPools?: Map<string, Pool> };
let caller: ApiCaller;
let working: Map<string, Pool> | undefined;

beforeEach(async () => {
  caller = await createCaller();
  working = shared.handsetPools;
  shared.handsetPools = new Map([['callers', new Pool({ host: '127.0.0.1', port: await freePort(), connectionTimeoutMillis: 500 })]]);
});

afterEach(async () => {
  await shared.handsetPools?.get('callers')?.end();
  shared.handsetPools = working;
});

describe('with the database away', () => {
  it('I10, F13: every route answers 503 with Retry-After and says nothing of the inside; nobody is let in', async () => {
    for (const { method, path } of routeTable) {
      const answer = await caller.call(method, path.replace(':messageId', 'x').replace(':partId', '0'));
      expect([method, path, answer.status, answer.headers.get('retry-after')]).toEqual([method, path, 503, '5']);
      expect(answer.json.RequestError.ServiceException.MessageId).toBe('SVC0001');
      expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1|postgres|node_modules/i);
    }
  });

  it('lives, and is not ready', async () => {
    setReady(true);
    expect((await callApi('GET', '/healthz')).status).toBe(200);
    const answer = await callApi('GET', '/readyz');
    expect([answer.status, answer.json.missing]).toEqual([503, ['database']]);
  });
});

describe('the table of errors', () => {
  it('has an answer for each code, a documented one', () => {
    for (const code of errorCodes) expect([code, answers[code].messageId]).toEqual([code, expect.stringMatching(/^(POL|SVC)\d{4}$/)]);
  });

  it('ASVS 16.5.1: an unexpected error shows its request id and nothing else', () => {
    const answer = describeError(new Error('relation "Message" in /srv/handset: password hunter2'), 'request-1');
    expect([answer.status, answer.unexpected]).toEqual([500, true]);
    expect(JSON.parse(answer.body).RequestError.ServiceException).toMatchObject({ MessageId: 'SVC0001', Variables: 'request-1' });
    expect(answer.body).not.toMatch(/hunter2|srv|Message"/);
  });

  it('keeps the cause of an expected error to the log', () => {
    const answer = describeError(new AppError('invalid-input', 'Say a number.', { field: 'limit', cause: new Error('hunter2') }), 'request-1');
    expect(answer.body).not.toContain('hunter2');
  });

  it.each([
    ['57P01', 'the server is going down'],
    ['53300', 'too many connections'],
    ['53100', 'no space on the disk'],
    ['08006', 'the connection broke'],
    ['57014', 'a statement took too long'],
  ])('SQLSTATE %s (%s) is 503, not 500', (code, _meaning) => {
    expect(describeError(Object.assign(new Error('x'), { code }), 'r').status).toBe(503);
    expect(describeError(new Error('outer', { cause: Object.assign(new Error('x'), { code }) }), 'r').status).toBe(503);
  });
});
