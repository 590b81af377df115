import { sql } from '#lib/data/pool.ts';
import { absentIndex, type IndexUse, type MailboxStanding } from '#lib/data/store/index.ts';

export interface ChangedMessageRow {
  messageId: string;
  route: 'SMS' | 'MMS';
  isUnread: boolean;
  isFavorite: boolean;
  isOwnCode: boolean;
  isDeleted: boolean;
  createdModSeq: number;
  modSeq: number;
}

export interface DeltaPage extends MailboxStanding {
  /** The first sequence a state may name: below it tombstones are gone. */
  floorModSeq: number;
  /** The page holds every creation and every last change in (since, upTo]. */
  upTo: number;
  rows: ChangedMessageRow[];
}

/** The most changes of a page. */
export const mostChanges = 500;

/**
 * One bounded page of changes after `since`, in one snapshot. The window's end is the `limit`th smallest of all creations and last
 * changes after `since`, each read from its own index, so the cost follows the page and not the mailbox. Creations count even where the
 * message changed later: its add belongs to this page, and the change to a later one. No two messages share a number of the sequence, so the
 * written limits cut nothing off; they tell the planner how little there is.
 */
const statement = `
  WITH box AS (SELECT b."modSeq", b."floorModSeq" FROM "Mailbox" b WHERE b."id" = $1::uuid),
  marks AS (
    (SELECT * FROM (SELECT "modSeq" AS mark FROM "Message" WHERE "mailboxId" = $1::uuid AND "modSeq" > $2::int8 ORDER BY "modSeq" LIMIT ${mostChanges}) m LIMIT $3::int)
    UNION
    (SELECT * FROM (SELECT "createdModSeq" FROM "Message" WHERE "mailboxId" = $1::uuid AND "createdModSeq" > $2::int8 ORDER BY "createdModSeq" LIMIT ${mostChanges}) c LIMIT $3::int)
  ),
  span AS (SELECT box.*, coalesce((SELECT mark FROM marks ORDER BY mark OFFSET $3::int - 1 LIMIT 1), box."modSeq") AS "upTo" FROM box),
  changed AS (
    (SELECT * FROM "Message" WHERE "mailboxId" = $1::uuid AND "modSeq" > $2::int8 AND "modSeq" <= (SELECT "upTo" FROM span) ORDER BY "modSeq" LIMIT ${mostChanges})
    UNION ALL
    (SELECT * FROM "Message" WHERE "mailboxId" = $1::uuid AND "createdModSeq" > $2::int8 AND "createdModSeq" <= (SELECT "upTo" FROM span) AND "modSeq" > (SELECT "upTo" FROM span)
     ORDER BY "createdModSeq" LIMIT ${mostChanges})
  )
  SELECT span."modSeq" AS "topModSeq", span."floorModSeq", span."upTo", i."status", i."lastUsedAt",
    c."id" AS "messageId", c."route", c."isUnread", c."isFavorite", c."isOwnCode", c."deletedAt" IS NOT NULL AS "isDeleted", c."createdModSeq", c."modSeq"
  FROM span LEFT JOIN "MessageIndex" i ON i."mailboxId" = $1::uuid LEFT JOIN changed c ON true
  ORDER BY CASE WHEN c."createdModSeq" > $2::int8 THEN c."createdModSeq" ELSE c."modSeq" END`;

type Row = ChangedMessageRow & { topModSeq: number; floorModSeq: number; upTo: number; status: IndexUse['status'] | null; lastUsedAt: Date | null };

export async function readChanges(mailboxId: string, since: number, limit: number): Promise<DeltaPage> {
  const rows = await sql.prepared<Row | (Omit<Row, 'messageId'> & { messageId: null })>('read-changes', statement, [mailboxId, since, Math.min(limit, mostChanges)]);
  const [head] = rows;
  if (!head) throw new Error('No mailbox has this id.');
  return {
    modSeq: Number(head.topModSeq),
    floorModSeq: Number(head.floorModSeq),
    upTo: Number(head.upTo),
    index: head.status ? { status: head.status, lastUsedAt: head.lastUsedAt } : absentIndex,
    rows: rows.filter((row): row is Row => row.messageId !== null),
  };
}
