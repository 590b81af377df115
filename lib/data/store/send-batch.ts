import type { Sql } from '#lib/data/pool.ts';
import { holdLiveGrants } from '#lib/data/store/grant-hold.ts';
import { findIdempotencyKeys, type IdempotencyScope } from '#lib/data/store/idempotency.ts';
import { type HeldMailbox, lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { type NewMessage, writeMessages } from '#lib/data/store/messages-write.ts';

/** One act of sending, complete but for what only the held mailbox tells: the numbers of its messages and their source (S2). */
export interface SendToStore {
  mailboxId: string;
  sendId: string;
  /** The consent it is sent under; null for the subscriber's own pages. */
  grantId: string | null;
  key: (IdempotencyScope & { fingerprint: string }) | null;
  messages: readonly Omit<NewMessage, 'modSeq' | 'fromAddress'>[];
}

/** What became of a send. */
export type StoredSend =
  | { outcome: 'stored'; threadIds: string[] }
  /** The Idempotency-Key was used before, by that send. */
  | { outcome: 'known'; sendId: string; fingerprint: string }
  | { outcome: 'grant-ended' };

/** In a batch: somebody else holds the mailbox or the consent, nothing was done, try this one alone. */
export type BatchedSend = StoredSend | { outcome: 'held' };

const keyOf = ({ mailboxId, scope, key }: IdempotencyScope) => `${mailboxId} ${scope} ${key}`;

/**
 * Stores several sends in one transaction, each by its own verdict. Grants are held first, then mailboxes, both in the order of their ids,
 * as everywhere: nobody waits in a circle. A send alone waits for its mailbox; several leave out what is held.
 */
export async function storeSends(tx: Sql, sends: readonly SendToStore[]): Promise<BatchedSend[]> {
  const grantIds = sends.flatMap(({ grantId }) => grantId ?? []);
  const live = grantIds.length > 0 ? await holdLiveGrants(tx, [...new Set(grantIds)].sort(), sends.length > 1) : new Set<string>();
  const mailboxIds = [...new Set(sends.map(({ mailboxId }) => mailboxId))].sort();
  const held = new Map((await lockMailboxes(tx, mailboxIds, sends.length > 1)).map((mailbox) => [mailbox.mailboxId, mailbox]));
  const keys = sends.flatMap(({ key }) => key ?? []);
  const known = new Map((keys.length > 0 ? await findIdempotencyKeys(tx, keys) : []).map((row) => [keyOf(row), row]));

  const messages: NewMessage[] = [];
  const verdicts = sends.map((send): BatchedSend => {
    const mailbox = held.get(send.mailboxId);
    if (!mailbox) {
      if (sends.length === 1) throw new Error('No mailbox has this id.');
      return { outcome: 'held' };
    }
    const before = send.key ? known.get(keyOf(send.key)) : undefined;
    if (before) return { outcome: 'known', sendId: before.sendId, fingerprint: before.fingerprint };
    // In a batch it may only be somebody's who changes it right now: alone the send waits and learns.
    if (send.grantId && !live.has(send.grantId)) return { outcome: sends.length > 1 ? 'held' : 'grant-ended' };
    messages.push(...numbered(send, mailbox));
    return { outcome: 'stored', threadIds: [] };
  });
  if (messages.length === 0) return verdicts;
  const newKeys = sends.flatMap(({ key, sendId }, at) => (key && verdicts[at]?.outcome === 'stored' ? [{ ...key, sendId }] : []));
  const threadIds = await writeMessages(tx, messages, newKeys);
  return verdicts.map((verdict, at) => {
    if (verdict.outcome !== 'stored') return verdict;
    return { outcome: 'stored', threadIds: [...new Set(sends[at]?.messages.map(({ messageId }) => threadIds.get(messageId) ?? ''))] };
  });
}

function numbered(send: SendToStore, mailbox: HeldMailbox): NewMessage[] {
  return send.messages.map((message) => {
    mailbox.modSeq += 1;
    return { ...message, fromAddress: mailbox.msisdn, modSeq: mailbox.modSeq };
  });
}
