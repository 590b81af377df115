import { sql } from '#lib/data/pool.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import type { LastMessage, ThreadFilter, ThreadSummary } from '#lib/domain/conversation.ts';

interface ThreadRow {
  threadId: string;
  isGroup: boolean;
  title: string | null;
  participants: string[];
  lastMessageAt: Date;
  snippet: string;
  unreadCount: number;
  isPinned: boolean;
  isStarred: boolean;
  draft: string | null;
  messageId: string | null;
  direction: 'in' | 'out';
  origin: LastMessage['origin'];
  clientName: string | null;
  fromAddress: string;
  hasParts: boolean;
  statuses: RecipientStatus[] | null;
  reason: string | null;
  names: Record<string, string> | null;
}

/** One line of the list with all it shows: one statement, whatever the number of threads. */
const selectThreads = `
  SELECT t."id" AS "threadId", t."isGroup", t."title", t."participants", t."lastMessageAt", t."snippet", t."unreadCount",
         t."isPinned", t."isStarred", d."text" AS "draft",
         m."id" AS "messageId", m."direction", m."origin", m."clientName", m."fromAddress",
         EXISTS (SELECT 1 FROM "Part" p WHERE p."mailboxId" = $1::uuid AND p."messageId" = m."id") AS "hasParts",
         (SELECT array_agg(r."status"::text ORDER BY r."position") FROM "Recipient" r
           WHERE r."mailboxId" = $1::uuid AND r."messageId" = m."id") AS "statuses",
         (SELECT r."reason" FROM "Recipient" r WHERE r."mailboxId" = $1::uuid AND r."messageId" = m."id" AND r."reason" IS NOT NULL
           ORDER BY r."position" LIMIT 1) AS "reason",
         (SELECT json_object_agg(c."address", c."name") FROM "Contact" c
           WHERE c."mailboxId" = $1::uuid AND c."address" = ANY(t."participants")) AS "names"
    FROM "Thread" t
    LEFT JOIN "Message" m ON m."mailboxId" = $1::uuid AND m."id" = t."lastMessageId" AND m."deletedAt" IS NULL
    LEFT JOIN "Draft" d ON d."mailboxId" = $1::uuid AND d."slot" = t."id"::text AND d."text" <> ''
   WHERE t."mailboxId" = $1::uuid`;

/** Fixed texts, chosen by the filter's name: nothing from outside reaches the statement. */
const conditions: Record<ThreadFilter, string> = {
  all: 'TRUE',
  unread: 't."unreadCount" > 0',
  favorites: `(t."isStarred" OR EXISTS (SELECT 1 FROM "Message" f WHERE f."mailboxId" = $1::uuid AND f."threadId" = t."id"
    AND f."isFavorite" AND f."deletedAt" IS NULL))`,
  groups: 't."isGroup"',
  apps: `EXISTS (SELECT 1 FROM "Message" a WHERE a."mailboxId" = $1::uuid AND a."threadId" = t."id" AND a."origin" = 'app'
    AND a."deletedAt" IS NULL)`,
};

export interface ThreadPosition {
  isPinned: boolean;
  lastMessageAt: Date;
  threadId: string;
}

/** A keyset page: pinned first, then newest first. Threads that a deletion left empty stay out unless a draft is in them. */
export async function listThreadRows(
  mailboxId: string,
  filter: ThreadFilter,
  after: ThreadPosition | null,
  limit: number,
): Promise<ThreadSummary[]> {
  const rows = await sql.query<ThreadRow>(
    `${selectThreads} AND ${conditions[filter]} AND (t."lastMessageId" IS NOT NULL OR d."slot" IS NOT NULL)
       AND ($2::boolean IS NULL OR (t."isPinned", t."lastMessageAt", t."id") < ($2::boolean, $3::timestamptz, $4::uuid))
     ORDER BY t."isPinned" DESC, t."lastMessageAt" DESC, t."id" DESC LIMIT $5`,
    [mailboxId, after?.isPinned ?? null, after?.lastMessageAt ?? null, after?.threadId ?? null, limit],
  );
  return rows.map(toSummary);
}

/** Null for an unknown thread and for somebody else's alike (T1). */
export async function findThreadRow(mailboxId: string, threadId: string): Promise<ThreadSummary | null> {
  const [row] = await sql.query<ThreadRow>(`${selectThreads} AND t."id" = $2::uuid`, [mailboxId, threadId]);
  return row ? toSummary(row) : null;
}

/** Threads a search came upon, as far as the filter lets them through, in no order. */
export async function listThreadRowsOf(mailboxId: string, filter: ThreadFilter, threadIds: readonly string[]): Promise<ThreadSummary[]> {
  const rows = await sql.query<ThreadRow>(`${selectThreads} AND ${conditions[filter]} AND t."id" = ANY($2::uuid[])`, [mailboxId, threadIds]);
  return rows.map(toSummary);
}

/** These threads, those with any of these addresses, and those with a number that holds these digits, newest first. */
export async function listThreadRowsWith(
  mailboxId: string,
  filter: ThreadFilter,
  who: { threadIds: readonly string[]; addresses: readonly string[]; digits: string | null },
  limit: number,
): Promise<ThreadSummary[]> {
  const rows = await sql.query<ThreadRow>(
    `${selectThreads} AND ${conditions[filter]}
       AND (t."id" = ANY($2::uuid[]) OR t."participants" && $3::text[]
         OR EXISTS (SELECT 1 FROM unnest(t."participants") AS p("address") WHERE p."address" LIKE $4))
     ORDER BY t."lastMessageAt" DESC, t."id" DESC LIMIT $5`,
    [mailboxId, who.threadIds, who.addresses, who.digits === null ? null : `%${who.digits}%`, limit],
  );
  return rows.map(toSummary);
}

export async function countUnreadThreads(mailboxId: string): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS "count" FROM "Thread" WHERE "mailboxId" = $1::uuid AND "unreadCount" > 0`,
    [mailboxId],
  );
  return row?.count ?? 0;
}

export async function findModSeq(mailboxId: string): Promise<number> {
  const [row] = await sql.query<{ modSeq: number }>(`SELECT "modSeq" FROM "Mailbox" WHERE "id" = $1::uuid`, [mailboxId]);
  return Number(row?.modSeq ?? 0);
}

function toSummary(row: ThreadRow): ThreadSummary {
  return {
    threadId: row.threadId,
    isGroup: row.isGroup,
    title: row.title,
    participants: row.participants.map((address) => ({ address, name: row.names?.[address] ?? null })),
    lastMessageAt: row.lastMessageAt,
    snippet: row.snippet,
    unreadCount: row.unreadCount,
    isPinned: row.isPinned,
    isStarred: row.isStarred,
    draft: row.draft,
    last:
      row.messageId === null
        ? null
        : {
            messageId: row.messageId,
            direction: row.direction,
            origin: row.origin,
            clientName: row.clientName,
            fromAddress: row.fromAddress,
            hasParts: row.hasParts,
            statuses: row.statuses ?? [],
            reason: row.reason,
          },
    match: null,
  };
}
