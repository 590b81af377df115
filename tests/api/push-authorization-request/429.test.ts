import { expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { leavePoints } from '#tests/support/abuse-points.ts';
import { createOAuthClient, push } from '#tests/support/fixtures/oauth.ts';

it('RFC 9126, 2.3: an app that pushes too much has to wait, parallel calls or not, and no other has', async () => {
  const [greedy, other] = [await createOAuthClient(), await createOAuthClient()];
  expect((await push(greedy)).status).toBe(201);
  // As if it had pushed all but ten.
  await leavePoints(abuseRules.pushesPerClient, 10, greedy.id);
  const answers = await Promise.all(Array.from({ length: 30 }, () => push(greedy)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(20);
  for (const { body, headers } of refused) {
    expect(body.error).toBe('temporarily_unavailable');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(5);
  }
  expect(await getPrisma().pushedRequest.count({ where: { clientId: greedy.id } })).toBe(11);
  expect((await push(other)).status).toBe(201);
});
