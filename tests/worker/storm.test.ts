import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator } from '#lib/carriers/simulator/simulator.ts';
import { saveConditions } from '#lib/data/simulator/conditions.ts';
import { sql } from '#lib/data/pool.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { calmConditions, type NetworkConditions, networkPresets } from '#lib/domain/network-conditions.ts';
import { env } from '#lib/env.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { getNetworkState } from '#lib/use-cases/operations/get-network-state.ts';
import { startWorker } from '#lib/worker/start-worker.ts';
import { eventually } from '#tests/support/eventually.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const workers: Awaited<ReturnType<typeof startWorker>>[] = [];

beforeAll(async () => {
  await startSignals();
  for (let at = 0; at < 2; at += 1) workers.push(await startWorker(createSimulator({ ownShortCode: env.OWN_SHORT_CODE })));
});
afterAll(async () => {
  for (const worker of workers) await worker.stop();
  await stopSignals();
});

const weather = (name: string, seed: number): NetworkConditions => ({ ...calmConditions, ...networkPresets.find((preset) => preset.name === name)?.conditions, seed });

/** Two hundred messages at forty segments a second, and then some. */
const stormMs = 100_000;

/** A line of its own for each few, so that no limit of a line stands in the way. */
async function send(count: number): Promise<string[]> {
  const ids: string[] = [];
  let actor: SubscriberActor | null = null;
  for (let at = 0; at < count; at += 1) {
    if (at % 20 === 0) actor = await createSubscriber();
    if (actor) ids.push((await sendMessage({ actor, addresses: [`+1202555${String(1_000 + at).padStart(4, '0')}`], text: `Number ${at}` })).messageId);
  }
  return ids;
}

const endsOf = (ids: readonly string[]) =>
  sql.query<{ messageId: string; status: string; reason: string | null; state: string; taken: number }>(
    `SELECT r."messageId", r."status", r."reason", o."state", (SELECT count(*) FROM "SimulatedSubmit" s WHERE s."messageId" = r."messageId")::int AS taken
     FROM "Recipient" r JOIN "Outbox" o ON o."mailboxId" = r."mailboxId" AND o."messageId" = r."messageId" AND o."position" = r."position" WHERE r."messageId" = ANY($1::uuid[])`,
    [ids],
  );

/** A quarter of an hour passes for those that no receipt came for: then the carrier is asked. */
const letSilencePass = (ids: readonly string[]) =>
  sql.query(
    `UPDATE "Outbox" SET "deadlineAt" = now() + make_interval(secs => $2::int), "nextAttemptAt" = least("nextAttemptAt", now()) WHERE "state" = 'submitted' AND "messageId" = ANY($1::uuid[])`,
    [ids, env.RECEIPT_DEADLINE_SECONDS - 1_000],
  );

describe('two workers in the weather of the simulated network', () => {
  it('I1 I2: 200 messages under Storm all end delivered or honest, none twice in the ledger', async () => {
    await saveConditions(weather('Storm', 20_261_123));
    const ids = await send(200);
    await eventually(async () => {
      await letSilencePass(ids);
      const open = (await endsOf(ids)).filter(({ state }) => !['done', 'dead'].includes(state));
      expect(open).toEqual([]);
    }, stormMs);
    const ends = await endsOf(ids);
    expect(ends).toHaveLength(200);
    for (const end of ends) {
      if (end.status === 'delivered') expect(end).toMatchObject({ taken: 1 });
      else expect([end.status, end.reason, end.taken]).toEqual(['rejected', end.state === 'dead' ? 'gave-up' : 'link-lost', 0]);
    }
    // The storm was one: something of each kind was met.
    const [met] = await sql.query<Record<string, number>>(
      `SELECT count(*) FILTER (WHERE "answerLost")::int AS answers, count(*) FILTER (WHERE "receiptLost")::int AS receipts,
         (SELECT count(*) FROM "SimulatedMiss" WHERE "outcome" = 'lost')::int AS submits, (SELECT count(*) FROM "SimulatedMiss" WHERE "outcome" = 'failed')::int AS errors FROM "SimulatedSubmit"`,
    );
    for (const count of Object.values(met ?? {})) expect(count).toBeGreaterThan(0);
  });

  it('F23: under Rush hour everything gets through, once', async () => {
    await saveConditions(weather('Rush hour', 1));
    const ids = await send(60);
    await eventually(async () => expect((await endsOf(ids)).every(({ status, taken }) => status === 'delivered' && taken === 1)).toBe(true), stormMs);
  });

  it('in a tunnel messages wait and every worker’s link says so; afterwards they go out, once', async () => {
    await saveConditions(weather('Tunnel', 1));
    await eventually(async () => expect(await getNetworkState()).toMatchObject({ state: 'down', links: [{ state: 'down' }, { state: 'down' }] }));
    const ids = await send(10);
    expect(await getNetworkState()).toMatchObject({ state: 'down', waiting: 10, since: expect.any(Date) });
    expect(await endsOf(ids)).toEqual(ids.map(() => expect.objectContaining({ status: 'queued', taken: 0 })));
    await saveConditions(weather('Calm', 1));
    await eventually(async () => expect((await endsOf(ids)).every(({ status, taken }) => status === 'delivered' && taken === 1)).toBe(true));
    await eventually(async () => expect(await getNetworkState()).toMatchObject({ state: 'open', waiting: 0 }));
  });
});
