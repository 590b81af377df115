import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { conditionsOf, type MessageFilter } from '#lib/data/store/message-filter.ts';
import { lexemePrefix } from '#lib/data/store/search-lexeme.ts';
import { type SoughtWord, slipsAllowed } from '#lib/domain/search-words.ts';

/** Candidates of one guess. An honest vocabulary has fewer with one first letter and about one length; a filled one must not stall the process. */
const mostGuessed = 4_000;
/** A beginning with more words than this is common, whatever they are. */
const mostCounted = 500;

/** In how many messages words with this beginning stand, about; a lower bound once more than 500 words share it. */
export async function countBeginning(mailboxId: string, beginning: string): Promise<number> {
  const [row] = await sql.prepared<{ messages: number }>(
    'count-beginning',
    `SELECT coalesce(sum("messages"), 0)::int AS messages FROM (
       SELECT "messages" FROM "MailboxWord" WHERE "mailboxId" = $1::uuid AND "word" >= $2 AND "word" < $3 LIMIT ${mostCounted}) AS counted`,
    [mailboxId, beginning, `${beginning}\u{10ffff}`],
  );
  return row?.messages ?? 0;
}

/** The words of the mailbox that a mistyped one may have meant: of about its length, and with its first letter, which is taken as meant. */
export async function listWordsLike(mailboxId: string, word: string): Promise<{ word: string; messages: number }[]> {
  const limit = slipsAllowed(word);
  if (limit === 0) return [];
  const { length, 0: first = '' } = [...word];
  return sql.query<{ word: string; messages: number }>(
    `SELECT "word", "messages" FROM "MailboxWord" WHERE "mailboxId" = $1::uuid AND "word" >= $2 AND "word" < $3 AND char_length("word") BETWEEN $4::int AND $5::int LIMIT ${mostGuessed}`,
    [mailboxId, first, `${first}\u{10ffff}`, length - limit, length + limit],
  );
}

/** All of the words, each by its beginning or as one of its whole words, as a tsquery. */
function tsqueryOf(mailboxId: string, sought: readonly SoughtWord[]): string {
  const prefix = lexemePrefix(mailboxId);
  const alternatives = ({ beginning, wholes }: SoughtWord) => [...(beginning === null ? [] : [`'${prefix}${beginning}':*`]), ...wholes.map((word) => `'${prefix}${word}'`)];
  return sought.map((word) => `(${alternatives(word).join(' | ')})`).join(' & ');
}

/**
 * Ids by the index: what it costs is the number of messages with the words, whatever the size of the mailbox. For words that few hold. Planned for its
 * words each time: without them the planner expects too many messages to use the index.
 */
export async function findByIndex(mailboxId: string, sought: readonly SoughtWord[], filter: MessageFilter, limit: number): Promise<string[]> {
  const { where, values } = conditionsOf(filter);
  // The list of the words is read before anything else is asked: the planner would otherwise join the whole mailbox in.
  const rows = await sql.query<{ id: string }>(
    `WITH hit AS MATERIALIZED (SELECT "mailboxId", "messageId" FROM "MessageWords" WHERE "words" @@ $${values.length + 2}::tsquery)
     SELECT m."id" FROM hit JOIN "Message" m ON m."mailboxId" = hit."mailboxId" AND m."id" = hit."messageId"
     WHERE hit."mailboxId" = $1::uuid AND ${where} ORDER BY m."id" DESC LIMIT $${values.length + 3}::int`,
    [mailboxId, ...values, tsqueryOf(mailboxId, sought), limit],
  );
  return rows.map(({ id }) => id);
}

/** Ids by walking from the newest on: what it costs is how far the page's last hit lies. For words that many hold. */
export function findByWalk(mailboxId: string, sought: readonly SoughtWord[], filter: MessageFilter, limit: number): Promise<string[]> {
  const { where, values, shape } = conditionsOf(filter);
  return inSqlTransaction(async (tx) => {
    // The planner knows neither how common these words are nor how large this mailbox is, and would sort all of the hits. `IS TRUE` keeps it
    // from the index of words, the inner limit from joining before it has walked.
    await tx.query(`SELECT set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)`);
    const rows = await tx.prepared<{ id: string }>(
      `find-by-walk-${shape}`,
      `SELECT w."messageId" AS id FROM "MessageWords" w
       CROSS JOIN LATERAL (SELECT 1 FROM "Message" m WHERE m."mailboxId" = w."mailboxId" AND m."id" = w."messageId" AND ${where} LIMIT 1) AS live
       WHERE w."mailboxId" = $1::uuid AND (w."words" @@ $${values.length + 2}::tsquery) IS TRUE
       ORDER BY w."messageId" DESC LIMIT $${values.length + 3}::int`,
      [mailboxId, ...values, tsqueryOf(mailboxId, sought), limit],
    );
    return rows.map(({ id }) => id);
  });
}

/** Of a message that is not in the index yet so much is searched; the worker takes the rest in within seconds. */
const longestTail = 4_000;

/** The newest messages that the worker has not yet taken into the index. */
export async function listTail(mailboxId: string, limit: number): Promise<{ messageId: string; texts: (string | null)[] }[]> {
  const rows = await sql.prepared<{ messageId: string; texts: (string | null)[]; names: string[] | null }>(
    'search-tail',
    `SELECT m."id" AS "messageId", json_build_array(m."subject", left(m."text", ${longestTail})) AS texts,
       CASE WHEN m."route" = 'MMS' THEN (SELECT json_agg(p."name") FROM "Part" p WHERE p."mailboxId" = m."mailboxId" AND p."messageId" = m."id") END AS names
     FROM "Message" m WHERE m."mailboxId" = $1::uuid AND m."createdModSeq" > (SELECT "foundModSeq" FROM "MessageIndex" WHERE "mailboxId" = $1::uuid)
       AND m."deletedAt" IS NULL AND NOT m."isOwnCode" ORDER BY m."createdModSeq" DESC LIMIT $2::int`,
    [mailboxId, limit],
  );
  return rows.map(({ messageId, texts, names }) => ({ messageId, texts: [...texts, ...(names ?? [])] }));
}
