import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';
import { freePort } from '#lib/server/free-port.ts';
import { lineDirectory, setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { type CarrierDoor, openCarrierDoor, receivedBy, recipientOf } from '#tests/support/fixtures/carrier-door.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const shared = globalThis as typeof globalThis & { handsetPools?: Map<string, Pool> };
let door: CarrierDoor;
let actor: SubscriberActor;

beforeAll(async () => {
  door = await openCarrierDoor();
});
afterAll(() => door.close());
beforeEach(async () => {
  actor = await createSubscriber();
});

async function withoutDatabase(run: () => Promise<void>): Promise<void> {
  const working = shared.handsetPools;
  const away = new Pool({ host: '127.0.0.1', port: await freePort(), connectionTimeoutMillis: 500 });
  shared.handsetPools = new Map([['callers', away]]);
  try {
    await run();
  } finally {
    if (working) shared.handsetPools = working;
    await away.end();
  }
}

it('F10 a message that cannot be stored is not acknowledged, and is there after it was told again', async () => {
  const fields = door.inboundOf(actor, { Body: 'Told again' });
  await withoutDatabase(async () => expect((await door.provider.tell(door.inboundUrl, fields)).status).toBe(503));
  expect(await receivedBy(actor)).toEqual([]);
  expect((await door.provider.tell(door.inboundUrl, fields)).status).toBe(200);
  expect(await receivedBy(actor)).toMatchObject([{ text: 'Told again' }]);
});

it('a status that cannot be stored is not acknowledged, and counts after it was told again', async () => {
  const { messageId, taken } = await door.send(actor);
  await withoutDatabase(async () => expect((await door.provider.tellStatus(taken, 'delivered')).status).toBe(503));
  expect(await recipientOf(actor, messageId)).toMatchObject({ status: 'submitted' });
  expect((await door.provider.tellStatus(taken, 'delivered')).status).toBe(204);
  expect(await recipientOf(actor, messageId)).toMatchObject({ status: 'delivered' });
});

it('T29 a message waits while the carrier’s directory is away: whose line it is is not known', async () => {
  const working = lineDirectory();
  const fields = door.inboundOf(actor);
  setLineDirectory({ findLine: () => Promise.reject(new AppError('unavailable', 'away')) });
  const answer = await door.provider.tell(door.inboundUrl, fields);
  setLineDirectory(working);
  expect([answer.status, await receivedBy(actor)]).toEqual([503, []]);
});

it('a file that is not there yet makes the provider tell again; its last call stores the message with a note', async () => {
  door.provider.media.set('down', (response) => response.writeHead(500).end());
  const fields = door.inboundOf(actor, { NumMedia: '1', MediaUrl0: door.provider.mediaUrl('down'), MediaContentType0: 'image/png' });
  expect((await door.provider.tell(door.inboundUrl, fields)).status).toBe(503);
  expect(await receivedBy(actor)).toEqual([]);
  expect((await door.provider.tell(door.inboundUrl, { ...fields, ErrorCode: '11200', ErrorUrl: door.inboundUrl })).status).toBe(200);
  expect(await receivedBy(actor)).toMatchObject([{ text: 'Hello', parts: [{ contentType: 'text/plain' }] }]);
});
