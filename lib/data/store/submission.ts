import { sql } from '#lib/data/pool.ts';
import { type RecipientRef } from '#lib/data/store/receipts.ts';

export interface SubmissionSource {
  route: 'SMS' | 'MMS';
  sender: string;
  isGroup: boolean;
  subject: string | null;
  text: string | null;
  everybody: string[];
  parts: { name: string; contentType: string; contentHash: string; sizeBytes: number }[];
}

/** What the carrier needs of each message, in the order asked; null for one that is gone. */
export async function findSubmissionSources(refs: readonly RecipientRef[]): Promise<(SubmissionSource | null)[]> {
  const rows = await sql.prepared<SubmissionSource & { place: number }>(
    'submission-sources',
    `SELECT u.place::int, m."route", m."fromAddress" AS sender, m."isGroup", m."subject", m."text",
       ARRAY(SELECT r."address" FROM "Recipient" r WHERE r."mailboxId" = m."mailboxId" AND r."messageId" = m."id" ORDER BY r."position") AS everybody,
       COALESCE((SELECT json_agg(json_build_object('name', p."name", 'contentType', p."contentType", 'contentHash', p."contentHash", 'sizeBytes', p."sizeBytes") ORDER BY p."position")
         FROM "Part" p WHERE p."mailboxId" = m."mailboxId" AND p."messageId" = m."id"), '[]'::json) AS parts
     FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS u("mailboxId", "messageId", place)
     JOIN "Message" m ON m."mailboxId" = u."mailboxId" AND m."id" = u."messageId"`,
    [refs.map((ref) => ref.mailboxId), refs.map((ref) => ref.messageId)],
  );
  const byPlace = new Map(rows.map(({ place, ...source }) => [place, source]));
  return refs.map((_, at) => byPlace.get(at + 1) ?? null);
}
