import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { type CarrierDoor, openCarrierDoor, receivedBy } from '#tests/support/fixtures/carrier-door.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let door: CarrierDoor;
let actor: SubscriberActor;

beforeAll(async () => {
  door = await openCarrierDoor();
  actor = await createSubscriber();
});
afterAll(() => door.close());

it('a call over 64 KB is refused, signed or not, and nothing is stored', async () => {
  const fields = door.inboundOf(actor, { Body: 'x'.repeat(70_000) });
  for (const signature of [undefined, null]) {
    expect((await door.provider.tell(door.inboundUrl, fields, signature === null ? { signature } : {})).status).toBe(413);
  }
  expect(await receivedBy(actor)).toEqual([]);
});
