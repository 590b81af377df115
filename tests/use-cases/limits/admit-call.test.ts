import { describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { sql } from '#lib/data/pool.ts';
import { admitApiCall } from '#lib/use-cases/oauth/authenticate-token.ts';
import { createCaller, createToken } from '#tests/support/fixtures/app-clients.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const spentBy = async (clientId: string) =>
  (await sql.query<{ key: string }>(`SELECT key FROM "RateBucket" WHERE key LIKE $1 AND "tatAt" > clock_timestamp()`, [`app:${clientId}:%`])).map(({ key }) => key.split(':')[2]);

describe('a call of the API', () => {
  it('L1: spends from the limit of its kind, one for each call of a round', async () => {
    const { token, client } = await createCaller({ perMinute: 5 });
    const calls = await Promise.all(Array.from({ length: 8 }, () => admitApiCall({ token, limitName: 'reads' })));
    expect(calls.map(({ limit }) => limit.allowed)).toEqual([true, true, true, true, true, false, false, false]);
    expect(calls.slice(0, 5).map(({ limit }) => limit.remaining)).toEqual([4, 3, 2, 1, 0]);
    expect(await spentBy(client.id)).toEqual(['reads']);
    expect((await admitApiCall({ token, limitName: 'sends' })).limit).toMatchObject({ allowed: true, remaining: 4 });
  });

  it('T2, L1: of a token that does not work counts for nobody', async () => {
    const later = new Date(Date.now() + 3_600_000);
    const cases = [
      ['paused', { pausedUntil: later }, 'grant-paused'],
      ['ended', { endedAt: new Date() }, 'invalid-token'],
      ['over', { endsAt: new Date(Date.now() - 1_000) }, 'invalid-token'],
    ] as const;
    for (const [name, data, code] of cases) {
      const { token, client, grantId } = await createCaller();
      await getPrisma().consentGrant.update({ where: { id: grantId }, data });
      await expect(admitApiCall({ token, limitName: 'reads' }), name).rejects.toMatchObject({ code });
      expect(await spentBy(client.id), name).toEqual([]);
    }
    const { token, client } = await createCaller();
    await getPrisma().token.updateMany({ where: { clientId: client.id }, data: { revokedAt: new Date() } });
    await expect(admitApiCall({ token, limitName: 'reads' })).rejects.toMatchObject({ code: 'invalid-token' });
    expect(await spentBy(client.id)).toEqual([]);
  });

  it('L1: a dead token takes no place of a live one of the same app, whoever comes first', async () => {
    const { token, client } = await createCaller({ perMinute: 3 });
    const dead = await createToken({ client, subscriber: await createSubscriber() });
    await getPrisma().consentGrant.update({ where: { id: dead.grantId }, data: { endedAt: new Date() } });
    const call = (each: string) => admitApiCall({ token: each, limitName: 'reads' }).then(({ limit }) => limit.allowed, () => 'refused');
    expect(await Promise.all([dead.token, token, dead.token, token, token, token].map(call))).toEqual(['refused', true, 'refused', true, true, false]);
  });

  it('calls of several tokens that come together each get their own answer', async () => {
    const callers = await Promise.all([createCaller({ perMinute: 1 }), createCaller(), createCaller({ perMinute: 2 })]);
    const answers = await Promise.all([...callers, ...callers].map(({ token }) => admitApiCall({ token, limitName: 'reads' })));
    expect(answers.map(({ holder }) => holder.clientId)).toEqual([...callers, ...callers].map(({ client }) => client.id));
    expect(answers.map(({ limit }) => limit.allowed)).toEqual([true, true, true, false, true, true]);
  });
});
