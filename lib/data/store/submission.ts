import { sql } from '#lib/data/pool.ts';
import type { RecipientRef } from '#lib/data/store/receipts.ts';

export interface SubmissionSource {
  route: 'SMS' | 'MMS';
  sender: string;
  isGroup: boolean;
  subject: string | null;
  text: string | null;
  everybody: string[];
  parts: { name: string; contentType: string; contentHash: string; sizeBytes: number }[];
}

/** What the carrier needs of one message; null when the message is gone. */
export async function findSubmissionSource({ mailboxId, messageId }: RecipientRef): Promise<SubmissionSource | null> {
  const [row] = await sql.query<SubmissionSource>(
    `SELECT m."route", m."fromAddress" AS sender, m."isGroup", m."subject", m."text",
       ARRAY(SELECT r."address" FROM "Recipient" r WHERE r."mailboxId" = m."mailboxId" AND r."messageId" = m."id" ORDER BY r."position") AS everybody,
       COALESCE((SELECT json_agg(json_build_object('name', p."name", 'contentType', p."contentType", 'contentHash', p."contentHash", 'sizeBytes', p."sizeBytes") ORDER BY p."position")
         FROM "Part" p WHERE p."mailboxId" = m."mailboxId" AND p."messageId" = m."id"), '[]'::json) AS parts
     FROM "Message" m WHERE m."mailboxId" = $1::uuid AND m."id" = $2::uuid`,
    [mailboxId, messageId],
  );
  return row ?? null;
}
