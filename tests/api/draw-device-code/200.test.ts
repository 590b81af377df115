import { expect, it } from 'vitest';
import { oauthRoutes } from '#lib/api/routes/oauth.ts';

const draw = (userCode: string) => oauthRoutes.request(`http://localhost/oauth/v4/device/qr.svg?user_code=${encodeURIComponent(userCode)}`);

it('200: draws a code whether it exists or not, however it is written, and does not tell it in letters', async () => {
  const drawn = await draw('WDJB-MJHT');
  expect([drawn.status, drawn.headers.get('content-type'), drawn.headers.get('cache-control')]).toEqual([200, 'image/svg+xml', 'no-store']);
  const drawing = await drawn.text();
  expect(drawing).toMatch(/^<svg xmlns=/);
  expect(drawing).not.toContain('WDJB');
  expect(await (await draw('wdjb mjht')).text()).toBe(drawing);
});
