import { type Sql, sql } from '#lib/data/pool.ts';
import { absentIndex, type IndexUse, type MailboxStanding } from '#lib/data/store/index.ts';
import { mostPageBytes, weighed } from '#lib/data/store/page-bytes.ts';
import { conditionsOf, type MessageFilter } from '#lib/data/store/message-filter.ts';
import { isFailure, recipientStatuses, type RecipientStatus } from '#lib/domain/message-status.ts';

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
  /** Addresses in their order. */
  recipients: string[];
  parts: MessagePartRow[];
}

/** A recipient whom the message did not reach, and why, where that is known. */
export interface RecipientFailure {
  address: string;
  status: RecipientStatus;
  reason: string | null;
}

const columns = `m."id" AS "messageId", m."direction", m."route", m."fromAddress", m."isGroup", m."subject", m."text", m."isUnread", m."isFavorite"`;

const recipientsOf = (messageId: string) => `ARRAY(SELECT r."address" FROM "Recipient" r WHERE r."mailboxId" = $1::uuid AND r."messageId" = ${messageId} ORDER BY r."position")`;

const failuresOf = (messageId: string) => `coalesce((SELECT json_agg(json_build_object('address', r."address", 'status', r."status", 'reason', r."reason") ORDER BY r."position")
    FROM "Recipient" r WHERE r."mailboxId" = $1::uuid AND r."messageId" = ${messageId} AND r."status" IN (${recipientStatuses.filter(isFailure).map((status) => `'${status}'`).join()})), '[]'::json)`;

/** As JSON. An SMS has no parts, so none are looked for. */
const partsOf = (route: string, messageId: string) => `
  CASE WHEN ${route} = 'MMS' THEN coalesce((SELECT json_agg(json_build_object(
      'position', p."position", 'name', p."name", 'contentType', p."contentType", 'sizeBytes', p."sizeBytes") ORDER BY p."position")
    FROM "Part" p WHERE p."mailboxId" = $1::uuid AND p."messageId" = ${messageId}), '[]'::json) ELSE '[]'::json END`;

/** With how the mailbox stood in the very snapshot the rows are of. */
export interface MessagePage extends MailboxStanding {
  rows: MessageRow[];
  /** Whether older ones follow, also where long texts ended the page before its limit. */
  hasMore: boolean;
}

/** The most messages of a page. */
export const mostListed = 500;

/** A message of a page in the order of `listedAs`. Arrays: the names of the fields would be most of a page. */
type Listed = [
  messageId: string, direction: 'in' | 'out', route: 'SMS' | 'MMS', fromAddress: string, isGroup: boolean, subject: string | null, text: string | null,
  isUnread: boolean, isFavorite: boolean, recipients: string[], parts: MessagePartRow[],
];

const listedAs = `json_build_array(page."messageId"::text, page."direction"::text, page."route"::text, page."fromAddress", page."isGroup", page."subject", page."text",
  page."isUnread", page."isFavorite", ${recipientsOf('page."messageId"')}, ${partsOf('page."route"', 'page."messageId"')})`;

const rowOf = ([messageId, direction, route, fromAddress, isGroup, subject, text, isUnread, isFavorite, recipients, parts]: Listed): MessageRow => ({
  messageId, direction, route, fromAddress, isGroup, subject, text, isUnread, isFavorite, recipients, parts,
});

interface PageRow {
  modSeq: number;
  status: IndexUse['status'] | null;
  lastUsedAt: Date | null;
  /** How many messages were found, one behind the page included. */
  found: number;
  listed: Listed[] | null;
}

/**
 * A page of messages, newest first and bounded in bytes, with the sequence and the index of the same snapshot: one statement, and one JSON text
 * for all the messages, which costs the program a third of what as many rows do.
 */
export async function listMessageRows(mailboxId: string, filter: MessageFilter, page: { limit: number; offset: number }): Promise<MessagePage> {
  const { name, source, values } = sourceOf(mailboxId, filter, page);
  // The aggregate takes the rows in the order in which the window puts them out; what lies behind the page's end in bytes is counted, not read.
  const [row] = await sql.prepared<PageRow>(
    name,
    `SELECT b."modSeq", i."status", i."lastUsedAt", p.*
     FROM "Mailbox" b
     LEFT JOIN "MessageIndex" i ON i."mailboxId" = b."id"
     CROSS JOIN LATERAL (SELECT count(*)::int AS found, json_agg(${listedAs}) FILTER (WHERE page."bytesBefore" < ${mostPageBytes}) AS listed FROM (${weighed(source)}) page) p
     WHERE b."id" = $1::uuid`,
    values,
  );
  if (!row) throw new Error('No mailbox has this id.');
  const rows = (row.listed ?? []).slice(0, page.limit).map(rowOf);
  return {
    modSeq: row.modSeq,
    index: row.status ? { status: row.status, lastUsedAt: row.lastUsedAt } : absentIndex,
    rows,
    hasMore: row.found > rows.length,
  };
}

/** The messages of a page and one more, newest first, as a statement with its values and a name that is the same for the same text. */
function sourceOf(mailboxId: string, filter: MessageFilter, page: { limit: number; offset: number }): { name: string; source: string; values: unknown[] } {
  const { where, values: asked, shape } = conditionsOf(filter);
  const values = [mailboxId, ...asked, page.limit + 1];
  const limit = `$${values.length}::int`;
  const place = (value: unknown) => `$${values.push(value)}`;
  const messages = `SELECT ${columns} FROM "Message" m WHERE m."mailboxId" = $1::uuid AND ${where}`;
  if (filter.ids) {
    // Named messages are fetched one by one: the planner might otherwise walk the mailbox until it has met them.
    const named = place([...new Set(filter.ids)]);
    const source = `SELECT p.* FROM unnest(${named}::uuid[]) AS named(id) CROSS JOIN LATERAL (${messages} AND m."id" = named.id LIMIT 1) p
       ORDER BY p."messageId" DESC LIMIT ${limit} OFFSET ${place(page.offset)}::int`;
    return { name: `list-messages-${shape}`, source, values };
  }
  if (filter.address !== undefined) {
    // An address has its conversations, and each has its messages in order: so the cost follows the page, not the mailbox.
    const [address, offset] = [place(filter.address), `${place(page.offset)}::int`];
    const source = `SELECT p.* FROM "Thread" t CROSS JOIN LATERAL (
         ${messages} AND m."threadId" = t."id" ORDER BY m."id" DESC LIMIT ${limit} + ${offset}) p
       WHERE t."mailboxId" = $1::uuid AND t."participants" @> ARRAY[${address}::text] ORDER BY p."messageId" DESC LIMIT ${limit} OFFSET ${offset}`;
    return { name: `list-messages-${shape}`, source, values };
  }
  const ordered = `${messages} ORDER BY m."id" DESC`;
  if (page.offset > 0) return { name: `list-messages-${shape}-offset`, source: `${ordered} LIMIT ${limit} OFFSET ${place(page.offset)}::int`, values };
  // Of a limit that it does not know the planner expects a tenth of the mailbox; behind the written one it expects 50 messages.
  return { name: `list-messages-${shape}`, source: `SELECT * FROM (${ordered} LIMIT ${mostListed + 1}) newest LIMIT ${limit}`, values };
}

/** One message that was not deleted. */
export async function findMessageRow(mailboxId: string, messageId: string, includeOwnCodes: boolean): Promise<(MessageRow & { failures: RecipientFailure[] }) | null> {
  const [row] = await sql.prepared<MessageRow & { failures: RecipientFailure[] }>(
    'find-message',
    `SELECT ${columns}, ${recipientsOf('m."id"')} AS recipients, ${partsOf('m."route"', 'm."id"')} AS parts, ${failuresOf('m."id"')} AS failures FROM "Message" m
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
