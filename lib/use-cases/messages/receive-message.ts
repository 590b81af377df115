import type { InboundMessage } from '#lib/carriers/carrier.ts';
import { notify } from '#lib/data/notify.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { findMailboxByMsisdn } from '#lib/data/store/mailboxes.ts';
import { hasInboundKey, insertMessage } from '#lib/data/store/messages-write.ts';
import { raiseModSeq } from '#lib/data/store/mod-seq.ts';
import { touchThread } from '#lib/data/store/threads-write.ts';
import { countSegments } from '#lib/domain/segments.ts';
import { judgeRoute } from '#lib/domain/sms-or-mms.ts';
import { snippetOf, threadKey } from '#lib/domain/thread.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';

/**
 * Copies a message of the network into the line's inbox: what the phone received, or what it sent itself (M1). The phone keeps
 * its own. Exactly once per `inboundKey` (I6). `no-inbox` when the line has no provisioned inbox: then nothing is kept.
 */
export async function receiveMessage(inbound: InboundMessage): Promise<'stored' | 'repeated' | 'no-inbox'> {
  return inSqlTransaction(async (tx) => {
    const mailbox = await findMailboxByMsisdn(inbound.msisdn, tx);
    if (!mailbox?.provisionedAt) return 'no-inbox';
    const { mailboxId } = mailbox;
    // The mailbox row is locked from here on, so the look-up below and the insert cannot interleave with a repeat.
    const modSeq = await raiseModSeq(tx, mailboxId, 1);
    if (await hasInboundKey(tx, mailboxId, inbound.inboundKey)) return 'repeated';
    const messageId = newId();
    const incoming = inbound.direction === 'in';
    const others = (incoming ? [inbound.from, ...inbound.to] : [...inbound.to]).filter((address) => address !== inbound.msisdn);
    const participants = [...new Set(others)];
    const isGroup = inbound.isGroup && participants.length > 1;
    const segments = countSegments(inbound.text);
    const verdict = judgeRoute({ text: inbound.text, subject: inbound.subject, attachmentCount: inbound.parts.length, isGroup });
    const threadId = await touchThread(tx, mailboxId, {
      key: threadKey(participants, isGroup),
      isGroup,
      participants,
      messageId,
      at: inbound.sentAt,
      snippet: snippetOf(inbound.text, [...inbound.parts]),
      unread: incoming,
    });
    await insertMessage(tx, mailboxId, {
      messageId, threadId, sendId: null, direction: inbound.direction, origin: incoming ? 'carrier' : 'phone', clientId: null, clientName: null,
      route: verdict.route, fromAddress: inbound.from, isGroup, subject: inbound.subject, text: inbound.text, reasons: verdict.reasons,
      segmentEncoding: segments.encoding, segmentCount: verdict.route === 'SMS' ? segments.count : 1,
      sizeBytes: Buffer.byteLength(inbound.text) + inbound.parts.reduce((sum, part) => sum + part.sizeBytes, 0),
      isUnread: incoming, isOwnCode: incoming && inbound.from === env.OWN_SHORT_CODE, possibleDuplicate: false, sentAt: inbound.sentAt, modSeq,
      inboundKey: inbound.inboundKey,
      recipients: [...new Set(inbound.to)],
      recipientStatus: incoming ? 'delivered' : 'accepted',
      parts: inbound.parts,
    });
    await notify(tx, { topic: 'mailbox', mailboxId, modSeq });
    return 'stored';
  });
}
