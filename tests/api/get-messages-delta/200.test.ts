import { beforeEach, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { getDelta } from '#lib/use-cases/messages/get-delta.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { buildIndex, receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';

const messages = '/myMessages/v2/messages';
let caller: ApiCaller;
let start: string;

beforeEach(async () => {
  caller = await createCaller();
  await buildIndex(caller.subscriber);
  start = (await caller.call('GET', `${messages}/index/info`)).json.messageIndexInfo.state;
});

const delta = async (state: string) => (await caller.call('GET', `/myMessages/v2/delta?state=${encodeURIComponent(state)}`)).json.deltaResponse;
const ids = (changes: { messageId: string }[]) => changes.map(({ messageId }) => messageId);
const mark = (id: string, flags: object) => caller.call('PUT', `${messages}/${id}`, { body: { message: flags } });

describe('GET /myMessages/v2/delta', () => {
  it('wire 2.6: both types with three arrays each, even when nothing changed', async () => {
    expect(await delta(start)).toEqual({
      state: start, hasMore: false, cacheStatus: 'INITIALIZED',
      delta: [{ type: 'TEXT', adds: [], deletes: [], updates: [] }, { type: 'MMS', adds: [], deletes: [], updates: [] }],
    });
  });

  it('wire 7.6: tells adds, updates and deletes with both flags, by type', async () => {
    const [a, b] = [shortId(await receive(caller.subscriber)), shortId(await receive(caller.subscriber))];
    const mms = shortId(await receive(caller.subscriber, { parts: [{ name: 'a.gif', contentType: 'image/gif', bytes: gif }] }));
    const first = await delta(start);
    expect(ids(first.delta[0].adds)).toEqual([a, b]);
    expect(first.delta[1].adds).toEqual([{ messageId: mms, isFavorite: false, isUnread: true }]);
    await mark(a, { isUnread: false });
    await caller.call('DELETE', `${messages}/${b}`);
    const second = await delta(first.state);
    expect(second.delta[0]).toEqual({
      type: 'TEXT', adds: [], updates: [{ messageId: a, isFavorite: false, isUnread: false }], deletes: [{ messageId: b, isFavorite: false, isUnread: false }],
    });
  });

  it('wire 0.6: created and updated is an add, created and deleted is nothing, updated and deleted is a delete', async () => {
    const old = shortId(await receive(caller.subscriber));
    const from = (await delta(start)).state;
    const updated = shortId(await receive(caller.subscriber));
    await mark(updated, { isFavorite: true });
    const gone = shortId(await receive(caller.subscriber));
    await caller.call('DELETE', `${messages}/${gone}`);
    await mark(old, { isFavorite: true });
    await caller.call('DELETE', `${messages}/${old}`);
    const [text] = (await delta(from)).delta;
    expect({ adds: text.adds, updates: text.updates, deletes: ids(text.deletes) }).toEqual({ adds: [{ messageId: updated, isFavorite: true, isUnread: true }], updates: [], deletes: [old] });
  });

  it('I3: goes on from the state of a list without a gap and without a repeat', async () => {
    await receive(caller.subscriber);
    const { state } = (await caller.call('GET', messages)).json.messageList;
    const later = shortId(await receive(caller.subscriber));
    expect(ids((await delta(state)).delta[0].adds)).toEqual([later]);
  });

  it('what the pages and the phone do is told as well', async () => {
    const id = shortId(await receive(caller.subscriber, { sentByPhone: true }));
    expect(ids((await delta(start)).delta[0].adds)).toEqual([id]);
  });

  it('E4: says nothing of a code that Handset texted, and the next state is past it', async () => {
    await receiveOwnCode(caller.subscriber);
    const answer = await delta(start);
    expect(answer.delta[0].adds).toEqual([]);
    expect(answer.state).not.toBe(start);
  });

  it('pages: an update never comes before its add, although the message changed after many others', async () => {
    const early = shortId(await receive(caller.subscriber));
    for (let at = 0; at < 6; at += 1) await receive(caller.subscriber);
    await mark(early, { isFavorite: true });
    const actor = { ...caller.subscriber };
    const seen: string[] = [];
    for (let state = start, more = true; more; ) {
      const page = await getDelta({ actor, state, limit: 3 });
      expect(page.delta[0].adds.length + page.delta[0].updates.length).toBeLessThanOrEqual(3);
      seen.push(...page.delta[0].adds.map(({ messageId }) => `add ${shortId(messageId)}`), ...page.delta[0].updates.map(({ messageId }) => `update ${shortId(messageId)}`));
      [state, more] = [page.state, page.hasMore];
    }
    expect(seen[0]).toBe(`add ${early}`);
    expect(seen.at(-1)).toBe(`update ${early}`);
    expect(new Set(seen).size).toBe(8);
  });
});
