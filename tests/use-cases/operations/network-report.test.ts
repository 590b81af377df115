import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { findOutage } from '#lib/use-cases/operations/find-outage.ts';
import { getNetworkReport, reviewDeadMessage } from '#lib/use-cases/operations/get-network-report.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const actor = { kind: 'support' } as SupportActor;
const link = (name: string, state: string) =>
  sql.query(`INSERT INTO "CarrierLink" ("worker", "name", "carrier", "state", "detail", "since", "seenAt") VALUES ($1::uuid, $2, 'test', $3::"LinkState", 'So it is.', now(), now())`, [newId(), name, state]);

beforeEach(() => sql.query(`DELETE FROM "CarrierLink"`));

describe('what pages say of the connection to the carrier', () => {
  it.each([
    [['open'], null],
    [['open', 'down'], null],
    [['down'], 'no-link'],
    [['broken', 'down'], 'no-link'],
    [['broken', 'broken'], 'no-answer'],
    [['refused'], 'no-link'],
    [['open', 'refused'], null],
    [[], 'no-link'],
  ] as const)('links %j: %s', async (states, kind) => {
    for (const [at, state] of states.entries()) await link(`link ${at}`, state);
    expect((await findOutage())?.kind ?? null).toBe(kind);
  });
});

describe('the report for support', () => {
  it('counts what waits, and names what was given up by its ids and app, without a number or a text', async () => {
    const ana = await createSubscriber();
    const waiting = await sendMessage({ actor: ana, addresses: ['+12065550199'], text: 'Secret words' });
    const dead = await sendMessage({ actor: ana, addresses: ['+12065550198'], text: 'More secret words' });
    const [row] = await sql.query<{ id: number }>(`UPDATE "Outbox" SET "state" = 'dead', "attempts" = 5, "throttles" = 3 WHERE "messageId" = $1::uuid RETURNING "id"`, [dead.messageId]);
    const report = await getNetworkReport({ actor });
    expect(report).toMatchObject({ waiting: 1, inDoubt: 0, parkedReceipts: 0, throttled: { throttled: 3, recipients: 2 } });
    expect(report.dead).toEqual([expect.objectContaining({ outboxId: row?.id, messageId: dead.messageId, app: null, attempts: 5, why: null, reviewedAt: null })]);
    const told = JSON.stringify(report);
    for (const secret of ['ecret words', '+1206555', ana.msisdn, waiting.messageId]) expect(told).not.toContain(secret);
  });

  it('marks as reviewed what is dead, once, and nothing else', async () => {
    const [first] = (await getNetworkReport({ actor })).dead;
    await reviewDeadMessage({ actor, outboxId: first?.outboxId ?? 0 });
    const [reviewed] = (await getNetworkReport({ actor })).dead;
    expect(reviewed?.reviewedAt).toBeInstanceOf(Date);
    await reviewDeadMessage({ actor, outboxId: first?.outboxId ?? 0 });
    expect((await getNetworkReport({ actor })).dead[0]?.reviewedAt).toEqual(reviewed?.reviewedAt);
    const [queued] = await sql.query<{ id: number }>(`SELECT "id" FROM "Outbox" WHERE "state" = 'queued' LIMIT 1`);
    await expect(reviewDeadMessage({ actor, outboxId: queued?.id ?? 0 })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is for support alone', async () => {
    const developer = { kind: 'developer' } as unknown as SupportActor;
    await expect(getNetworkReport({ actor: developer })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(reviewDeadMessage({ actor: developer, outboxId: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
