import { type Sql, sql } from '#lib/data/pool.ts';
import { absentIndex, type IndexRow } from '#lib/data/store/index.ts';
import { withinBytes } from '#lib/data/store/page-bytes.ts';
import { conditionsOf, type MessageFilter } from '#lib/data/store/message-filter.ts';

export interface MessagePartRow {
  position: number;
  name: string;
  contentType: string;
  sizeBytes: number;
}

export interface MessageRow {
  messageId: string;
  direction: 'in' | 'out';
  route: 'SMS' | 'MMS';
  fromAddress: string;
  isGroup: boolean;
  subject: string | null;
  text: string | null;
  isUnread: boolean;
  isFavorite: boolean;
  recipients: { address: string; status: string }[];
  parts: MessagePartRow[];
}

const columns = `m."id" AS "messageId", m."direction", m."route", m."fromAddress", m."isGroup", m."subject", m."text", m."isUnread", m."isFavorite"`;

/** Recipients and parts of the row called `alias`, as JSON. An SMS has no parts, so none are looked for. */
const detailsOf = (alias: string, id: string) => `
  coalesce((SELECT json_agg(json_build_object('address', r."address", 'status', r."status") ORDER BY r."position")
    FROM "Recipient" r WHERE r."mailboxId" = $1::uuid AND r."messageId" = ${alias}."${id}"), '[]'::json) AS recipients,
  CASE WHEN ${alias}."route" = 'MMS' THEN coalesce((SELECT json_agg(json_build_object(
      'position', p."position", 'name', p."name", 'contentType', p."contentType", 'sizeBytes', p."sizeBytes") ORDER BY p."position")
    FROM "Part" p WHERE p."mailboxId" = $1::uuid AND p."messageId" = ${alias}."${id}"), '[]'::json) ELSE '[]'::json END AS parts`;

export interface MessagePage {
  /** The mailbox's sequence in the very snapshot the rows are of. */
  modSeq: number;
  index: IndexRow;
  rows: MessageRow[];
  /** Whether older ones follow, also where long texts ended the page before its limit. */
  hasMore: boolean;
}

type PageRow = MessageRow & { hasNext: boolean; modSeq: number; status: IndexRow['status'] | null; lastUsedAt: Date | null };

/** A page of messages, newest first and bounded in bytes, with the sequence and the index of the same snapshot: one statement. */
export async function listMessageRows(mailboxId: string, filter: MessageFilter, page: { limit: number; offset: number }): Promise<MessagePage> {
  const { where, values, shape } = conditionsOf(filter);
  const limit = `$${values.length + 2}::int`;
  const offset = `$${values.length + 3}::int`;
  const inThread = filter.address !== undefined && filter.ids === undefined;
  // An address has its conversations, and each has its messages in order: so the cost follows the page, not the mailbox.
  const source = inThread
    ? `SELECT p.* FROM "Thread" t CROSS JOIN LATERAL (
         SELECT ${columns} FROM "Message" m WHERE m."mailboxId" = $1::uuid AND ${where} AND m."threadId" = t."id" ORDER BY m."id" DESC LIMIT ${limit} + ${offset}) p
       WHERE t."mailboxId" = $1::uuid AND t."participants" @> ARRAY[$${values.length + 4}::text] ORDER BY p."messageId" DESC LIMIT ${limit} OFFSET ${offset}`
    : filter.ids
      ? // Named messages are fetched one by one: the planner might otherwise walk the mailbox until it has met them.
        `SELECT p.* FROM unnest($${values.length + 4}::uuid[]) AS named(id) CROSS JOIN LATERAL (
           SELECT ${columns} FROM "Message" m WHERE m."mailboxId" = $1::uuid AND m."id" = named.id AND ${where} LIMIT 1) p
         ORDER BY p."messageId" DESC LIMIT ${limit} OFFSET ${offset}`
      : `SELECT ${columns} FROM "Message" m WHERE m."mailboxId" = $1::uuid AND ${where} ORDER BY m."id" DESC LIMIT ${limit} OFFSET ${offset}`;
  const rows = await sql.prepared<PageRow | (Omit<PageRow, 'messageId'> & { messageId: null })>(
    `list-messages-${shape}`,
    `SELECT b."modSeq", i."status", i."lastUsedAt", page.*, ${detailsOf('page', 'messageId')}
     FROM "Mailbox" b
     LEFT JOIN "MessageIndex" i ON i."mailboxId" = b."id"
     LEFT JOIN LATERAL (${withinBytes(source)}) page ON true
     WHERE b."id" = $1::uuid ORDER BY page."messageId" DESC`,
    [mailboxId, ...values, page.limit + 1, page.offset, ...(inThread ? [filter.address] : filter.ids ? [[...new Set(filter.ids)]] : [])],
  );
  const [head] = rows;
  if (!head) throw new Error('No mailbox has this id.');
  const listed = rows.filter((row): row is PageRow => row.messageId !== null).slice(0, page.limit);
  return {
    modSeq: Number(head.modSeq),
    index: head.status ? { ...absentIndex, status: head.status, lastUsedAt: head.lastUsedAt } : absentIndex,
    rows: listed,
    hasMore: listed.at(-1)?.hasNext ?? false,
  };
}

/** One message that was not deleted. */
export async function findMessageRow(mailboxId: string, messageId: string, includeOwnCodes: boolean): Promise<MessageRow | null> {
  const [row] = await sql.prepared<MessageRow>(
    'find-message',
    `SELECT ${columns}, ${detailsOf('m', 'id')} FROM "Message" m
     WHERE m."mailboxId" = $1::uuid AND m."id" = $2::uuid AND m."deletedAt" IS NULL AND ($3::boolean OR NOT m."isOwnCode")`,
    [mailboxId, messageId, includeOwnCodes],
  );
  return row ?? null;
}

/** Where the bytes of one part lie. */
export async function findPartHash(mailboxId: string, messageId: string, position: number): Promise<string | null> {
  const [row] = await sql.query<{ contentHash: string }>(
    `SELECT "contentHash" FROM "Part" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid AND "position" = $3::int`,
    [mailboxId, messageId, position],
  );
  return row?.contentHash ?? null;
}

/**
 * How many messages a reader finds in the mailbox, and the mailbox's sequence. Threads keep the counts, so the cost follows their number; only
 * the thread of Handset's own texts is counted, for readers who may not see those (E4).
 */
export async function countMessages(mailboxId: string, reader: { includeOwnCodes: boolean; ownShortCode: string }, tx: Sql = sql): Promise<{ count: number; modSeq: number }> {
  const [row] = await tx.prepared<{ count: number; modSeq: number }>(
    'count-messages',
    `SELECT b."modSeq", coalesce((SELECT sum(t."messageCount") FROM "Thread" t WHERE t."mailboxId" = $1::uuid), 0)::int
       - CASE WHEN $2::boolean THEN 0 ELSE (SELECT count(*)::int FROM "Thread" t JOIN "Message" m ON m."mailboxId" = t."mailboxId" AND m."threadId" = t."id"
           WHERE t."mailboxId" = $1::uuid AND t."key" = $3 AND m."deletedAt" IS NULL AND m."isOwnCode") END AS count
     FROM "Mailbox" b WHERE b."id" = $1::uuid`,
    [mailboxId, reader.includeOwnCodes, reader.ownShortCode],
  );
  if (!row) throw new Error('No mailbox has this id.');
  return { count: row.count, modSeq: Number(row.modSeq) };
}
