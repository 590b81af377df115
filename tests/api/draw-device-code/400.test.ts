import { expect, it } from 'vitest';
import { oauthRoutes } from '#lib/api/routes/oauth.ts';

it.each(['', '?user_code=', '?user_code=https://evil.example/', '?user_code=<script>', '?user_code=WDJB-MJH'])('400: draws nothing that is no code: %s', async (query) => {
  const answer = await oauthRoutes.request(`http://localhost/oauth/v4/device/qr.svg${query}`);
  expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid_request', error_description: 'user_code is the code that the device shows.' }]);
});
