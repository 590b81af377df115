import { findIndexRow, type IndexRow } from '#lib/data/store/index.ts';
import { countMessages } from '#lib/data/store/messages-read.ts';
import { type Hit, type HitText, type KnownName, listHits, listHitTexts, listNames, listNewestHits } from '#lib/data/store/thread-search.ts';
import { listThreadRowsOf, listThreadRowsWith } from '#lib/data/store/threads-read.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import type { ThreadFilter, ThreadMatch, ThreadSearch, ThreadSummary } from '#lib/domain/conversation.ts';
import { isNamed, literalPlacesOf, placesOf, queryWords, type SoughtWord } from '#lib/domain/search-words.ts';
import { env } from '#lib/env.ts';
import { parseShortId, shortId } from '#lib/ids.ts';
import { createIndex } from '#lib/use-cases/message-index/create-index.ts';
import { currentStatus, requireIndex } from '#lib/use-cases/message-index/require-index.ts';
import { findMessages } from '#lib/use-cases/messages/find-messages.ts';

const searchPageSize = 50;
/** Hits are taken in portions, since many may stand in one thread; after so many the page ends and its cursor goes on. */
const portion = 500;
const mostPortions = 4;
const mostNamed = 20;
const mostLiterals = 10;

export interface SearchThreadsInput {
  actor: SubscriberActor;
  filter: ThreadFilter;
  /** Not blank. */
  query: string;
  after?: string | undefined;
}

/**
 * Threads by what was said in them, over the whole history: the words of the query as `findMessages` takes them, each thread at the newest
 * message found in it. Before these stand the threads of people whose name or number the query gives. A page goes on at older messages, so
 * a thread may come again with an older one. Codes that Handset itself texted are not found (E4).
 *
 * A mailbox without an index gets one asked for, since searching is what it is for (I1); until it is built, and for signs that are no
 * words, the newest messages are searched as they are written, and `reach` says so. Never throws for what is in a query.
 */
export async function searchThreads({ query, ...others }: SearchThreadsInput): Promise<ThreadSearch> {
  const input = { ...others, query: query.replaceAll('\u0000', ' ').trim().toWellFormed() };
  const { mailboxId } = input.actor;
  const words = queryWords(input.query);
  const beforeId = input.after === undefined ? null : parseShortId(input.after);
  const { reach, progress } = words.length === 0 ? { reach: 'no-words' as const, progress: null } : await readiness(input.actor);
  const [found, named] = await Promise.all([
    reach === 'all' ? searchWhole(input, beforeId) : searchNewest(input, beforeId),
    beforeId === null ? namedThreads(input, words) : [],
  ]);
  const matches = await matchesOf(mailboxId, found);
  const withMatch = (thread: ThreadSummary) => ({ ...thread, match: matches.get(thread.threadId) ?? null });
  const namedIds = new Set(named.map(({ threadId }) => threadId));
  const said = found.threads.filter(({ threadId }) => !namedIds.has(threadId));
  return { threads: [...named, ...said].map(withMatch), nextCursor: found.goOnAt && shortId(found.goOnAt), reach, progress, sought: found.sought };
}

async function readiness(actor: SubscriberActor): Promise<Pick<ThreadSearch, 'reach' | 'progress'>> {
  const index = await findIndexRow(actor.mailboxId);
  switch (currentStatus(index)) {
    case 'INITIALIZED':
      await requireIndex(actor.mailboxId, index);
      return { reach: 'all', progress: null };
    case 'ERROR':
      return { reach: 'failed', progress: null };
    case 'NOT_INITIALIZED':
      await createIndex({ actor });
      return { reach: 'preparing', progress: await progressOf(actor, { ...index, indexedCount: 0 }) };
    case 'INITIALIZING':
      return { reach: 'preparing', progress: await progressOf(actor, index) };
  }
}

async function progressOf(actor: SubscriberActor, { indexedCount }: IndexRow): Promise<{ done: number; of: number }> {
  const { count } = await countMessages(actor.mailboxId, { includeOwnCodes: true, ownShortCode: env.OWN_SHORT_CODE });
  return { done: Math.min(indexedCount, count), of: count };
}

interface FoundThreads {
  threads: ThreadSummary[];
  /** The newest hit of each. */
  hits: Map<string, string>;
  sought: SoughtWord[];
  literals: string[];
  /** The last hit that was taken in; null when there are no more. */
  goOnAt: string | null;
}

async function searchWhole({ actor: { mailboxId }, filter, query }: SearchThreadsInput, beforeId: string | null): Promise<FoundThreads> {
  const found: FoundThreads = { threads: [], hits: new Map(), sought: [], literals: [], goOnAt: beforeId };
  for (let round = 0; round < mostPortions; round += 1) {
    const { ids, sought } = await findMessages(mailboxId, query, { includeOwnCodes: true, ...(found.goOnAt === null ? {} : { beforeId: found.goOnAt }) }, portion);
    found.sought = sought;
    const hits = await listHits(mailboxId, ids.slice(0, portion));
    if (!(await takeIn(found, mailboxId, filter, hits))) return found;
    found.goOnAt = ids[portion - 1] ?? null;
    if (found.goOnAt === null) return found;
  }
  return found;
}

/** Takes hits in, newest first, until the page is full; false when it is. */
async function takeIn(found: FoundThreads, mailboxId: string, filter: ThreadFilter, hits: readonly Hit[]): Promise<boolean> {
  const fresh = [...new Set(hits.map(({ threadId }) => threadId))].filter((threadId) => !found.hits.has(threadId));
  const shown = new Map((await listThreadRowsOf(mailboxId, filter, fresh)).map((thread) => [thread.threadId, thread]));
  for (const { messageId, threadId } of hits) {
    const thread = found.hits.has(threadId) ? undefined : shown.get(threadId);
    if (thread) {
      if (found.threads.length === searchPageSize) return false;
      found.threads.push(thread);
      found.hits.set(threadId, messageId);
    }
    found.goOnAt = messageId;
  }
  return true;
}

async function searchNewest({ actor: { mailboxId }, filter, query }: SearchThreadsInput, beforeId: string | null): Promise<FoundThreads> {
  const literals = query.split(/\s+/u).filter((text) => text !== '').slice(0, mostLiterals);
  const hits = literals.length === 0 ? [] : await listNewestHits(mailboxId, literals, beforeId, portion);
  const found: FoundThreads = { threads: [], hits: new Map(), sought: queryWords(query).map((word) => ({ beginning: word, wholes: [] })), literals, goOnAt: null };
  return (await takeIn(found, mailboxId, filter, hits)) ? { ...found, goOnAt: null } : found;
}

async function matchesOf(mailboxId: string, { hits, sought, literals }: FoundThreads): Promise<Map<string, ThreadMatch>> {
  const texts = new Map((await listHitTexts(mailboxId, [...hits.values()])).map((text) => [text.messageId, text]));
  return new Map([...hits].flatMap(([threadId, messageId]) => {
    const hit = texts.get(messageId);
    return hit ? [[threadId, matchOf(hit, sought, literals)] as const] : [];
  }));
}

/** The first of the texts with a word in it; the message's own where it stands too far behind. */
function matchOf({ messageId, at, texts }: HitText, sought: readonly SoughtWord[], literals: readonly string[]): ThreadMatch {
  for (const places of [(text: string) => placesOf(text, sought), (text: string) => literalPlacesOf(text, literals)]) {
    const text = texts.find((each) => places(each).length > 0);
    if (text !== undefined) return { messageId, at, text, places: places(text) };
  }
  return { messageId, at, text: texts[0] ?? '', places: [] };
}

async function namedThreads({ actor: { mailboxId }, filter, query }: SearchThreadsInput, words: readonly string[]): Promise<ThreadSummary[]> {
  const digits = query.replace(/[\s().\-+]/g, '');
  const number = /^\d{3,15}$/.test(digits) ? digits : null;
  const named = namesOf(await listNames(mailboxId), query, words);
  if (number === null && named.length === 0) return [];
  const who = { threadIds: named.flatMap(({ threadId }) => threadId ?? []), addresses: named.flatMap(({ address }) => address ?? []), digits: number };
  return listThreadRowsWith(mailboxId, filter, who, mostNamed);
}

function namesOf(names: readonly KnownName[], query: string, words: readonly string[]): KnownName[] {
  const sign = query.toLowerCase();
  if (words.length === 0) return names.filter(({ name }) => sign !== '' && name.toLowerCase().includes(sign));
  const exact = names.filter(({ name }) => isNamed(name, words, false));
  return exact.length > 0 ? exact : names.filter(({ name }) => isNamed(name, words, true));
}
