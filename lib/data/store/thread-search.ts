import { sql } from '#lib/data/pool.ts';
import { newestSearched } from '#lib/domain/conversation.ts';
import { longestHighlighted } from '#lib/domain/search-words.ts';

export interface Hit {
  messageId: string;
  threadId: string;
}

/** In which threads these messages stand, in the order of the ids, newest first. */
export function listHits(mailboxId: string, messageIds: readonly string[]): Promise<Hit[]> {
  return sql.query<Hit>(
    `SELECT "id" AS "messageId", "threadId" FROM "Message" WHERE "mailboxId" = $1::uuid AND "id" = ANY($2::uuid[]) AND "deletedAt" IS NULL ORDER BY "id" DESC`,
    [mailboxId, messageIds],
  );
}

/** Of a message so much is read by a search without an index: texts of a megabyte must not hold up the statement (T28). */
const longestRead = 4_000;

/** In each thread the newest of the mailbox's newest messages that holds all of the texts, whatever their case. Newest first. */
export function listNewestHits(mailboxId: string, texts: readonly string[], beforeId: string | null, limit: number): Promise<Hit[]> {
  return sql.query<Hit>(
    `SELECT * FROM (
       SELECT DISTINCT ON (n."threadId") n."threadId", n."id" AS "messageId" FROM (
         SELECT m."id", m."threadId", concat_ws(' ', m."subject", left(m."text", ${longestRead})) AS "read" FROM "Message" m
          WHERE m."mailboxId" = $1::uuid AND m."deletedAt" IS NULL AND NOT m."isOwnCode" ORDER BY m."id" DESC LIMIT ${newestSearched}) n
        WHERE n."read" ILIKE ALL($2::text[]) AND ($3::uuid IS NULL OR n."id" < $3::uuid) ORDER BY n."threadId", n."id" DESC) hit
     ORDER BY "messageId" DESC LIMIT $4::int`,
    [mailboxId, texts.map((text) => `%${text.replace(/[\\%_]/g, '\\$&')}%`), beforeId, limit],
  );
}

export interface HitText {
  messageId: string;
  at: Date;
  /** What it may have been found by: the beginning of its text, its subject, the names of its files. */
  texts: string[];
}

export async function listHitTexts(mailboxId: string, messageIds: readonly string[]): Promise<HitText[]> {
  const rows = await sql.query<{ messageId: string; at: Date; texts: (string | null)[]; names: string[] | null }>(
    `SELECT m."id" AS "messageId", m."sentAt" AS "at", json_build_array(left(m."text", ${longestHighlighted}), m."subject") AS "texts",
       CASE WHEN m."route" = 'MMS' THEN (SELECT json_agg(p."name") FROM "Part" p WHERE p."mailboxId" = m."mailboxId" AND p."messageId" = m."id") END AS "names"
     FROM "Message" m WHERE m."mailboxId" = $1::uuid AND m."id" = ANY($2::uuid[])`,
    [mailboxId, messageIds],
  );
  return rows.map(({ texts, names, ...row }) => ({ ...row, texts: [...texts, ...(names ?? [])].filter((text) => text !== null) }));
}

/** Of a person, or of a thread that has a title. */
export type KnownName = { name: string } & ({ address: string; threadId: null } | { address: null; threadId: string });

/** A subscriber with more contacts than that finds the rest by number. */
const mostNames = 5_000;

/** The names of the mailbox's contacts and the titles of its threads; an e-mail address is a name by itself. */
export function listNames(mailboxId: string): Promise<KnownName[]> {
  return sql.query<KnownName>(
    `(SELECT "address", NULL::text AS "threadId", "name" FROM "Contact" WHERE "mailboxId" = $1::uuid LIMIT ${mostNames})
     UNION ALL
     (SELECT NULL, t."id"::text, t."title" FROM "Thread" t WHERE t."mailboxId" = $1::uuid AND t."title" IS NOT NULL LIMIT ${mostNames})
     UNION ALL
     (SELECT p."address", NULL, p."address" FROM "Thread" t, unnest(t."participants") AS p("address")
       WHERE t."mailboxId" = $1::uuid AND p."address" LIKE '%@%' LIMIT ${mostNames})`,
    [mailboxId],
  );
}
