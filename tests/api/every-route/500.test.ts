import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeError } from '#lib/api/errors.ts';
import { answering, createRouteCaller, type RouteCaller } from '#tests/support/fixtures/route-caller.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const shared = globalThis as typeof globalThis & { handsetPools?: Map<string, Pool> };
let caller: RouteCaller;
let working: Map<string, Pool> | undefined;

/** Whatever is asked of it fails in a way that nobody has thought of. */
class FailingPool extends Pool {
  override query(): never {
    throw new Error('relation "Message" in /srv/handset: password hunter2');
  }
  override connect(): never {
    throw new Error('relation "Message" in /srv/handset: password hunter2');
  }
}

beforeEach(async () => {
  caller = await createRouteCaller();
  working = shared.handsetPools;
  shared.handsetPools = new Map([['callers', new FailingPool()]]);
});

afterEach(() => {
  shared.handsetPools = working;
});

describe('an error that nobody has thought of', () => {
  it('ASVS 16.5.1: every route answers 500 SVC0001 with the request id and nothing of the inside', async () => {
    for (const route of answering('internal')) {
      const answer = await caller.callRoute(route);
      expectRefused(answer, { status: 500, code: 'SVC0001', field: answer.headers.get('x-request-id') ?? '-', says: 'on our side' });
      expect(answer.text).not.toMatch(/hunter2|srv|Message"/);
    }
  });

  it('ASVS 16.5.1: an unexpected error shows its request id and nothing else', () => {
    const answer = describeError(new Error('relation "Message" in /srv/handset: password hunter2'), 'request-1');
    expect([answer.status, answer.unexpected]).toEqual([500, true]);
    expect(JSON.parse(answer.body).RequestError.ServiceException).toMatchObject({ MessageId: 'SVC0001', Variables: 'request-1' });
    expect(answer.body).not.toMatch(/hunter2|srv|Message"/);
  });
});
