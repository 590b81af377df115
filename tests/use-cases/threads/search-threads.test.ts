import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newestSearched } from '#lib/domain/conversation.ts';
import { newId } from '#lib/ids.ts';
import { getIndexInfo } from '#lib/use-cases/message-index/get-index-info.ts';
import { buildNextIndex } from '#lib/use-cases/message-index/build-index.ts';
import { starThread } from '#lib/use-cases/threads/star-thread.ts';
import { searchThreads } from '#lib/use-cases/threads/search-threads.ts';
import { buildIndex, receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { ben, hana, mara } from '#tests/use-cases/threads/conversation.ts';

let ana: SubscriberActor;
beforeEach(async () => {
  ana = await createSubscriber();
});

const search = (query: string, more: Partial<Parameters<typeof searchThreads>[0]> = {}) => searchThreads({ actor: ana, filter: 'all', query, ...more });
const found = async (query: string, more: Partial<Parameters<typeof searchThreads>[0]> = {}) => (await search(query, more)).threads.map(({ participants }) => participants[0]?.address);
/** What is marked in the text of the first result. */
const marked = async (query: string) => {
  const match = (await search(query)).threads[0]?.match;
  return match?.places.map(({ at, length }) => match.text.slice(at, at + length));
};
const nameIs = (address: string, name: string) => sql.query(`INSERT INTO "Contact" ("mailboxId", "address", "name") VALUES ($1::uuid, $2, $3)`, [ana.mailboxId, address, name]);

/** Old messages without anything to be found in, written at once. */
async function fill(count: number, from: string): Promise<void> {
  const first = await receive(ana, { from, text: 'filler' });
  const ids = Array.from({ length: count }, () => newId());
  await sql.query(
    `INSERT INTO "Message" ("mailboxId", id, "threadId", direction, origin, route, "fromAddress", text, "sentAt", "createdModSeq", "modSeq")
     SELECT m."mailboxId", u.id, m."threadId", m.direction, m.origin, m.route, m."fromAddress", m.text, m."sentAt", m."createdModSeq", m."modSeq"
     FROM unnest($1::uuid[]) AS u(id), "Message" m WHERE m."mailboxId" = $2::uuid AND m.id = $3::uuid`,
    [ids, ana.mailboxId, first],
  );
}

describe('search over the whole inbox', () => {
  it('finds words by their beginning, without marks and mistyped, and says where they stand', async () => {
    const messageId = await receive(ana, { from: ben, text: 'The Café on the Ridge, just now' });
    await receive(ana, { from: hana, text: 'Lunch?' });
    await buildIndex(ana);
    for (const query of ['ridge', 'RID', 'cafe', 'cafe ridg', 'rigde']) expect([query, await found(query)]).toEqual([query, [ben]]);
    expect(await marked('cafe ridg')).toEqual(['Café', 'Ridge']);
    expect(await marked('rigde')).toEqual(['Ridge']);
    expect(await found('ridge lunch')).toEqual([]);
    expect((await search('ridge')).threads[0]?.match?.messageId).toBe(messageId);
    expect((await search('ridge')).reach).toBe('all');
  });

  it('finds what lies behind the newest that a plain search reads', async () => {
    await receive(ana, { from: ben, text: 'The very first plan' });
    await fill(newestSearched, hana);
    await buildIndex(ana);
    expect(await found('first plan')).toEqual([ben]);
  });

  it('finds subjects and names of files, and shows these as what was found', async () => {
    await receive(ana, { from: ben, subject: 'Itinerary', text: 'See below' });
    await receive(ana, { from: hana, text: 'Here', parts: [{ name: 'waterfall.png', contentType: 'image/png', bytes: Buffer.from('x') }] });
    await buildIndex(ana);
    expect(await marked('itin')).toEqual(['Itinerary']);
    expect(await marked('waterf')).toEqual(['waterfall']);
  });

  it('shows each thread once, at its newest hit, and goes on at older ones until every hit was reached', async () => {
    const inOne: string[] = [];
    for (let at = 0; at < 3; at += 1) inOne.push(await receive(ana, { from: ben, text: `plan ${at}` }));
    for (let at = 0; at < 50; at += 1) await receive(ana, { from: `+1206555${String(1000 + at)}`, text: 'another plan' });
    await buildIndex(ana);
    const first = await search('plan');
    expect(first.threads).toHaveLength(50);
    expect(first.threads.some(({ participants }) => participants[0]?.address === ben)).toBe(false);
    const second = await search('plan', { after: first.nextCursor ?? undefined });
    expect(second.threads.map(({ match }) => match?.messageId)).toEqual([inOne[2]]);
    expect(second.nextCursor).toBeNull();
  });

  it('keeps to the filter', async () => {
    await receive(ana, { from: ben, text: 'plan' });
    await receive(ana, { from: hana, text: 'plan' });
    await buildIndex(ana);
    const [newest] = (await search('plan')).threads;
    await starThread({ actor: ana, threadId: newest?.threadId ?? '', isStarred: true });
    expect(await found('plan', { filter: 'favorites' })).toEqual([hana]);
    expect(await found('plan', { filter: 'groups' })).toEqual([]);
  });

  it('E4, T1: finds no code that Handset texted, and nothing of another mailbox', async () => {
    await receiveOwnCode(ana);
    const other = await createSubscriber();
    await receive(other, { text: 'Secret plan' });
    await buildIndex(ana);
    await buildIndex(other);
    for (const query of ['code', '123456', 'secret', '!']) expect(await found(query)).toEqual([]);
  });
});

describe('names and numbers', () => {
  beforeEach(async () => {
    await receive(ana, { from: ben, text: 'Tell Hana' });
    await receive(ana, { from: hana, text: 'Lunch?' });
    await receive(ana, { from: mara, text: 'call me at 206 555 0199' });
    await nameIs(hana, 'Hána Kim');
    await buildIndex(ana);
  });

  it('are found before what was said, by beginnings, without marks and mistyped', async () => {
    expect(await found('hana')).toEqual([hana, ben]);
    expect(await found('ki ha')).toEqual([hana]);
    expect(await found('hnaa')).toEqual([hana, ben]);
  });

  it('are titles of groups as well, and e-mail addresses', async () => {
    await sql.query(`UPDATE "Thread" SET title = 'Climbing on Sunday' WHERE "mailboxId" = $1::uuid AND $2 = ANY(participants)`, [ana.mailboxId, mara]);
    await receive(ana, { from: 'desk@shop.example', text: 'Thanks' });
    expect(await found('climb')).toEqual([mara]);
    expect(await found('desk@shop')).toEqual(['desk@shop.example']);
  });

  it('are found in any spelling of a number, also where it was written in a message', async () => {
    for (const number of ['(206) 555-0112', '206.555.0112', '+1 206 555 0112', '5550112']) expect(await found(number)).toEqual([hana]);
    expect(await found('206-555-0199')).toEqual([mara]);
  });
});

describe('queries of every kind', () => {
  beforeEach(async () => {
    await receive(ana, { from: ben, text: '100% sure 🎉' });
    await receive(ana, { from: hana, text: 'Nothing special' });
    await nameIs(mara, 'Mara 🌸');
    await receive(ana, { from: mara, text: 'Hi' });
    await buildIndex(ana);
  });

  it('signs and emoji are looked for as they are written, in names and the newest messages', async () => {
    expect(await found('🎉')).toEqual([ben]);
    expect(await marked('🎉')).toEqual(['🎉']);
    expect(await found('🌸')).toEqual([mara]);
    expect(await found('%')).toEqual([ben]);
    expect(await found('_')).toEqual([]);
    expect((await search('%')).reach).toBe('no-words');
  });

  it('none fails, whatever is in it', async () => {
    const queries = ['x'.repeat(1_000), 'sure '.repeat(200), '\u0000', ' ', '\ud800', "'", '":* & | ! ( )', '\\', '\u0301', '٣', '«»', '\u202e'];
    for (const query of queries) await expect(search(query)).resolves.toHaveProperty('threads');
    expect(await found('sure '.repeat(200))).toEqual([ben]);
    expect(await found(' ')).toEqual([]);
  });

  it('an altered place to go on at begins anew', async () => {
    expect(await found('sure', { after: 'n.1.xx' })).toEqual([ben]);
  });
});

describe('a mailbox whose index is not there', () => {
  it('I1: asks for it on the first search, searches the newest meanwhile, and everything once it is built', async () => {
    await receive(ana, { from: ben, text: 'The very first plan' });
    await fill(newestSearched, hana);
    await receive(ana, { from: mara, text: 'a later plan' });
    const first = await search('plan');
    expect(first).toMatchObject({ reach: 'preparing', progress: { done: 0 } });
    expect(first.threads.map(({ participants }) => participants[0]?.address)).toEqual([mara]);
    expect(await marked('plan')).toEqual(['plan']);
    expect((await getIndexInfo({ actor: ana })).status).toBe('INITIALIZING');
    while (await buildNextIndex());
    expect(await search('plan')).toMatchObject({ reach: 'all', progress: null });
    expect(await found('plan')).toEqual([mara, ben]);
  });

  it('I2: one that lapsed is built anew, and searching keeps one alive', async () => {
    await receive(ana, { from: ben, text: 'plan' });
    await buildIndex(ana);
    await sql.query(`UPDATE "MessageIndex" SET "lastUsedAt" = now() - interval '29 days' WHERE "mailboxId" = $1::uuid`, [ana.mailboxId]);
    await search('plan');
    const [row] = await sql.query<{ age: number }>(`SELECT extract(epoch FROM now() - "lastUsedAt")::float8 AS age FROM "MessageIndex" WHERE "mailboxId" = $1::uuid`, [ana.mailboxId]);
    expect(row?.age).toBeLessThan(3_600);
    await sql.query(`UPDATE "MessageIndex" SET "lastUsedAt" = now() - interval '31 days' WHERE "mailboxId" = $1::uuid`, [ana.mailboxId]);
    expect((await search('plan')).reach).toBe('preparing');
    while (await buildNextIndex());
    expect((await search('plan')).reach).toBe('all');
  });

  it('one that could not be built is told so and not tried at every search', async () => {
    await receive(ana, { from: ben, text: 'plan' });
    await buildIndex(ana);
    await sql.query(`UPDATE "MessageIndex" SET "status" = 'ERROR' WHERE "mailboxId" = $1::uuid`, [ana.mailboxId]);
    expect(await search('plan')).toMatchObject({ reach: 'failed' });
    expect(await found('plan')).toEqual([ben]);
    expect((await getIndexInfo({ actor: ana })).status).toBe('ERROR');
  });
});
