import { expect, it } from 'vitest';
import { spendAbusePoint } from '#lib/data/abuse-limits.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { createOAuthClient, credentials, post } from '#tests/support/fixtures/oauth.ts';

it('T20: an app that has asked for 600 devices within the life of a code has to wait, parallel calls or not, and no other has', async () => {
  const [greedy, other] = [await createOAuthClient({ deviceGrant: true }), await createOAuthClient({ deviceGrant: true })];
  for (let asked = 0; asked < 590; asked += 1) await spendAbusePoint(abuseRules.devicesPerClient, greedy.id);
  const asked = await Promise.all(Array.from({ length: 30 }, () => post('device_authorization', credentials(greedy))));
  expect(asked.filter(({ status }) => status === 200)).toHaveLength(10);
  const refused = asked.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(20);
  for (const { body, headers } of refused) {
    expect(body.error).toBe('temporarily_unavailable');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(5);
  }
  expect(await getPrisma().deviceAuthorization.count({ where: { clientId: greedy.id } })).toBe(10);
  expect((await post('device_authorization', credentials(other))).status).toBe(200);
});
