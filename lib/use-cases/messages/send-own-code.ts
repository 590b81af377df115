import { inSqlTransaction } from '#lib/data/pool.ts';
import { ensureOwnMailbox } from '#lib/data/store/own-mailbox.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { writeMessages } from '#lib/data/store/messages-write.ts';
import { countSegments } from '#lib/domain/segments.ts';
import { clock } from '#lib/clock.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';

/** A code nobody entered within this time is of no use: the carrier need not deliver it later. */
const validForSeconds = 600;

/**
 * Queues a text from Handset's own short code to one of our lines, before everything else in the queue. It travels like any
 * message; no app ever reads it (E4). The copy kept here loses its text as soon as the carrier has it.
 */
export async function sendOwnCode({ msisdn, text }: { msisdn: string; text: string }): Promise<void> {
  const segments = countSegments(text);
  await inSqlTransaction(async (tx) => {
    const [own] = await lockMailboxes(tx, [await ensureOwnMailbox(tx, env.OWN_SHORT_CODE)]);
    if (!own) throw new Error('The mailbox of the own short code is gone.');
    await writeMessages(tx, [{
      mailboxId: own.mailboxId, messageId: newId(), thread: { key: msisdn, participants: [msisdn], snippet: '' }, sendId: newId(), direction: 'out', origin: 'carrier',
      clientId: null, clientName: null, route: 'SMS', fromAddress: env.OWN_SHORT_CODE, isGroup: false, subject: null, text, reasons: [],
      segmentEncoding: segments.encoding, segmentCount: segments.count, sizeBytes: Buffer.byteLength(text), isUnread: false, isOwnCode: true, possibleDuplicate: false,
      sentAt: clock.now(), modSeq: own.modSeq + 1, inboundKey: null, recipients: [msisdn], recipientStatus: 'queued', parts: [],
      queue: { priority: 0, validForSeconds, grantId: null },
    }]);
  });
}
