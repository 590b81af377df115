import { notify } from '#lib/data/notify.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { ensureOwnMailbox } from '#lib/data/store/own-mailbox.ts';
import { insertMessage, insertOutbox } from '#lib/data/store/messages-write.ts';
import { raiseModSeq } from '#lib/data/store/mod-seq.ts';
import { touchThread } from '#lib/data/store/threads-write.ts';
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
  await inSqlTransaction(async (tx) => {
    const mailboxId = await ensureOwnMailbox(tx, env.OWN_SHORT_CODE);
    const modSeq = await raiseModSeq(tx, mailboxId, 1);
    const messageId = newId();
    const sentAt = clock.now();
    const segments = countSegments(text);
    const threadId = await touchThread(tx, mailboxId, { key: msisdn, isGroup: false, participants: [msisdn], messageId, at: sentAt, snippet: '', unread: false });
    await insertMessage(tx, mailboxId, {
      messageId, threadId, sendId: newId(), direction: 'out', origin: 'carrier', clientId: null, clientName: null, route: 'SMS',
      fromAddress: env.OWN_SHORT_CODE, isGroup: false, subject: null, text, reasons: [], segmentEncoding: segments.encoding, segmentCount: segments.count,
      sizeBytes: Buffer.byteLength(text), isUnread: false, isOwnCode: true, possibleDuplicate: false, sentAt, modSeq, inboundKey: null,
      recipients: [msisdn], recipientStatus: 'queued', parts: [],
    });
    await insertOutbox(tx, mailboxId, [{ messageId, position: 0, address: msisdn, clientId: null, grantId: null, priority: 0, validForSeconds }]);
    await notify(tx, { topic: 'outbox' });
  });
}
