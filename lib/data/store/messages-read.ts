import { type Sql, sql } from '#lib/data/pool.ts';
import { absentIndex, type IndexRow } from '#lib/data/store/index.ts';

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

export interface MessageFilter {
  /** Codes that Handset itself texted: true only for the owner of the mailbox (E4). */
  includeOwnCodes: boolean;
  ids?: readonly string[];
  isUnread?: boolean;
  isFavorite?: boolean;
  direction?: 'in' | 'out';
  route?: 'SMS' | 'MMS';
  /** A stored address: the sender of what came in, a recipient of what went out. */
  address?: string;
  /** Keyset: only messages older than this one. */
  beforeId?: string;
}

const columns = `m."id" AS "messageId", m."direction", m."route", m."fromAddress", m."isGroup", m."subject", m."text", m."isUnread", m."isFavorite"`;

/** Recipients and parts of the row called `alias`, as JSON. An SMS has no parts, so none are looked for. */
const detailsOf = (alias: string, id: string) => `
  coalesce((SELECT json_agg(json_build_object('address', r."address", 'status', r."status") ORDER BY r."position")
    FROM "Recipient" r WHERE r."mailboxId" = $1::uuid AND r."messageId" = ${alias}."${id}"), '[]'::json) AS recipients,
  CASE WHEN ${alias}."route" = 'MMS' THEN coalesce((SELECT json_agg(json_build_object(
      'position', p."position", 'name', p."name", 'contentType', p."contentType", 'sizeBytes', p."sizeBytes") ORDER BY p."position")
    FROM "Part" p WHERE p."mailboxId" = $1::uuid AND p."messageId" = ${alias}."${id}"), '[]'::json) ELSE '[]'::json END AS parts`;

/** The conditions of a filter as SQL with its values, and a name that is the same for the same shape. `$1` is the mailbox. */
function conditionsOf(filter: MessageFilter): { where: string; values: unknown[]; shape: string } {
  const values: unknown[] = [];
  const parts = ['m."mailboxId" = $1::uuid', 'm."deletedAt" IS NULL'];
  const shape: string[] = [];
  const add = (name: string, value: unknown, condition: (place: string) => string) => {
    if (value === undefined) return;
    values.push(value);
    shape.push(name);
    parts.push(condition(`$${values.length + 1}`));
  };
  if (!filter.includeOwnCodes) {
    parts.push('NOT m."isOwnCode"');
    shape.push('app');
  }
  add('ids', filter.ids, (place) => `m."id" = ANY(${place}::uuid[])`);
  add('before', filter.beforeId, (place) => `m."id" < ${place}::uuid`);
  add('unread', filter.isUnread, (place) => `m."isUnread" = ${place}::boolean`);
  add('favorite', filter.isFavorite, (place) => `m."isFavorite" = ${place}::boolean`);
  add('direction', filter.direction, (place) => `m."direction" = ${place}::"Direction"`);
  add('route', filter.route, (place) => `m."route" = ${place}::"MessageRoute"`);
  add(
    'address',
    filter.address,
    (place) => `CASE m."direction" WHEN 'in' THEN m."fromAddress" = ${place} ELSE EXISTS (
      SELECT 1 FROM "Recipient" f WHERE f."mailboxId" = $1::uuid AND f."messageId" = m."id" AND f."address" = ${place}) END`,
  );
  return { where: parts.join(' AND '), values, shape: shape.join('-') };
}

export interface MessagePage {
  /** The mailbox's sequence in the very snapshot the rows are of. */
  modSeq: number;
  index: IndexRow;
  rows: MessageRow[];
}

type PageRow = MessageRow & { modSeq: number; status: IndexRow['status'] | null; lastUsedAt: Date | null };

/** A page of messages, newest first, with the sequence and the index of the same snapshot: one statement. */
export async function listMessageRows(mailboxId: string, filter: MessageFilter, page: { limit: number; offset: number }): Promise<MessagePage> {
  const { where, values, shape } = conditionsOf(filter);
  const limit = `$${values.length + 2}::int`;
  const offset = `$${values.length + 3}::int`;
  const rows = await sql.prepared<PageRow | (Omit<PageRow, 'messageId'> & { messageId: null })>(
    `list-messages-${shape}`,
    `SELECT b."modSeq", i."status", i."lastUsedAt", page.*, ${detailsOf('page', 'messageId')}
     FROM "Mailbox" b
     LEFT JOIN "MessageIndex" i ON i."mailboxId" = b."id"
     LEFT JOIN LATERAL (SELECT ${columns} FROM "Message" m WHERE ${where} ORDER BY m."id" DESC LIMIT ${limit} OFFSET ${offset}) page ON true
     WHERE b."id" = $1::uuid ORDER BY page."messageId" DESC`,
    [mailboxId, ...values, page.limit, page.offset],
  );
  const [head] = rows;
  if (!head) throw new Error('No mailbox has this id.');
  return {
    modSeq: Number(head.modSeq),
    index: head.status ? { ...absentIndex, status: head.status, lastUsedAt: head.lastUsedAt } : absentIndex,
    rows: rows.filter((row): row is PageRow => row.messageId !== null),
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

/** How many messages a reader finds in the mailbox, and the mailbox's sequence. */
export async function countMessages(mailboxId: string, includeOwnCodes: boolean, tx: Sql = sql): Promise<{ count: number; modSeq: number }> {
  const [row] = await tx.query<{ count: number; modSeq: number }>(
    `SELECT b."modSeq", (SELECT count(*)::int FROM "Message" m
       WHERE m."mailboxId" = $1::uuid AND m."deletedAt" IS NULL AND ($2::boolean OR NOT m."isOwnCode")) AS count
     FROM "Mailbox" b WHERE b."id" = $1::uuid`,
    [mailboxId, includeOwnCodes],
  );
  if (!row) throw new Error('No mailbox has this id.');
  return { count: row.count, modSeq: Number(row.modSeq) };
}
