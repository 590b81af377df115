import { crashPoint } from '#lib/crash-point.ts';
import type { InboundMessage } from '#lib/carriers/carrier.ts';
import { inSqlTransaction, type Sql } from '#lib/data/pool.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { findMailboxByMsisdn } from '#lib/data/store/mailboxes.ts';
import { hasInboundKey, type NewMessage, writeMessages } from '#lib/data/store/messages-write.ts';
import { maskMsisdn } from '#lib/domain/msisdn.ts';
import { countSegments } from '#lib/domain/segments.ts';
import { judgeRoute } from '#lib/domain/sms-or-mms.ts';
import { snippetOf, threadKey } from '#lib/domain/thread.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';
import { carrierNetwork } from '#lib/use-cases/operations/carrier-network.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { childLogger, isToldAt } from '#lib/logger.ts';
import { heedKeyword } from '#lib/use-cases/messages/heed-keyword.ts';
import { sendOwnCode } from '#lib/use-cases/messages/send-own-code.ts';
import { heedCodeKeyword } from '#lib/use-cases/sign-in/heed-code-keyword.ts';

const log = childLogger({ component: 'inbound' });

/**
 * Copies a message of the network into the line's inbox: what the phone received, or what it sent itself (M1). The phone keeps
 * its own. Exactly once per `inboundKey` (I6). `no-inbox` when the line has no provisioned inbox: then nothing is kept. Whose line it is
 * is asked of the carrier first, so what comes after a change of owner never reaches the former one (T29).
 */
export async function receiveMessage(inbound: InboundMessage): Promise<'stored' | 'repeated' | 'no-inbox'> {
  const { line } = await lookUpLine(inbound.msisdn);
  crashPoint('mo.before_commit');
  const { outcome, confirmation } = await inSqlTransaction(async (tx) => {
    const outcome = await storeInbound(tx, inbound);
    return { outcome, confirmation: outcome === 'repeated' ? null : await heedCodeKeyword(tx, inbound) };
  });
  crashPoint('mo.after_commit');
  // A transaction of its own, at most once: it locks another mailbox.
  if (confirmation) await sendOwnCode({ msisdn: inbound.msisdn, text: confirmation });
  if (outcome === 'no-inbox' && line === null) tellUnknownLine(inbound.msisdn);
  return outcome;
}

let unknownLines = 0;

/** A line that was forgotten in the directory loses its messages: somebody has to hear of it. */
function tellUnknownLine(msisdn: string): void {
  unknownLines += 1;
  if (isToldAt(unknownLines)) log.warn({ maskedLine: maskMsisdn(msisdn), total: unknownLines }, 'a message came for a number that the directory of lines does not have: it was not kept');
}

async function storeInbound(tx: Sql, inbound: InboundMessage): Promise<'stored' | 'repeated' | 'no-inbox'> {
  const mailbox = await findMailboxByMsisdn(inbound.msisdn, tx);
  if (!mailbox) return 'no-inbox';
  const { mailboxId } = mailbox;
  // From here on the look-up below and the insert cannot interleave with a repeat.
  const [held] = await lockMailboxes(tx, [mailboxId]);
  // The number went to somebody else while the mailbox was waited for: whoever has it now has no inbox yet.
  if (held?.msisdn !== inbound.msisdn) return 'no-inbox';
  if (!mailbox.provisionedAt) {
    // An app with IMMN alone needs no inbox to write, and is stopped all the same.
    await heedKeyword(tx, { mailboxId, messageId: null, inbound });
    return 'no-inbox';
  }
  if (await hasInboundKey(tx, mailboxId, inbound.inboundKey)) return 'repeated';
  const incoming = inbound.direction === 'in';
  const others = (incoming ? [inbound.from, ...inbound.to] : [...inbound.to]).filter((address) => address !== inbound.msisdn);
  // Who writes to the own number has a conversation with it.
  const participants = others.length > 0 ? [...new Set(others)] : [inbound.msisdn];
  const isGroup = inbound.isGroup && participants.length > 1;
  const segments = countSegments(inbound.text);
  const verdict = judgeRoute({ text: inbound.text, subject: inbound.subject, attachmentCount: inbound.parts.length, isGroup, network: carrierNetwork() });
  const message: NewMessage = {
    mailboxId, messageId: newId(), thread: { key: threadKey(participants, isGroup), participants, snippet: snippetOf(inbound.text, [...inbound.parts]) }, sendId: null, direction: inbound.direction, origin: incoming ? 'carrier' : 'phone', clientId: null, clientName: null,
    route: verdict.route, fromAddress: inbound.from, isGroup, subject: inbound.subject, text: inbound.text, reasons: verdict.reasons,
    segmentEncoding: segments.encoding, segmentCount: verdict.route === 'SMS' ? segments.count : 1,
    sizeBytes: Buffer.byteLength(inbound.text) + inbound.parts.reduce((sum, part) => sum + part.sizeBytes, 0),
    isUnread: incoming, isOwnCode: incoming && inbound.from === env.OWN_SHORT_CODE, possibleDuplicate: false, sentAt: inbound.sentAt, modSeq: held.modSeq + 1,
    inboundKey: inbound.inboundKey,
    recipients: [...new Set(inbound.to)],
    recipientStatus: incoming ? 'delivered' : 'accepted',
    parts: inbound.parts,
    queue: null,
  };
  await writeMessages(tx, [message]);
  await heedKeyword(tx, { mailboxId, messageId: message.messageId, inbound });
  return 'stored';
}
