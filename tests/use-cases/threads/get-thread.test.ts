import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { getMessageTimeline } from '#lib/use-cases/threads/get-message-timeline.ts';
import { getThread, listMessagePage, messagePageSize } from '#lib/use-cases/threads/get-thread.ts';
import { openAttachment } from '#lib/use-cases/threads/open-attachment.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { ben, hana, receiveFrom } from '#tests/use-cases/threads/conversation.ts';

let ana: SubscriberActor;
let eve: SubscriberActor;
beforeEach(async () => {
  ana = await createSubscriber();
  eve = await createSubscriber();
});

async function send(text: string, addresses = [ben], isGroup = false) {
  const sent = await sendMessage({ actor: ana, addresses, text, isGroup });
  const [threadId] = sent.threadIds;
  if (!threadId) throw new Error('no thread');
  return { ...sent, threadId };
}

describe('a thread', () => {
  it('shows its newest messages in the order of reading, older ones on demand without a gap', async () => {
    const { threadId } = await send('0');
    for (let at = 1; at < messagePageSize + 10; at += 1) await send(String(at));
    const { page } = await getThread({ actor: ana, threadId });
    expect(page.messages.map(({ text }) => text)).toEqual(Array.from({ length: messagePageSize }, (_, at) => String(at + 10)));
    expect(page.hasEarlier).toBe(true);
    const earlier = await listMessagePage({ actor: ana, threadId, before: page.messages[0]?.messageId ?? null });
    expect(earlier.messages.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, at) => String(at)));
    expect(earlier.hasEarlier).toBe(false);
  });

  it('opens at a message that was found: the newest page when it is in it, else a page around it', async () => {
    const { threadId } = await send('0');
    for (let at = 1; at < messagePageSize * 2; at += 1) await receiveFrom(ana, ben, String(at));
    const rows = await sql.query<{ id: string }>(`SELECT id FROM "Message" WHERE "mailboxId" = $1::uuid ORDER BY id`, [ana.mailboxId]);
    for (const [place, isNewest] of [[0, false], [40, false], [79, false], [80, true], [messagePageSize * 2 - 1, true]] as const) {
      const at = rows[place]?.id ?? '';
      const found = await getThread({ actor: ana, threadId, at });
      expect([place, found.isNewest]).toEqual([place, isNewest]);
      expect(found.page.messages.map(({ messageId }) => messageId)).toContain(at);
    }
    const strange = await getThread({ actor: ana, threadId, at: '00000000-0000-7000-8000-000000000000' });
    expect(strange.page.messages.length).toBeGreaterThan(0);
  });

  it('shows each separate message of a broadcast only to its own thread (S5)', async () => {
    const sent = await send('Hello both', [ben, hana]);
    expect(sent.threadIds).toHaveLength(2);
    for (const threadId of sent.threadIds) {
      const { page } = await getThread({ actor: ana, threadId });
      expect(page.messages.map(({ recipients }) => recipients.length)).toEqual([1]);
    }
  });

  it('shows a group message once, with the status of each recipient (S5, M5)', async () => {
    const { threadId, messageId } = await send('Hello all', [ben, hana], true);
    const [message] = (await getThread({ actor: ana, threadId })).page.messages;
    expect(message?.recipients.map(({ address, status }) => [address, status])).toEqual([[ben, 'queued'], [hana, 'queued']]);
    expect(message?.route).toBe('MMS');
    expect((await getMessageTimeline({ actor: ana, messageId })).map(({ status, position }) => [position, status])).toEqual([[0, 'queued'], [1, 'queued']]);
  });

  it('names people by the owner’s contacts', async () => {
    await receiveFrom(ana, ben, 'Hi');
    await sql.query(`INSERT INTO "Contact" ("mailboxId", "address", "name") VALUES ($1::uuid, $2, 'Ben Okafor')`, [ana.mailboxId, ben]);
    await sql.query(`INSERT INTO "Contact" ("mailboxId", "address", "name") VALUES ($1::uuid, $2, 'Somebody else')`, [eve.mailboxId, ben]);
    const { threadId } = await send('Hello');
    const { thread, page } = await getThread({ actor: ana, threadId });
    expect(thread.participants).toEqual([{ address: ben, name: 'Ben Okafor' }]);
    expect(page.messages[0]?.fromName).toBe('Ben Okafor');
  });

  it('does not exist for anybody else, and neither do its messages and attachments (T1)', async () => {
    const { threadId, messageId } = await send('Private');
    await expect(getThread({ actor: eve, threadId })).rejects.toMatchObject({ code: 'not-found' });
    expect(await listMessagePage({ actor: eve, threadId })).toEqual({ messages: [], hasEarlier: false });
    expect(await getMessageTimeline({ actor: eve, messageId })).toEqual([]);
    await expect(openAttachment({ view: 'original', actor: eve, messageId, position: 0 })).rejects.toMatchObject({ code: 'not-found' });
  });
});
