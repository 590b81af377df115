import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourceFiles } from '#tests/architecture/source-files.ts';

// The endpoints for programs are asked one by one in tests/oauth/negatives; those for browsers are Next's, and are named there.
const negatives = readFileSync(join(root, 'tests/e2e/authorize-negatives.spec.ts'), 'utf8');
const routes = sourceFiles('app/oauth').flatMap(({ path, text }) =>
  path.endsWith('/route.ts') ? [...text.matchAll(/^export async function ([A-Z]+)\b/gm)].map(([, method]) => `${method} /${path.slice('app/'.length, -'/route.ts'.length)}`) : [],
);

test('every address of OAuth that a browser opens is refused by name in the negative suite', () => {
  expect(routes).toContain('GET /oauth/v4/authorize');
  expect(routes.filter((route) => !negatives.includes(`${route}:`))).toEqual([]);
});
