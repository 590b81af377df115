import type { Sql } from '#lib/data/pool.ts';
import { conversationOf } from '#lib/domain/virtual-phone.ts';
import { newId } from '#lib/ids.ts';
import type { SeedMailbox, SeedMessage } from '#prisma/seed/mailbox.ts';
import type { MailboxOwner } from '#prisma/seed/store-mailbox.ts';
import { lines } from '#prisma/seed/people.ts';
import { idAt, insertRows } from '#prisma/seed/rows.ts';

/** A phone shows the last messages, not a year of them. */
const shown = 40;

/** What the virtual phone of a line shows: all that reached it, what it sent itself and, with the messages app, what was sent elsewhere (M2). */
export async function storePhone(tx: Sql, owner: MailboxOwner, mailbox: SeedMailbox): Promise<void> {
  const hasMessagesApp = lines.find(({ msisdn }) => msisdn === owner.msisdn)?.messagesApp === true;
  const visible = mailbox.messages.filter((message) => {
    if (message.direction === 'in' || message.origin === 'phone') return true;
    return hasMessagesApp && message.recipients.some(({ carrierMessageIds }) => carrierMessageIds.length > 0);
  });
  await insertRows(
    tx,
    'SimulatedMessage',
    visible.slice(-shown).map((message) => {
      const { direction, script, sentAt } = message;
      const to = message.recipients.map(({ address }) => address);
      return {
        id: idAt(sentAt), msisdn: owner.msisdn, direction, fromAddress: script.from, toAddresses: to,
        conversation: conversationOf(owner.msisdn, { direction, from: script.from, to, isGroup: script.isGroup }).key, text: script.text, isGroup: script.isGroup, parts: partsOf(message), at: sentAt,
      };
    }),
  );
}

const partsOf = ({ picture }: SeedMessage) =>
  picture ? [{ name: picture.name, contentType: picture.contentType, contentHash: picture.contentHash, sizeBytes: picture.sizeBytes }] : [];

/**
 * What the network still holds: a message for a phone that is roaming without a plan. It is under way for real. Switch the phone's roaming
 * off on the simulator's page, and it arrives.
 */
export async function storeWaiting(tx: Sql, owner: MailboxOwner, mailbox: SeedMailbox): Promise<void> {
  for (const message of mailbox.messages.filter(({ script, origin }) => script.outcome.kind === 'roaming' && origin !== 'phone')) {
    for (const [position, recipient] of message.recipients.entries()) {
      const at = recipient.statusAt;
      const hour = 60 * 60_000;
      await insertRows(tx, 'Outbox', [
        {
          mailboxId: owner.mailboxId, messageId: message.id, position, address: recipient.address, state: 'submitted', priority: 1, attempts: 1, throttles: 0, nextAttemptAt: at,
          validUntil: new Date(at.getTime() + 24 * hour), deadlineAt: new Date(at.getTime() + 48 * hour), createdAt: message.sentAt,
        },
      ]);
      const segments = recipient.carrierMessageIds.map((carrierMessageId, place) => ({ carrierMessageId, segment: place + 1 }));
      await insertRows(
        tx,
        'CarrierReference',
        segments.map((segment) => ({ carrier: 'simulator', ...segment, mailboxId: owner.mailboxId, messageId: message.id, position, segmentCount: message.segmentCount, createdAt: at })),
      );
      await insertRows(
        tx,
        'SimulatedSubmit',
        segments.map((segment) => ({ ...segment, messageId: message.id, sender: owner.msisdn, recipient: recipient.address, attempt: 1, text: message.script.text, at })),
      );
      const submission = { messageId: message.id, route: message.route, sender: owner.msisdn, recipient: recipient.address, group: null, subject: null, text: message.script.text, parts: partsOf(message) };
      await insertRows(tx, 'SimulatedEvent', [{ id: newId(), kind: 'deliver', payload: { submission, ids: recipient.carrierMessageIds, always: false }, dueAt: new Date() }]);
    }
  }
}
