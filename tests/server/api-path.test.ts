import { expect, it } from 'vitest';
import { createApiApp } from '#lib/api/app.ts';
import { isApiPath } from '#lib/server/http-server.ts';

const served = [...new Set(createApiApp().routes.map(({ path }) => path))].filter((path) => !path.includes('*'));

it.each(served)('%s is answered by the API, not by the pages', (path) => {
  const url = path.replace(/:\w+/g, 'x');
  expect([isApiPath(url), isApiPath(`${url}?a=b`)]).toEqual([true, true]);
});

it.each(['/', '/device', '/sessions', '/oauth/v4/authorize', '/oauth/v4/authorize/x/decide', '/oauth/v4/party', '/simulator', '/docs/api', '/inbox'])('%s is a page', (url) => {
  expect(isApiPath(url)).toBe(false);
});
