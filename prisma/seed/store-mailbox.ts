import type { Sql } from '#lib/data/pool.ts';
import { newId } from '#lib/ids.ts';
import type { SeedMailbox, SeedMessage } from '#prisma/seed/mailbox.ts';
import { ana, people } from '#prisma/seed/people.ts';
import { insertRows } from '#prisma/seed/rows.ts';

export interface MailboxOwner {
  mailboxId: string;
  subscriberId: string;
  msisdn: string;
}

export interface StoreOptions {
  owner: MailboxOwner;
  mailbox: SeedMailbox;
  createdAt: Date;
  /** The app that sent what an app sent. */
  app: { clientId: string; name: string };
  contacts: readonly { address: string; name: string }[];
}

/** Writes one inbox with everything that hangs off it, in the transaction of the whole world. */
export async function storeMailbox(tx: Sql, options: StoreOptions): Promise<void> {
  const { owner, mailbox, createdAt, contacts } = options;
  const { mailboxId } = owner;
  const { threads, messages } = mailbox;
  await insertRows(tx, 'Mailbox', [{ id: mailboxId, subscriberId: owner.subscriberId, msisdn: owner.msisdn, modSeq: mailbox.modSeq, createdAt, provisionedAt: createdAt }]);
  await insertRows(tx, 'MessageIndex', [{ mailboxId }]);
  await insertRows(
    tx,
    'Thread',
    threads.map((thread) => ({
      mailboxId, id: thread.id, key: thread.key, isGroup: thread.isGroup, participants: thread.participants, title: thread.isGroup ? (thread.conversation.title ?? null) : null,
      lastMessageId: thread.messages.at(-1)?.id ?? null,
      lastMessageAt: thread.messages.at(-1)?.sentAt ?? createdAt,
      snippet: thread.snippet,
      messageCount: thread.messages.length,
      unreadCount: thread.messages.filter((message) => message.isUnread).length,
      isPinned: owner.msisdn === ana && thread.conversation.pinned === true,
      isStarred: owner.msisdn === ana && thread.conversation.starred === true,
    })),
  );
  await insertRows(tx, 'Message', messages.map((message) => messageRow(message, options)));
  await insertRows(
    tx,
    'Recipient',
    messages.flatMap((message) =>
      message.recipients.map(({ address, status, reason, roaming, statusAt }, position) => ({ mailboxId, messageId: message.id, position, address, status, reason, roaming, statusAt })),
    ),
  );
  await insertRows(
    tx,
    'StatusEvent',
    messages.flatMap((message) =>
      message.recipients.flatMap(({ steps }, position) =>
        steps.map(({ at, status, reason, segment, source, eventKey }) => ({ mailboxId, id: newId(), messageId: message.id, position, segment, status, reason, source, eventKey, at })),
      ),
    ),
  );
  await insertRows(
    tx,
    'Part',
    messages.flatMap(({ id, picture }) => (picture ? [{ mailboxId, messageId: id, position: 0, ...picture }] : [])),
  );
  await insertRows(tx, 'Contact', contacts.map((contact) => ({ mailboxId, ...contact })));
  await insertRows(
    tx,
    'Draft',
    threads.flatMap(({ id, conversation, participants }) =>
      owner.msisdn === ana && conversation.draft ? [{ mailboxId, slot: id, addresses: participants, text: conversation.draft, updatedAt: new Date() }] : [],
    ),
  );
}



function messageRow(message: SeedMessage, { owner, app }: StoreOptions) {
  const { script } = message;
  const isApp = message.origin === 'app';
  return {
    mailboxId: owner.mailboxId, id: message.id, threadId: message.threadId, sendId: message.sendId, direction: message.direction, origin: message.origin,
    clientId: isApp ? app.clientId : null, clientName: isApp ? app.name : null, route: message.route, fromAddress: script.from, isGroup: script.isGroup,
    text: script.text, reasons: message.reasons, segmentEncoding: message.segmentEncoding, segmentCount: message.segmentCount, sizeBytes: message.sizeBytes,
    isUnread: message.isUnread, isFavorite: message.isFavorite, sentAt: message.sentAt, createdModSeq: message.createdModSeq, modSeq: message.modSeq,
    // What the network handed over is known by its key; what was sent here has none.
    inboundKey: message.sendId === null ? `simulator ${newId()}` : null,
  };
}

/** Names for the addresses an owner writes with, as far as anybody has told them. */
export function contactsOf(mailbox: SeedMailbox, ownName: { address: string; name: string }): { address: string; name: string }[] {
  const addresses = new Set(mailbox.threads.flatMap(({ participants }) => participants));
  const known = [...Object.values(people), ownName].flatMap(({ address, name }) => (name === null ? [] : [{ address, name }]));
  return known.filter(({ address }) => addresses.has(address));
}
