import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSmppCarrier } from '#lib/carriers/smpp/smpp-carrier.ts';
import { smppSegments } from '#lib/carriers/smpp/texts.ts';
import { sql } from '#lib/data/pool.ts';
import { getThread } from '#lib/use-cases/threads/get-thread.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { wholeNetwork } from '#lib/domain/sms-or-mms.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { receiveMessage } from '#lib/use-cases/messages/receive-message.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { carrierNetwork, setCarrierNetwork } from '#lib/use-cases/operations/carrier-network.ts';
import { smppSettings } from '#tests/support/fixtures/smpp-carrier.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
const [ben, cara] = ['+12065550121', '+12065550122'];
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

beforeEach(async () => {
  actor = await createSubscriber();
  const settings = smppSettings([]);
  setCarrierNetwork({ ...createSmppCarrier({ settings, findLine: async () => null }).capabilities, segments: smppSegments(settings.texts) });
});
afterEach(() => setCarrierNetwork(wholeNetwork));

const stored = () => sql.query<{ route: string; text: string; subject: string | null; segmentCount: number; isGroup: boolean; reasons: unknown[] }>(
  `SELECT "route", "text", "subject", "segmentCount", "isGroup", "reasons" FROM "Message" WHERE "mailboxId" = $1::uuid`,
  [actor.mailboxId],
);

test('S4 a long text with an emoji over SMPP is an SMS of its segments, in the answer and in the details of the message', async () => {
  const text = `${'a'.repeat(171)} 😎`;
  const sent = await sendMessage({ actor, addresses: [ben], text });
  expect(sent).toMatchObject({ route: 'SMS', reasons: [], segments: { encoding: 'UCS-2', count: 3 } });
  const { page } = await getThread({ actor, threadId: sent.threadIds[0] ?? '', before: null, at: null });
  expect(page.messages).toMatchObject([{ route: 'SMS', reasons: [], segmentCount: 3, text }]);
});

test('S5 several recipients over SMPP get an SMS each', async () => {
  expect(await sendMessage({ actor, addresses: [ben, cara], text: 'It’s late' })).toMatchObject({ route: 'SMS', recipients: [{ address: ben }, { address: cara }] });
  expect(await stored()).toMatchObject([{ route: 'SMS', isGroup: false }, { route: 'SMS', isGroup: false }]);
});

test('a subject over SMPP is the first line of the text, as it leaves, and a repeat with the same key is the same send', async () => {
  const input = { actor, addresses: [ben], subject: 'Holidays', text: 'See you', idempotencyKey: newId() };
  const { messageId } = await sendMessage(input);
  expect(await stored()).toMatchObject([{ route: 'SMS', text: 'Holidays\nSee you', subject: null, segmentCount: 1 }]);
  expect(await sendMessage(input)).toMatchObject({ messageId, replayed: true });
});

test('S7 a repeat is the same send, whatever is known of the network by then', async () => {
  const input = { actor, addresses: [ben], subject: 'Holidays', text: 'See you', idempotencyKey: newId() };
  const textOnly = carrierNetwork();
  setCarrierNetwork(wholeNetwork);
  const { messageId } = await sendMessage(input);
  setCarrierNetwork(textOnly);
  expect(await sendMessage(input)).toMatchObject({ messageId, replayed: true });
});

test.each([
  ['S6 files', { attachments: [{ name: 'a.png', contentType: 'image/png', bytes: png }] }, 'media-refused', 'messageContent', 'This network carries text only'],
  ['S5 a group', { addresses: [ben, cara], isGroup: true }, 'invalid-value', 'isGroup', 'This network has no group messages'],
  ['an e-mail address', { addresses: ['ben@example.com'] }, 'invalid-input', 'addresses', 'This network carries text only'],
  ['S3 a text of eleven segments', { text: 'a'.repeat(10 * 153 + 1) }, 'too-large', 'text', 'texts of 10 segments at most; this one has 11'],
  ['S3 a text of eleven segments with its subject', { subject: 'Hi', text: 'a'.repeat(10 * 153 - 2) }, 'too-large', 'text', 'this one has 11'],
])('%s over SMPP: refused before anything is stored, with words that say why', async (_, more, code, field, says) => {
  await expect(sendMessage({ actor, addresses: [ben], text: 'Hello', ...more })).rejects.toMatchObject({ code, field, message: expect.stringContaining(says) });
  expect(await stored()).toEqual([]);
  expect(readdirSync(env.HANDSET_DATA_DIR, { recursive: true }).filter((name) => /[0-9a-f]{64}/.test(String(name)))).toEqual([]);
});

test('M1 a long text that came in by SMPP is an SMS of its segments', async () => {
  await receiveMessage({ inboundKey: newId(), msisdn: actor.msisdn, direction: 'in', from: ben, to: [actor.msisdn], text: `${'a'.repeat(171)} 😎`, subject: null, isGroup: false, parts: [], sentAt: new Date() });
  expect(await stored()).toMatchObject([{ route: 'SMS', reasons: [], segmentCount: 3 }]);
});
