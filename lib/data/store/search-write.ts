import type { Sql } from '#lib/data/pool.ts';
import { lexemePrefix } from '#lib/data/store/search-lexeme.ts';
import { longestSearched } from '#lib/domain/search-words.ts';

export interface TextRow {
  messageId: string;
  /** Not to be found: deleted, or a code that Handset itself texted. */
  isGone: boolean;
  /** Subject, text and the names of parts. */
  texts: (string | null)[];
  modSeq: number;
}

const textColumns = `m."id" AS "messageId", m."modSeq", (m."deletedAt" IS NOT NULL OR m."isOwnCode") AS "isGone",
  json_build_array(m."subject", left(m."text", ${longestSearched})) AS texts,
  CASE WHEN m."route" = 'MMS' THEN (SELECT json_agg(p."name") FROM "Part" p WHERE p."mailboxId" = m."mailboxId" AND p."messageId" = m."id") END AS names`;

type Row = TextRow & { names: string[] | null };

const withNames = ({ names, ...row }: Row): TextRow => ({ ...row, modSeq: Number(row.modSeq), texts: [...row.texts, ...(names ?? [])] });

/** Searched text read at once, in bytes: the words of a megabyte are a tenth of a second's work, and transactions wait for it. */
const mostTextBytes = 1_048_576;

export interface TextBatch {
  rows: TextRow[];
  /** Whether others follow, also where long texts ended the batch before its limit. */
  hasMore: boolean;
}

/** At most $3 messages of $1 in the order of a column, bounded in bytes; one there always is. The lengths stand in the rows: no text is read for them. */
const batchBy = (column: 'id' | 'modSeq', condition: string) => `
  SELECT ${textColumns}, near."hasNext" FROM (
    SELECT n.*, coalesce(lead(true) OVER w, false) AS "hasNext", coalesce(sum(least(octet_length(n."text"), ${longestSearched * 2})) OVER w, 0) AS "bytesBefore"
    FROM (SELECT m."id", m."${column}" AS place, m."text" FROM "Message" m WHERE m."mailboxId" = $1::uuid AND ${condition} ORDER BY m."${column}" LIMIT $3::int + 1) n
    WINDOW w AS (ORDER BY n.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ) near JOIN "Message" m ON m."mailboxId" = $1::uuid AND m."id" = near."id"
  WHERE near."bytesBefore" < ${mostTextBytes} ORDER BY near.place LIMIT $3::int`;

const batchOf = (rows: readonly (Row & { hasNext: boolean })[]): TextBatch => ({
  rows: rows.map(({ hasNext: _, ...row }) => withNames(row)),
  hasMore: rows.at(-1)?.hasNext ?? false,
});

/** The next messages of a build, oldest first. */
export async function listTextsAfter(tx: Sql, mailboxId: string, afterId: string | null, limit: number): Promise<TextBatch> {
  const statement = batchBy('id', `m."id" > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')`);
  return batchOf(await tx.prepared<Row & { hasNext: boolean }>('texts-after', statement, [mailboxId, afterId, limit]));
}

/** The next changes of a mailbox, in their order: what came, what was changed, what was deleted. */
export async function listTextsChanged(tx: Sql, mailboxId: string, since: number, limit: number): Promise<TextBatch> {
  return batchOf(await tx.prepared<Row & { hasNext: boolean }>('texts-changed', batchBy('modSeq', `m."modSeq" > $2::int8`), [mailboxId, since, limit]));
}

/** Makes messages findable by their words, and counts the words; a message that is so already stays as it is: its text never changes. */
export async function insertWords(tx: Sql, mailboxId: string, messages: readonly { messageId: string; words: readonly string[] }[]): Promise<void> {
  if (messages.length === 0) return;
  const prefix = lexemePrefix(mailboxId);
  await tx.prepared(
    'insert-words',
    `WITH message AS (
       INSERT INTO "MessageWords" ("mailboxId", "messageId", "words")
       SELECT $1::uuid, r."messageId", array_to_tsvector(ARRAY(SELECT $3 || w FROM json_array_elements_text(r.words) AS w))
       FROM json_to_recordset($2::json) AS r("messageId" uuid, words json)
       ON CONFLICT ("mailboxId", "messageId") DO NOTHING RETURNING "words"
     )
     INSERT INTO "MailboxWord" AS v ("mailboxId", "word", "messages")
     SELECT $1::uuid, substr(lexeme, length($3) + 1), count(*)::int FROM message, unnest(tsvector_to_array("words")) AS lexeme GROUP BY 2 ORDER BY 2
     ON CONFLICT ("mailboxId", "word") DO UPDATE SET "messages" = v."messages" + EXCLUDED."messages"`,
    [mailboxId, JSON.stringify(messages), prefix],
  );
}

/** What was deleted is found no more, and a word that nothing else holds is forgotten. */
export async function deleteWords(tx: Sql, mailboxId: string, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await tx.query(
    `WITH message AS (
       DELETE FROM "MessageWords" WHERE "mailboxId" = $1::uuid AND "messageId" = ANY($2::uuid[]) RETURNING "words"
     ), fewer AS (
       SELECT substr(lexeme, length($3) + 1) AS word, count(*)::int AS messages FROM message, unnest(tsvector_to_array("words")) AS lexeme GROUP BY 1
     ), forgotten AS (
       DELETE FROM "MailboxWord" v USING fewer WHERE v."mailboxId" = $1::uuid AND v."word" = fewer.word AND v."messages" <= fewer.messages
     )
     UPDATE "MailboxWord" v SET "messages" = v."messages" - fewer.messages FROM fewer
     WHERE v."mailboxId" = $1::uuid AND v."word" = fewer.word AND v."messages" > fewer.messages`,
    [mailboxId, messageIds, lexemePrefix(mailboxId)],
  );
}

/** Before a build begins anew: the vocabulary is counted again from nothing. */
export async function clearVocabulary(tx: Sql, mailboxId: string): Promise<void> {
  await tx.query(`DELETE FROM "MailboxWord" WHERE "mailboxId" = $1::uuid`, [mailboxId]);
}

/** Takes what an earlier build left in this stretch of messages, uncounted: `clearVocabulary` took the counts. */
export async function clearStretch(tx: Sql, mailboxId: string, afterId: string | null, lastId: string | null): Promise<void> {
  await tx.query(
    `DELETE FROM "MessageWords" WHERE "mailboxId" = $1::uuid AND ($2::uuid IS NULL OR "messageId" > $2::uuid) AND ($3::uuid IS NULL OR "messageId" <= $3::uuid)`,
    [mailboxId, afterId, lastId],
  );
}

export interface Follow {
  /** Where the index stands, and where its mailbox. */
  foundModSeq: number;
  modSeq: number;
}

/** Holds the index of a mailbox that is built and behind its mailbox; null when it is neither, or somebody else has it in hand. */
export async function holdIndexBehind(tx: Sql, mailboxId: string): Promise<Follow | null> {
  const [row] = await tx.prepared<Follow>(
    'hold-index-behind',
    `SELECT i."foundModSeq", b."modSeq" FROM "MessageIndex" i JOIN "Mailbox" b ON b."id" = i."mailboxId"
     WHERE i."mailboxId" = $1::uuid AND i."status" = 'INITIALIZED' AND b."modSeq" > i."foundModSeq" FOR UPDATE OF i SKIP LOCKED`,
    [mailboxId],
  );
  return row ?? null;
}

export async function advanceFound(tx: Sql, mailboxId: string, foundModSeq: number): Promise<void> {
  await tx.query(`UPDATE "MessageIndex" SET "foundModSeq" = $2::int8 WHERE "mailboxId" = $1::uuid`, [mailboxId, foundModSeq]);
}

/** Which of these mailboxes, or of all, have a built index that is behind. */
export async function listIndexesBehind(tx: Sql, mailboxIds: readonly string[] | null, limit: number): Promise<string[]> {
  const rows = await tx.query<{ mailboxId: string }>(
    `SELECT i."mailboxId" FROM "MessageIndex" i JOIN "Mailbox" b ON b."id" = i."mailboxId"
     WHERE i."status" = 'INITIALIZED' AND b."modSeq" > i."foundModSeq" AND ($1::uuid[] IS NULL OR i."mailboxId" = ANY($1::uuid[])) LIMIT $2::int`,
    [mailboxIds, limit],
  );
  return rows.map(({ mailboxId }) => mailboxId);
}

/** Takes the words of one mailbox whose index has lapsed, at most `limit` messages of it; false when there is none left. */
export async function purgeLapsedWords(tx: Sql, limit: number): Promise<boolean> {
  const [lapsed] = await tx.query<{ mailboxId: string }>(
    `SELECT "mailboxId" FROM "MessageIndex" WHERE "status" = 'NOT_INITIALIZED' AND "foundModSeq" > 0 LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  if (!lapsed) return false;
  const gone = await tx.query(
    `DELETE FROM "MessageWords" WHERE "mailboxId" = $1::uuid AND "messageId" IN (SELECT "messageId" FROM "MessageWords" WHERE "mailboxId" = $1::uuid LIMIT $2::int) RETURNING 1`,
    [lapsed.mailboxId, limit],
  );
  if (gone.length === limit) return true;
  await clearVocabulary(tx, lapsed.mailboxId);
  await advanceFound(tx, lapsed.mailboxId, 0);
  return true;
}
