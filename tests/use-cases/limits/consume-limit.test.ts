import { describe, expect, it } from 'vitest';
import { listUsageMinutes, flushUsage } from '#lib/data/usage.ts';
import { sql } from '#lib/data/pool.ts';
import { accountCap } from '#lib/domain/rate-limit.ts';
import { newId } from '#lib/ids.ts';
import { findOwnClient, type ClientView } from '#lib/data/clients.ts';
import { consumeLimit } from '#lib/use-cases/limits/consume-limit.ts';
import { getClientLimits } from '#lib/use-cases/limits/get-client-limits.ts';
import { expireLimits } from '#lib/use-cases/limits/expire-limits.ts';
import { registerApp } from '#lib/use-cases/clients/register-app.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { createDeveloper } from '#tests/support/fixtures/accounts.ts';

async function createClient(actor: DeveloperActor): Promise<ClientView> {
  const input = { name: 'Desk', redirectUris: ['https://desk.example.com/back'], scopes: ['IMMN', 'MIM'], environment: 'sandbox', profile: 'modern' };
  const { clientId } = await registerApp({ actor, input });
  const client = await findOwnClient(actor.accountId, clientId);
  if (!client) throw new Error('The app just registered is not there');
  return client;
}

async function setOverride(clientId: string, perMinute: number, until: Date | null, thenPerMinute: number | null = null): Promise<void> {
  await sql.query(
    `INSERT INTO "LimitOverride" ("clientId", "limitName", "perMinute", "limitIncreaseId", until, "thenPerMinute") VALUES ($1::uuid, 'sends', $2, $3::uuid, $4, $5)`,
    [clientId, perMinute, newId(), until, thenPerMinute],
  );
}

/** What the rate may have added while the calls ran, by the clock of the database: nothing on an ordinary machine. */
async function measured<Result>(work: () => Promise<Result>): Promise<{ result: Result; seconds: number }> {
  const now = async () => (await sql.query<{ ms: number }>(`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`))[0]?.ms ?? 0;
  const before = await now();
  const result = await work();
  return { result, seconds: ((await now()) - before) / 1000 };
}

const spend = (client: ClientView) => consumeLimit({ clientId: client.id, limitName: 'sends' });

describe('limits', () => {
  it('L1 a limit of none is no limit that can be stored, for now or for later', async () => {
    const client = await createClient(await createDeveloper());
    await expect(setOverride(client.id, 0, null)).rejects.toThrow(/LimitOverride_positive/);
    await expect(setOverride(client.id, 60, new Date(Date.now() + 60_000), 0)).rejects.toThrow(/LimitOverride_positive/);
  });

  it('L1 T20 lets exactly the limit through when 200 calls come at once', async () => {
    const client = await createClient(await createDeveloper());
    await setOverride(client.id, 10, null);
    const { result, seconds } = await measured(() => Promise.all(Array.from({ length: 200 }, () => spend(client))));
    const allowed = result.filter((each) => each.allowed);
    expect(allowed.length).toBeGreaterThanOrEqual(10);
    expect(allowed.length).toBeLessThanOrEqual(10 + Math.floor(seconds / 6));
    expect(new Set(allowed.slice(0, 10).map((each) => each.remaining)).size).toBe(10);
    const refused = result.find((each) => !each.allowed);
    expect(refused).toMatchObject({ remaining: 0, perMinute: 10, refusedBy: 'app' });
    expect(refused?.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(refused?.retryAfterSeconds).toBeLessThanOrEqual(6);
  });

  it('L1 counts what passed and what was refused in the minute', async () => {
    const client = await createClient(await createDeveloper());
    await setOverride(client.id, 3, null);
    for (let call = 0; call < 5; call += 1) await spend(client);
    await flushUsage();
    const minutes = await listUsageMinutes({ clientId: client.id, limitName: 'sends', since: new Date(0) });
    expect(minutes.reduce((sum, minute) => sum + minute.allowed + minute.refused, 0)).toBe(5);
    expect(minutes.reduce((sum, minute) => sum + minute.refused, 0)).toBeGreaterThan(0);
    expect(new Set(minutes.map((minute) => minute.perMinute))).toEqual(new Set([3]));
  });

  it('L1 lists the limits of every client as sends, then reads, as the tables of both consoles do', async () => {
    const actor = await createDeveloper();
    const clients = await Promise.all(Array.from({ length: 8 }, () => createClient(actor)));
    // Written in the other order, so that no accident of storage gives the right one.
    for (const client of clients) for (const limitName of ['reads', 'sends'] as const) await consumeLimit({ clientId: client.id, limitName });
    const limits = await getClientLimits(clients);
    for (const client of clients) expect(limits.get(client.id)?.map((limit) => [limit.limitName, limit.perMinute])).toEqual([['sends', 60], ['reads', 240]]);
  });

  it('L3 a temporary limit ends by itself, swept or not, and the permanent one below comes back', async () => {
    const client = await createClient(await createDeveloper());
    await setOverride(client.id, 600, new Date(Date.now() - 1000), 90);
    expect((await spend(client)).perMinute).toBe(90);
    expect(await expireLimits()).toBe(1);
    expect((await spend(client)).perMinute).toBe(90);
    expect(await sql.query(`SELECT 1 FROM "LimitOverride" WHERE "clientId" = $1::uuid AND until IS NULL`, [client.id])).toHaveLength(1);
  });

  it('T21 twenty apps of one developer get no more than the account', async () => {
    const actor = await createDeveloper();
    const clients = await Promise.all(Array.from({ length: 20 }, () => createClient(actor)));
    const { result, seconds } = await measured(() => Promise.all(clients.flatMap((client) => Array.from({ length: 20 }, () => spend(client)))));
    const cap = accountCap('sends', 'sandbox');
    expect(result.filter((each) => each.allowed).length).toBeLessThanOrEqual(cap + Math.ceil((seconds * cap) / 60));
    expect(result.some((each) => each.refusedBy === 'account')).toBe(true);
    // What the account refused costs the app nothing.
    const refused = clients[result.findIndex((each) => each.refusedBy === 'account') / 20 | 0];
    expect(refused).toBeDefined();
  });

  it('tells an app that is gone like a dead token', async () => {
    await expect(consumeLimit({ clientId: newId(), limitName: 'sends' })).rejects.toMatchObject({ code: 'invalid-token' });
  });
});
