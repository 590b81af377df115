import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { deleteMessagesFromThread } from '#lib/use-cases/threads/delete-messages-from-thread.ts';
import { getThread } from '#lib/use-cases/threads/get-thread.ts';
import { countUnread, listThreads } from '#lib/use-cases/threads/list-threads.ts';
import { markThreadRead } from '#lib/use-cases/threads/mark-thread-read.ts';
import { markThreadUnread } from '#lib/use-cases/threads/mark-thread-unread.ts';
import { pinThread } from '#lib/use-cases/threads/pin-thread.ts';
import { isInboxProvisioned, provisionInbox } from '#lib/use-cases/threads/provision-inbox.ts';
import { resendMessage } from '#lib/use-cases/threads/resend-message.ts';
import { findOwnDraft, saveDraft } from '#lib/use-cases/threads/save-draft.ts';
import { starThread } from '#lib/use-cases/threads/star-thread.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { ben, hana, receiveFrom } from '#tests/use-cases/threads/conversation.ts';

let ana: SubscriberActor;
let eve: SubscriberActor;
beforeEach(async () => {
  ana = await createSubscriber();
  eve = await createSubscriber();
});

async function openThread(actor: SubscriberActor) {
  const [thread] = (await listThreads({ actor, filter: 'all' })).threads;
  if (!thread) throw new Error('no thread');
  return getThread({ actor, threadId: thread.threadId });
}

async function modSeqOf(actor: SubscriberActor): Promise<number> {
  const [row] = await sql.query<{ modSeq: number }>(`SELECT "modSeq" FROM "Mailbox" WHERE "id" = $1::uuid`, [actor.mailboxId]);
  return Number(row?.modSeq);
}

describe('marking a thread read', () => {
  it('changes each message under a sequence number of its own, and what came later stays unread', async () => {
    for (const text of ['One', 'Two', 'Three']) await receiveFrom(ana, ben, text);
    const { thread, page } = await openThread(ana);
    const before = await modSeqOf(ana);
    const marked = await markThreadRead({ actor: ana, threadId: thread.threadId, upTo: page.messages[1]?.messageId ?? '' });
    expect(marked).toBe(2);
    expect(await modSeqOf(ana)).toBe(before + 2);
    const after = await openThread(ana);
    expect(after.page.messages.map(({ isUnread }) => isUnread)).toEqual([false, false, true]);
    expect(after.thread.unreadCount).toBe(1);
  });

  it('twice changes nothing the second time', async () => {
    await receiveFrom(ana, ben, 'One');
    const { thread, page } = await openThread(ana);
    const upTo = page.messages[0]?.messageId ?? '';
    expect(await markThreadRead({ actor: ana, threadId: thread.threadId, upTo })).toBe(1);
    const before = await modSeqOf(ana);
    expect(await markThreadRead({ actor: ana, threadId: thread.threadId, upTo })).toBe(0);
    expect(await modSeqOf(ana)).toBe(before);
  });

  it('by somebody else touches nothing (T1)', async () => {
    await receiveFrom(ana, ben, 'One');
    const { thread, page } = await openThread(ana);
    expect(await markThreadRead({ actor: eve, threadId: thread.threadId, upTo: page.messages[0]?.messageId ?? '' })).toBe(0);
    expect(await countUnread({ actor: ana })).toBe(1);
  });

  it('can be taken back', async () => {
    await receiveFrom(ana, ben, 'One');
    const { thread, page } = await openThread(ana);
    await markThreadRead({ actor: ana, threadId: thread.threadId, upTo: page.messages[0]?.messageId ?? '' });
    await markThreadUnread({ actor: ana, threadId: thread.threadId });
    expect(await countUnread({ actor: ana })).toBe(1);
  });
});

describe('star, pin, draft and deletion', () => {
  it('answer not-found for somebody else’s thread and change nothing (T1)', async () => {
    await receiveFrom(ana, ben, 'One');
    const { thread } = await openThread(ana);
    const { threadId } = thread;
    const notFound = { code: 'not-found' };
    await expect(starThread({ actor: eve, threadId, isStarred: true })).rejects.toMatchObject(notFound);
    await expect(pinThread({ actor: eve, threadId, isPinned: true })).rejects.toMatchObject(notFound);
    await expect(markThreadUnread({ actor: eve, threadId })).rejects.toMatchObject(notFound);
    await expect(saveDraft({ actor: eve, slot: threadId, addresses: [], text: 'Mine', isGroup: false })).rejects.toMatchObject(notFound);
    await expect(deleteMessagesFromThread({ actor: eve, threadId, messageIds: 'all' })).rejects.toMatchObject(notFound);
    expect((await openThread(ana)).thread).toEqual(thread);
  });

  it('keep a draft per slot, the newest text wins, and an empty one is gone', async () => {
    await saveDraft({ actor: ana, slot: 'new', addresses: [ben], text: 'First', isGroup: false });
    await saveDraft({ actor: ana, slot: 'new', addresses: [ben, hana], text: 'Second', isGroup: true });
    expect(await findOwnDraft({ actor: ana, slot: 'new' })).toEqual({ slot: 'new', addresses: [ben, hana], text: 'Second', isGroup: true });
    expect(await findOwnDraft({ actor: eve, slot: 'new' })).toBeNull();
    await saveDraft({ actor: ana, slot: 'new', addresses: [], text: '', isGroup: false });
    expect(await findOwnDraft({ actor: ana, slot: 'new' })).toBeNull();
  });

  it('delete one message, then the thread; the list follows', async () => {
    await receiveFrom(ana, ben, 'One');
    await receiveFrom(ana, ben, 'Two');
    const { thread, page } = await openThread(ana);
    await deleteMessagesFromThread({ actor: ana, threadId: thread.threadId, messageIds: [page.messages[1]?.messageId ?? ''] });
    const left = await openThread(ana);
    expect(left.page.messages.map(({ text }) => text)).toEqual(['One']);
    expect(left.thread.snippet).toBe('One');
    await deleteMessagesFromThread({ actor: ana, threadId: thread.threadId, messageIds: 'all' });
    expect((await listThreads({ actor: ana, filter: 'all' })).threads).toEqual([]);
  });
});

describe('sending again', () => {
  async function failed() {
    const sent = await sendMessage({ actor: ana, addresses: [ben], text: 'Hello' });
    await sql.query(`UPDATE "Recipient" SET "status" = 'undeliverable', "reason" = 'unreachable' WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`, [
      ana.mailboxId,
      sent.messageId,
    ]);
    return sent.messageId;
  }

  it('makes one new message per key, to those it failed for (S7)', async () => {
    const messageId = await failed();
    const first = await resendMessage({ actor: ana, messageId, idempotencyKey: 'resend-key-1' });
    const second = await resendMessage({ actor: ana, messageId, idempotencyKey: 'resend-key-1' });
    expect(second.replayed).toBe(true);
    expect(second.messageId).toBe(first.messageId);
    expect(first.recipients.map(({ address }) => address)).toEqual([ben]);
  });

  it('is refused for what did not fail, and for somebody else’s message (T1)', async () => {
    const sent = await sendMessage({ actor: ana, addresses: [ben], text: 'Hello' });
    await expect(resendMessage({ actor: ana, messageId: sent.messageId, idempotencyKey: 'resend-key-2' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(resendMessage({ actor: eve, messageId: await failed(), idempotencyKey: 'resend-key-3' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('setting up an inbox', () => {
  it('opens it once, harmlessly twice (E3)', async () => {
    const newcomer = await createSubscriber({ provisioned: false });
    expect(await isInboxProvisioned({ actor: newcomer })).toBe(false);
    await provisionInbox({ actor: newcomer });
    await provisionInbox({ actor: newcomer });
    expect(await isInboxProvisioned({ actor: newcomer })).toBe(true);
  });

  it('names the gate that is closed (E1)', async () => {
    const prepaid = await createSubscriber({ provisioned: false, line: { plan: 'prepaid' } });
    await expect(provisionInbox({ actor: prepaid })).rejects.toMatchObject({ code: 'not-eligible', field: 'plan' });
  });
});
