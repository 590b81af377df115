import { beforeEach, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { settleInDoubt } from '#lib/use-cases/messages/settle-in-doubt.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { createFakeCarrier, type FakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let carrier: FakeCarrier;

beforeEach(async () => {
  await sql.query(`UPDATE "Outbox" SET "state" = 'done' WHERE "state" NOT IN ('done', 'dead', 'cancelled')`);
  actor = await createSubscriber();
  carrier = createFakeCarrier();
});

async function send(text: string): Promise<string> {
  const { messageId } = await sendMessage({ actor, addresses: ['+12025550123'], text });
  while (await dispatchOnce(carrier));
  return messageId;
}
const stateOf = async (messageId: string) => (await sql.query<{ state: string }>(`SELECT "state" FROM "Outbox" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`, [actor.mailboxId, messageId]))[0]?.state;
const found = (id: string) => ({ submit: { outcome: 'accepted' as const, taken: { carrierMessageIds: [id], segmentCount: 1 } }, receipts: [] });

it('F20 a found id that is another message’s settles nothing, one of nobody’s does', async () => {
  carrier.answers.push({ outcome: 'accepted', taken: { carrierMessageIds: ['first'], segmentCount: 1 } }, { outcome: 'in-doubt', reason: 'timeout' });
  await send('Same');
  const lost = await send('Same');
  const askNow = () => sql.query(`UPDATE "Outbox" SET "nextAttemptAt" = now() - interval '1 hour'`);
  carrier.queryAnswer = found('first');
  await askNow();
  expect(await settleInDoubt(carrier)).toBeGreaterThan(0);
  expect(await stateOf(lost)).toBe('in_doubt');
  carrier.queryAnswer = found('second');
  await askNow();
  expect(await settleInDoubt(carrier)).toBeGreaterThan(0);
  expect(await stateOf(lost)).not.toBe('in_doubt');
});
