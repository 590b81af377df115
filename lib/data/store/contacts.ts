import { sql } from '#lib/data/pool.ts';
import type { ThreadParticipant } from '#lib/domain/conversation.ts';

/** People to write to: contacts first, then numbers of the newest threads that are in no contact. */
export async function listContactRows(mailboxId: string, limit: number): Promise<ThreadParticipant[]> {
  return sql.query<ThreadParticipant>(
    `SELECT "address", "name" FROM (
       SELECT c."address", c."name", 0 AS "rank", NULL::timestamptz AS "at" FROM "Contact" c WHERE c."mailboxId" = $1::uuid
       UNION ALL
       SELECT t."participants"[1], NULL, 1, t."lastMessageAt" FROM "Thread" t
        WHERE t."mailboxId" = $1::uuid AND NOT t."isGroup" AND cardinality(t."participants") = 1
          AND NOT EXISTS (SELECT 1 FROM "Contact" c WHERE c."mailboxId" = $1::uuid AND c."address" = t."participants"[1])
     ) AS people ORDER BY "rank", "name", "at" DESC LIMIT $2`,
    [mailboxId, limit],
  );
}
