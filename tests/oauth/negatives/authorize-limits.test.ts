import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { sql } from '#lib/data/pool.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { purgeExpired } from '#lib/data/purge.ts';
import { newId } from '#lib/ids.ts';
import { denyConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { consentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { getConsentAsk } from '#lib/use-cases/consent/get-consent-ask.ts';
import { beginAuthorization } from '#lib/use-cases/oauth/begin-authorization.ts';
import { abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { leavePoints } from '#tests/support/abuse-points.ts';
import { authorizeQuery, begin, browserId, createOAuthClient, pushed, someLine, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let client: TestClient;
beforeAll(async () => {
  client = await createOAuthClient();
});
afterEach(() => setTestClock(null));

const ask = (address: string | null, subscriberId: string | null = null, query = authorizeQuery(client)) => beginAuthorization({ query, browserId, actor: subscriberId === null ? null : someLine(subscriberId), address });
const rows = () => getPrisma().consentRequest.count();
const minute = 60_000;

describe('T20, T28: questions that strangers begin', () => {
  it('have a limit for each network: of 40 at once with ten left ten are kept, no other network waits, and nothing is answered to the app', async () => {
    await ask('198.51.100.7');
    await leavePoints(abuseRules.questionsPerNetwork, 10);
    const before = await rows();
    const asked = await Promise.all(Array.from({ length: 40 }, (_, at) => ask(`198.51.100.${at}`)));
    expect(asked.filter(({ outcome }) => outcome === 'ask')).toHaveLength(10);
    const limited = asked.filter((each) => each.outcome === 'limited');
    expect(limited).toHaveLength(30);
    for (const { retryAfterSeconds } of limited) {
      expect(retryAfterSeconds).toBeGreaterThan(0);
      expect(retryAfterSeconds).toBeLessThanOrEqual(abuseRules.questionsPerNetwork.seconds);
    }
    expect(await rows()).toBe(before + 10);
    // What would be told to the app by a redirect waits as well.
    expect(await ask('198.51.100.7', null, authorizeQuery(client, { scope: 'ADMIN' }))).toMatchObject({ outcome: 'limited' });
    expect(await ask('198.51.101.7')).toMatchObject({ outcome: 'ask' });
  });

  it('do not use up what was pushed while the network waits', async () => {
    const query = await pushed(client);
    expect(await ask('198.51.100.7', null, query)).toMatchObject({ outcome: 'limited' });
    expect(await ask('198.51.102.7', null, query)).toMatchObject({ outcome: 'ask' });
  });

  it('shut out nobody who is signed in on the same network; a line has a limit of its own', async () => {
    const [line, other] = [newId(), newId()];
    expect(await ask('198.51.100.7', line)).toMatchObject({ outcome: 'ask' });
    await leavePoints(abuseRules.questionsPerLine, 2);
    const asked = await Promise.all(Array.from({ length: 6 }, () => ask('198.51.100.7', line)));
    expect(asked.filter(({ outcome }) => outcome === 'ask')).toHaveLength(2);
    expect(asked.filter(({ outcome }) => outcome === 'limited')).toHaveLength(4);
    expect(await ask('198.51.100.7', other)).toMatchObject({ outcome: 'ask' });
  });
});

describe('a question that nobody decides', () => {
  async function asked(): Promise<string> {
    const begun = await begin(authorizeQuery(client));
    if (begun.outcome !== 'ask') throw new Error(begun.outcome);
    return begun.requestId;
  }
  const exists = async (id: string) => (await getPrisma().consentRequest.findUnique({ where: { id } })) !== null;
  const age = (id: string, minutes: number) =>
    sql.query(`UPDATE "ConsentRequest" SET "createdAt" = "createdAt" - make_interval(mins => $2::int), "expiresAt" = "expiresAt" - make_interval(mins => $2::int), "usedAt" = "usedAt" - make_interval(mins => $2::int) WHERE id = $1::uuid`, [id, minutes]);

  it('waits 15 minutes for somebody to sign in, then 30 in all for the decision', async () => {
    const actor = await createSubscriber();
    const [unread, read] = [await asked(), await asked()];
    const beganAt = Date.now();
    setTestClock(new Date(beganAt + 14 * minute));
    await getConsentAsk({ actor, requestId: read, browserId });
    setTestClock(new Date(beganAt + 16 * minute));
    await expect(getConsentAsk({ actor, requestId: unread, browserId })).rejects.toMatchObject({ code: 'not-found' });
    setTestClock(new Date(beganAt + 29 * minute));
    await getConsentAsk({ actor, requestId: read, browserId });
    setTestClock(new Date(beganAt + 31 * minute));
    await expect(getConsentAsk({ actor, requestId: read, browserId })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is removed once it is over; a decided one stays a day, to say that it was', async () => {
    const actor = await createSubscriber();
    const [open, over, decided] = [await asked(), await asked(), await asked()];
    await getConsentAsk({ actor, requestId: decided, browserId });
    await denyConsent({ actor, requestId: decided, browserId, csrfToken: consentCsrfToken({ requestId: decided, sessionId: actor.sessionId }) });
    await age(over, 16);
    await age(decided, 23 * 60);
    await purgeExpired();
    expect(await Promise.all([open, over, decided].map(exists))).toEqual([true, false, true]);
    await age(decided, 2 * 60);
    await purgeExpired();
    expect(await exists(decided)).toBe(false);
  });
});
