import { expect, it } from 'vitest';
import { answering, createRouteCaller } from '#tests/support/fixtures/route-caller.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const ofJson = answering('too-large').filter(({ json }) => json !== undefined);
const mebibyte = 1_048_576;

it.each(ofJson)('$operation: a body over 1 MiB is 413, one of 1 MiB is read', async (route) => {
  const caller = await createRouteCaller();
  const headers = { 'Content-Type': 'application/json' };
  expectRefused(await caller.callRoute(route, { body: `${' '.repeat(mebibyte - 1)}{}`, headers }), { status: 413, code: 'SVC0002', field: 'body', says: String(mebibyte) });
  expect((await caller.callRoute(route, { body: `${' '.repeat(mebibyte - 2)}{}`, headers })).status).toBe(400);
});
