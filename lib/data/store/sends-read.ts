import type { RecipientStatus } from '#lib/domain/message-status.ts';
import type { SegmentEncoding } from '#lib/domain/segments.ts';
import type { RouteReason } from '#lib/domain/sms-or-mms.ts';
import type { Sql } from '#lib/data/pool.ts';

export interface SentMessage {
  messageId: string;
  threadId: string;
  route: 'SMS' | 'MMS';
  reasons: RouteReason[];
  segmentEncoding: SegmentEncoding;
  segmentCount: number;
  recipients: { address: string; status: RecipientStatus; reason: string | null }[];
}

/** The messages of one act of sending, for the answer to a repeated Idempotency-Key. */
export async function listMessagesOfSend(tx: Sql, mailboxId: string, sendId: string): Promise<SentMessage[]> {
  return tx.query<SentMessage>(
    `SELECT m."id" AS "messageId", m."threadId", m."route", m."reasons", m."segmentEncoding", m."segmentCount",
       (SELECT json_agg(json_build_object('address', r."address", 'status', r."status", 'reason', r."reason") ORDER BY r."position")
        FROM "Recipient" r WHERE r."mailboxId" = m."mailboxId" AND r."messageId" = m."id") AS recipients
     FROM "Message" m WHERE m."mailboxId" = $1::uuid AND m."sendId" = $2::uuid ORDER BY m."id"`,
    [mailboxId, sendId],
  );
}
