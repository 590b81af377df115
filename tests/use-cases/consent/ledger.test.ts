import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { sql } from '#lib/data/pool.ts';
import { flushUsage, recordAppActivity, recordGrantUse } from '#lib/data/usage.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { endConsent } from '#lib/use-cases/consent/end-consent.ts';
import { getLedger } from '#lib/use-cases/consent/get-ledger.ts';
import { giveConsent } from '#lib/use-cases/consent/give-consent.ts';
import { listConnectedApps } from '#lib/use-cases/consent/list-connected-apps.ts';
import { createOAuthClient, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
const give = (app = client) => giveConsent({ actor, clientId: app.id, scopes: ['IMMN', 'MIM'], endsAt: null, device: 'Test' });
const did = (at: string, counts: Parameters<typeof recordAppActivity>[2], app = client) => {
  setTestClock(new Date(at));
  recordAppActivity(actor.mailboxId, app.id, counts);
};

beforeEach(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});
afterEach(() => setTestClock(null));

describe('the ledger of a connected app', () => {
  it('has the first and the last time of each day, also over several writings, and splits what is gathered around midnight', async () => {
    await give();
    did('2026-11-20T08:02:11.250Z', { read: 3 });
    did('2026-11-20T09:41:00.000Z', { sent: 1 });
    await flushUsage();
    did('2026-11-20T23:59:59.900Z', { read: 2, refused: 1 });
    did('2026-11-21T00:00:00.100Z', { deleted: 1 });
    await flushUsage();
    expect((await getLedger({ actor, grantId: null })).map(({ day, sent, read, deleted, refused, firstAt, lastAt }) => [day, sent, read, deleted, refused, firstAt?.toISOString(), lastAt?.toISOString()])).toEqual([
      ['2026-11-21', 0, 0, 1, 0, '2026-11-21T00:00:00.100Z', '2026-11-21T00:00:00.100Z'],
      ['2026-11-20', 1, 5, 0, 1, '2026-11-20T08:02:11.250Z', '2026-11-20T23:59:59.900Z'],
    ]);
    setTestClock(new Date('2026-11-21T10:00:00Z'));
    const [app] = (await listConnectedApps({ actor })).apps;
    expect(app?.days.at(-2)).toMatchObject({ day: '2026-11-20', firstAt: new Date('2026-11-20T08:02:11.250Z'), lastAt: new Date('2026-11-20T23:59:59.900Z') });
    expect(app?.days.at(-3)).toMatchObject({ firstAt: null, lastAt: null });
  });

  it('loses no count and no time when a writing fails, and a later call that is written first keeps the earlier time', async () => {
    await give();
    await sql.query(`ALTER TABLE "AppActivityDay" RENAME TO "AppActivityDayGone"`);
    did('2026-11-20T08:00:00.000Z', { read: 1 });
    await expect(flushUsage()).rejects.toThrow();
    did('2026-11-20T07:00:00.000Z', { read: 1 });
    await sql.query(`ALTER TABLE "AppActivityDayGone" RENAME TO "AppActivityDay"`);
    did('2026-11-20T07:30:00.000Z', { sent: 1 });
    await flushUsage();
    expect(await getLedger({ actor, grantId: null })).toMatchObject([{ read: 2, sent: 1, firstAt: new Date('2026-11-20T07:00:00Z'), lastAt: new Date('2026-11-20T08:00:00Z') }]);
  });

  it('knows when a consent was used last: its first use at once, then to the minute', async () => {
    const { grantId } = await give();
    const used = async (at: string) => {
      recordGrantUse(grantId, Date.parse(at));
      await flushUsage();
      return (await listConnectedApps({ actor })).apps[0]?.lastUsedAt?.toISOString();
    };
    expect(await used('2026-11-20T08:00:00.000Z')).toBe('2026-11-20T08:00:00.000Z');
    expect(await used('2026-11-20T08:00:59.000Z')).toBe('2026-11-20T08:00:00.000Z');
    expect(await used('2026-11-20T08:01:00.001Z')).toBe('2026-11-20T08:01:00.001Z');
    expect(await used('2026-11-20T07:00:00.000Z')).toBe('2026-11-20T08:01:00.001Z');
  });

  it('takes a day of an older version, which noted no times', async () => {
    await give();
    await sql.query(`INSERT INTO "AppActivityDay" ("mailboxId", "clientId", day, read) VALUES ($1, $2, '2026-11-20', 4)`, [actor.mailboxId, client.id]);
    expect(await getLedger({ actor, grantId: null })).toMatchObject([{ read: 4, firstAt: null, lastAt: null }]);
    did('2026-11-20T15:00:00.000Z', { read: 1 });
    await flushUsage();
    expect(await getLedger({ actor, grantId: null })).toMatchObject([{ read: 5, firstAt: new Date('2026-11-20T15:00:00Z'), lastAt: new Date('2026-11-20T15:00:00Z') }]);
  });

  it('is of one app or of all, ended ones too; somebody else’s consent is answered like one that does not exist (T1)', async () => {
    const other = await createOAuthClient();
    const { grantId } = await give();
    await give(other);
    did('2026-11-20T08:00:00.000Z', { read: 1 });
    did('2026-11-20T08:00:00.000Z', { read: 2 }, other);
    await flushUsage();
    setTestClock(null);
    await endConsent({ actor, grantId });
    expect((await getLedger({ actor, grantId })).map(({ publicClientId, read }) => [publicClientId, read])).toEqual([[client.clientId, 1]]);
    expect(await getLedger({ actor, grantId: null })).toHaveLength(2);
    const stranger = await createSubscriber();
    const told = (id: string) => getLedger({ actor: stranger, grantId: id }).then(() => null, (error: Error & { code: string }) => [error.code, error.message]);
    expect(await told(grantId)).toEqual(['not-found', 'There is no such app.']);
    expect(await told(grantId)).toEqual(await told(newId()));
    expect(await getLedger({ actor: stranger, grantId: null })).toEqual([]);
  });
});
