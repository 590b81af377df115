import { beforeEach, describe, expect, it } from 'vitest';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { countUnread, listThreads, threadPageSize } from '#lib/use-cases/threads/list-threads.ts';
import { pinThread } from '#lib/use-cases/threads/pin-thread.ts';
import { starThread } from '#lib/use-cases/threads/star-thread.ts';
import { saveDraft } from '#lib/use-cases/threads/save-draft.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { ben, hana, mara, receiveFrom } from '#tests/use-cases/threads/conversation.ts';

let ana: SubscriberActor;
beforeEach(async () => {
  ana = await createSubscriber();
});

const titles = async (filter: Parameters<typeof listThreads>[0]['filter']) =>
  (await listThreads({ actor: ana, filter })).threads.map(({ participants }) => participants.map(({ address }) => address).join());

async function threadWith(address: string): Promise<string> {
  const { threads } = await listThreads({ actor: ana, filter: 'all' });
  const thread = threads.find(({ participants }) => participants[0]?.address === address);
  if (!thread) throw new Error('no such thread');
  return thread.threadId;
}

describe('the list of threads', () => {
  it('shows the newest first, pinned ones before all others', async () => {
    await receiveFrom(ana, ben, 'One', { sentAt: new Date(Date.now() - 3_000) });
    await receiveFrom(ana, hana, 'Two', { sentAt: new Date(Date.now() - 2_000) });
    await receiveFrom(ana, mara, 'Three', { sentAt: new Date(Date.now() - 1_000) });
    expect(await titles('all')).toEqual([mara, hana, ben]);
    await pinThread({ actor: ana, threadId: await threadWith(ben), isPinned: true });
    expect(await titles('all')).toEqual([ben, mara, hana]);
  });

  it('counts threads with something unread, and finds them under Unread', async () => {
    await receiveFrom(ana, ben, 'One');
    await receiveFrom(ana, ben, 'Two');
    await sendMessage({ actor: ana, addresses: [hana], text: 'Hello' });
    expect(await countUnread({ actor: ana })).toBe(1);
    const { threads } = await listThreads({ actor: ana, filter: 'unread' });
    expect(threads.map(({ unreadCount }) => unreadCount)).toEqual([2]);
  });

  it('finds favorites and groups under their filters', async () => {
    await receiveFrom(ana, ben, 'Alone');
    await receiveFrom(ana, hana, 'Together', { group: [mara] });
    await starThread({ actor: ana, threadId: await threadWith(ben), isStarred: true });
    expect(await titles('favorites')).toEqual([ben]);
    expect((await titles('groups'))[0]).toContain(mara);
    expect(await titles('apps')).toEqual([]);
  });

  it('tells the status of the newest message and the draft of the thread (M5)', async () => {
    await sendMessage({ actor: ana, addresses: [ben], text: 'Hello' });
    const threadId = await threadWith(ben);
    await saveDraft({ actor: ana, slot: threadId, addresses: [], text: 'Not yet', isGroup: false });
    const [thread] = (await listThreads({ actor: ana, filter: 'all' })).threads;
    expect(thread?.last?.statuses).toEqual(['queued']);
    expect(thread?.draft).toBe('Not yet');
  });

  it('goes on exactly where a page ended', async () => {
    const others = Array.from({ length: threadPageSize + 5 }, (_, at) => `+1206555${String(1000 + at)}`);
    for (const other of others) await receiveFrom(ana, other, 'Hi');
    const first = await listThreads({ actor: ana, filter: 'all' });
    expect(first.threads).toHaveLength(threadPageSize);
    const second = await listThreads({ actor: ana, filter: 'all', after: first.nextCursor ?? undefined });
    const seen = [...first.threads, ...second.threads].map(({ threadId }) => threadId);
    expect(new Set(seen).size).toBe(others.length);
    expect(second.nextCursor).toBeNull();
  });

  it('begins at the first page for a cursor that was altered', async () => {
    await receiveFrom(ana, ben, 'Hi');
    expect((await listThreads({ actor: ana, filter: 'all', after: 'n.1.xx' })).threads).toHaveLength(1);
  });
});
