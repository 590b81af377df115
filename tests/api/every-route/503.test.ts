import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answers, describeError } from '#lib/api/errors.ts';
import { AppError, errorCodes } from '#lib/errors.ts';
import { freePort } from '#lib/server/free-port.ts';
import { setReady } from '#lib/use-cases/operations/readiness.ts';
import { callApi } from '#tests/support/fixtures/app-clients.ts';
import { answering, createRouteCaller, type RouteCaller } from '#tests/support/fixtures/route-caller.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const shared = globalThis as typeof globalThis & { handsetPools?: Map<string, Pool>; handsetPrisma?: unknown };
/** Whatever is asked of the ORM fails as its driver does. */
const awayOrm = new Proxy({}, {
  get() {
    throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  },
});
let caller: RouteCaller;
let working: Pick<typeof shared, 'handsetPools' | 'handsetPrisma'>;

beforeEach(async () => {
  caller = await createRouteCaller();
  working = { handsetPools: shared.handsetPools, handsetPrisma: shared.handsetPrisma };
  shared.handsetPrisma = awayOrm;
  shared.handsetPools = new Map([['callers', new Pool({ host: '127.0.0.1', port: await freePort(), connectionTimeoutMillis: 500 })]]);
});

afterEach(async () => {
  await shared.handsetPools?.get('callers')?.end();
  Object.assign(shared, working);
});

describe('with the database away', () => {
  it('I10, F13: every route answers 503 with Retry-After and says nothing of the inside; nobody is let in', async () => {
    for (const route of answering('unavailable')) {
      const answer = await caller.callRoute(route);
      expectRefused(answer, { status: 503, code: 'SVC0001', field: '', says: 'Try again in a few seconds' });
      expect([route.operation, answer.headers.get('retry-after')]).toEqual([route.operation, '5']);
      expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1|postgres|node_modules/i);
    }
  });

  it.each(['token', 'device_authorization', 'par', 'revoke', 'introspect'])('I10: /oauth/v4/%s is 503 temporarily_unavailable with Retry-After: no verdict on the client', async (endpoint) => {
    const form = { client_id: 'app', client_secret: 'x', grant_type: 'client_credentials', token: 'x' };
    const answer = await callApi('POST', `/oauth/v4/${endpoint}`, { body: new URLSearchParams(form).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    expect([answer.status, answer.headers.get('retry-after'), answer.json.error]).toEqual([503, '5', 'temporarily_unavailable']);
    expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1|postgres|prisma|node_modules/i);
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
