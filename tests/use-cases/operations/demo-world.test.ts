import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { parseAddress } from '#lib/domain/address.ts';
import { mergeStatus, type RecipientStatus } from '#lib/domain/message-status.ts';
import { judgeRoute, type RouteReason } from '#lib/domain/sms-or-mms.ts';
import { snippetOf, threadKey } from '#lib/domain/thread.ts';
import { env } from '#lib/env.ts';
import { listPhoneForPeople, listPhones } from '#lib/use-cases/simulator/list-phones.ts';
import { lastAwake } from '#prisma/seed/script.ts';
import { runSeed } from '#tests/support/run-seed.ts';

const ana = '+14255550101';

let seededAt: Date;
beforeAll(async () => {
  seededAt = new Date();
  const run = await runSeed();
  expect(run).toMatchObject({ exitCode: 0, problem: '' });
});

const one = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row> => {
  const [row] = await sql.query<Row>(text, values);
  if (!row) throw new Error('no row');
  return row;
};

describe('the demo world', () => {
  test('gives Ana 40 threads and 600 messages over a year that ends when people were awake last', async () => {
    const row = await one<{ threads: number; messages: number; days: number; newest: Date; ahead: number }>(
      `SELECT (SELECT count(*)::int FROM "Thread" t WHERE t."mailboxId" = b."id") AS threads, count(m."id")::int AS messages,
         extract(day FROM max(m."sentAt") - min(m."sentAt"))::int AS days, max(m."sentAt") AS newest,
         (count(*) FILTER (WHERE m."sentAt" > now()))::int AS ahead
       FROM "Mailbox" b JOIN "Message" m ON m."mailboxId" = b."id" WHERE b."msisdn" = $1 GROUP BY b."id"`,
      [ana],
    );
    expect(row).toMatchObject({ threads: 40, messages: 600, ahead: 0 });
    expect(row.days).toBeGreaterThan(340);
    expect(row.days).toBeLessThan(366);
    expect(lastAwake(seededAt) - row.newest.getTime()).toBeLessThan(60 * 60_000);
  });

  test('has everything that the tour shows: groups, pictures, unread, favorites, a draft, each kind of outcome', async () => {
    const row = await one<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM "Thread" t WHERE t."mailboxId" = b."id" AND t."isGroup") AS groups,
         (SELECT count(*)::int FROM "Thread" t WHERE t."mailboxId" = b."id" AND t."unreadCount" > 0) AS unread,
         (SELECT count(*)::int FROM "Thread" t WHERE t."mailboxId" = b."id" AND t."isPinned") AS pinned,
         (SELECT count(*)::int FROM "Part" p WHERE p."mailboxId" = b."id") AS pictures,
         (SELECT count(*)::int FROM "Draft" d WHERE d."mailboxId" = b."id") AS drafts,
         (SELECT count(*)::int FROM "Message" m WHERE m."mailboxId" = b."id" AND m."isFavorite") AS favorites,
         (SELECT count(*)::int FROM "Message" m WHERE m."mailboxId" = b."id" AND m."clientName" = 'Desk') AS desk,
         (SELECT count(DISTINCT "sendId")::int FROM "Message" m WHERE m."mailboxId" = b."id" AND m."text" LIKE 'Party on the 14th%') AS sends,
         (SELECT count(*)::int FROM "Recipient" r WHERE r."mailboxId" = b."id" AND r."reason" IN ('no-messaging-plan', 'too-large')) AS failed,
         (SELECT count(*)::int FROM "Recipient" r WHERE r."mailboxId" = b."id" AND r."status" = 'accepted' AND r."roaming") AS roaming,
         (SELECT count(*)::int FROM "Recipient" r WHERE r."mailboxId" = b."id" AND r."status" = 'unknown') AS unknown
       FROM "Mailbox" b WHERE b."msisdn" = $1`,
      [ana],
    );
    expect(row).toMatchObject({ groups: 6, unread: 3, pinned: 1, drafts: 1, desk: 3, sends: 1, failed: 2, roaming: 1, unknown: 1 });
    expect(row['pictures']).toBeGreaterThanOrEqual(12);
    expect(row['favorites']).toBeGreaterThan(10);
  });

  test('keeps counters, last message and snippet of every thread as its messages say', async () => {
    const threads = await sql.query<{ key: string; isGroup: boolean; participants: string[]; snippet: string; text: string; types: string[] | null; wrong: boolean }>(
      `SELECT t."key", t."isGroup", t."participants", t."snippet", last."text",
         (SELECT array_agg(p."contentType") FROM "Part" p WHERE p."mailboxId" = t."mailboxId" AND p."messageId" = last."id") AS types,
         (t."messageCount", t."unreadCount", t."lastMessageId", t."lastMessageAt") IS DISTINCT FROM (truth.messages, truth.unread, last."id", last."sentAt") AS wrong
       FROM "Thread" t
       JOIN LATERAL (SELECT count(*)::int AS messages, (count(*) FILTER (WHERE m."isUnread"))::int AS unread FROM "Message" m
                      WHERE m."mailboxId" = t."mailboxId" AND m."threadId" = t."id") truth ON true
       JOIN LATERAL (SELECT m."id", m."sentAt", m."text" FROM "Message" m WHERE m."mailboxId" = t."mailboxId" AND m."threadId" = t."id" ORDER BY m."id" DESC LIMIT 1) last ON true`,
    );
    expect(threads.length).toBeGreaterThan(40);
    for (const thread of threads) {
      expect(thread.wrong, thread.key).toBe(false);
      expect(thread.key).toBe(threadKey(thread.participants, thread.isGroup));
      expect(thread.snippet).toBe(snippetOf(thread.text, (thread.types ?? []).map((contentType) => ({ contentType }))));
    }
  });

  test('numbers the changes of each inbox without a gap at the end or a doubled one (I3)', async () => {
    const rows = await sql.query<{ modSeq: number; highest: number; creations: number; messages: number; backwards: number; unordered: number }>(
      `SELECT b."modSeq"::int AS "modSeq", max(m."modSeq")::int AS highest, count(DISTINCT m."createdModSeq")::int AS creations, count(*)::int AS messages,
         (count(*) FILTER (WHERE m."modSeq" < m."createdModSeq"))::int AS backwards,
         (SELECT count(*)::int FROM (SELECT x."sentAt" < lag(x."sentAt") OVER w OR x."createdModSeq" < lag(x."createdModSeq") OVER w AS late
            FROM "Message" x WHERE x."mailboxId" = b."id" WINDOW w AS (ORDER BY x."id")) o WHERE late) AS unordered
       FROM "Mailbox" b JOIN "Message" m ON m."mailboxId" = b."id" GROUP BY b."id"`,
    );
    for (const row of rows) {
      expect(row.highest).toBe(row.modSeq);
      expect(row.creations).toBe(row.messages);
      expect(row).toMatchObject({ backwards: 0, unordered: 0 });
    }
  });

  test('judges each route by the same function as the composer (S4)', async () => {
    const messages = await sql.query<{ text: string; route: string; reasons: RouteReason[]; isGroup: boolean; origin: string; files: number; to: string[] }>(
      `SELECT m."text", m."route", m."reasons", m."isGroup", m."origin",
         (SELECT count(*)::int FROM "Part" p WHERE p."mailboxId" = m."mailboxId" AND p."messageId" = m."id") AS files,
         (SELECT array_agg(r."address" ORDER BY r."position") FROM "Recipient" r WHERE r."mailboxId" = m."mailboxId" AND r."messageId" = m."id") AS to
       FROM "Message" m`,
    );
    for (const { text, route, reasons, isGroup, origin, files, to } of messages) {
      const recipients = to.map((address) => parseAddress(address)).flatMap((parsed) => (parsed.ok ? [parsed.address] : []));
      const known = origin === 'web' || origin === 'app' ? { recipients } : {};
      expect({ route, reasons }).toEqual(judgeRoute({ text, attachmentCount: files, isGroup, ...known }));
    }
    const codes = new Set(messages.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
    expect([...codes].sort()).toEqual(['attachment', 'characters', 'group', 'length']);
  });

  test('tells for each recipient the highest thing that was learned of it (M5)', async () => {
    const rows = await sql.query<{ status: RecipientStatus; learned: RecipientStatus[] }>(
      `SELECT r."status", array_agg(e."status"::text) AS learned FROM "Recipient" r
       JOIN "StatusEvent" e ON e."mailboxId" = r."mailboxId" AND e."messageId" = r."messageId" AND e."position" = r."position" GROUP BY r."mailboxId", r."messageId", r."position", r."status"`,
    );
    expect(rows.length).toBeGreaterThan(300);
    for (const { status, learned } of rows) expect(learned.reduce(mergeStatus)).toBe(status);
  });

  test('shows both sides of a conversation the same words', async () => {
    const missing = await sql.query(
      `SELECT m."text" FROM "Message" m JOIN "Mailbox" mine ON mine."id" = m."mailboxId"
       JOIN "Recipient" r ON r."mailboxId" = m."mailboxId" AND r."messageId" = m."id" AND (r."status" = 'delivered' OR m."origin" = 'phone')
       JOIN "Mailbox" theirs ON theirs."msisdn" = r."address" AND theirs."provisionedAt" IS NOT NULL AND theirs."id" <> mine."id"
       WHERE m."direction" = 'out' AND NOT EXISTS (SELECT 1 FROM "Message" c WHERE c."mailboxId" = theirs."id" AND c."direction" = 'in' AND c."fromAddress" = mine."msisdn"
         AND c."text" = m."text" AND abs(extract(epoch FROM c."sentAt" - m."sentAt")) < 1)`,
    );
    expect(missing).toEqual([]);
    const phone = await sql.query(
      `SELECT 1 FROM "SimulatedMessage" s WHERE s."direction" = 'in' AND NOT EXISTS (
         SELECT 1 FROM "Message" m JOIN "Mailbox" b ON b."id" = m."mailboxId" WHERE b."msisdn" = s."msisdn" AND m."text" = s."text" AND m."fromAddress" = s."fromAddress")`,
    );
    expect(phone).toEqual([]);
    for (const { msisdn } of await listPhones()) expect(await listPhoneForPeople({ msisdn, limit: 100 })).toMatchObject({ hiddenConversations: 0, hiddenMessages: {} });
  });

  test('names only numbers kept for fiction', async () => {
    const rows = await sql.query<{ address: string }>(
      `SELECT DISTINCT unnest("participants") AS address FROM "Thread" UNION SELECT "msisdn" FROM "Mailbox" UNION SELECT "address" FROM "Contact" UNION SELECT "msisdn" FROM "SimulatedLine"`,
    );
    for (const { address } of rows) expect(address).toMatch(/^(\+1\d{3}55501\d\d|555\d{3})$/);
  });

  test('keeps the bytes of every picture it shows', async () => {
    const parts = await sql.query<{ contentHash: string; sizeBytes: number }>(`SELECT DISTINCT "contentHash", "sizeBytes" FROM "Part"`);
    for (const { contentHash, sizeBytes } of parts) {
      expect((await stat(join(env.MEDIA_DIR, contentHash.slice(0, 2), contentHash))).size).toBe(sizeBytes);
    }
  });

  test('opens an inbox only for those who have one (E3)', async () => {
    const rows = await sql.query<{ msisdn: string; inbox: string }>(
      `SELECT l."msisdn", CASE WHEN b."id" IS NULL THEN 'stranger' WHEN b."provisionedAt" IS NULL THEN 'none' ELSE 'open' END AS inbox
       FROM "SimulatedLine" l LEFT JOIN "Mailbox" b ON b."msisdn" = l."msisdn" ORDER BY 1`,
    );
    expect(rows.map(({ inbox }) => inbox)).toEqual(['open', 'open', 'open', 'none', 'none', 'none', 'open', 'stranger']);
  });

  test('has Classic raised by a ticket, with its events and audit rows (L1, L3)', async () => {
    const limits = await sql.query(
      `SELECT o."limitName", o."perMinute", t."state", t."granted" FROM "LimitOverride" o JOIN "LimitIncrease" t ON t."id" = o."limitIncreaseId"
       JOIN "Client" c ON c."id" = o."clientId" JOIN "Application" p ON p."id" = c."applicationId" WHERE p."name" = 'Classic' ORDER BY 1`,
    );
    expect(limits).toEqual([
      { limitName: 'sends', perMinute: 240, state: 'APPLIED', granted: 240 },
      { limitName: 'reads', perMinute: 1200, state: 'APPLIED', granted: 1200 },
    ]);
    const open = await sql.query<{ state: string }>(`SELECT "state" FROM "LimitIncrease" WHERE "state" IN ('SUBMITTED', 'NEEDS_INFO') ORDER BY 1`);
    expect(open.map(({ state }) => state)).toEqual(['SUBMITTED', 'NEEDS_INFO']);
    const unaudited = await sql.query(`SELECT 1 FROM "LimitOverride" o WHERE NOT EXISTS (SELECT 1 FROM "AuditEntry" a WHERE a."subjectId" = o."clientId"::text AND a."action" = 'limit.changed')`);
    expect(unaudited).toEqual([]);
  });
});
