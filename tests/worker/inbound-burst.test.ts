import { expect, it } from 'vitest';
import { inSqlTransaction, inWorkerPool, sql } from '#lib/data/pool.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { env } from '#lib/env.ts';
import { startWorker } from '#lib/worker/start-worker.ts';
import { eventually } from '#tests/support/eventually.ts';
import { createFakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

it('F16 a burst of inbound messages that have to wait is stored whole, and leaves connections to everything else', async () => {
  const subscriber = await createSubscriber();
  const carrier = createFakeCarrier();
  const worker = await inWorkerPool(() => startWorker(carrier));
  const burst = 3 * env.DATABASE_WORKER_POOL_SIZE;
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<null>();
  const holding = inSqlTransaction(async (tx) => {
    await lockMailboxes(tx, [subscriber.mailboxId]);
    return mayGoOn;
  });
  const stored = inWorkerPool(() =>
    Promise.all(
      Array.from({ length: burst }, (_, at) =>
        carrier.events?.inbound({
          inboundKey: `burst ${at}`, msisdn: subscriber.msisdn, direction: 'in', from: '+12065550111', to: [subscriber.msisdn], text: `${at}`, subject: null, isGroup: false, parts: [],
          sentAt: new Date(),
        }),
      ),
    ),
  );
  // As many as may wait for the mailbox do so.
  await eventually(async () => {
    const [waiting] = await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'handset-worker' AND wait_event_type = 'Lock' AND datname = current_database()`);
    expect(waiting?.count).toBe(Math.floor(env.DATABASE_WORKER_POOL_SIZE / 2));
  });
  expect(await inWorkerPool(() => sql.query('SELECT 1'))).toHaveLength(1);
  goOn(null);
  await Promise.all([holding, stored]);
  const [inbox] = await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM "Message" WHERE "mailboxId" = $1::uuid AND "direction" = 'in'`, [subscriber.mailboxId]);
  expect(inbox?.count).toBe(burst);
  await worker.stop();
});
