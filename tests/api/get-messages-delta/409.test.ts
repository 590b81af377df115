import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { signState } from '#lib/crypto.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const infoPath = '/myMessages/v2/messages/index/info';
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
  await receive(caller.subscriber);
  await buildIndex(caller.subscriber);
});

const stateOf = async (each: ApiCaller) => (await each.call('GET', infoPath)).json.messageIndexInfo.state as string;
const delta = (state: string, each = caller) => each.call('GET', `/myMessages/v2/delta?state=${encodeURIComponent(state)}`);

describe('GET /myMessages/v2/delta with a state that leads nowhere', () => {
  it('SVC0001, Variables state: malformed, changed, of the original, made up, from the future', async () => {
    const good = await stateOf(caller);
    const { mailboxId } = caller.subscriber;
    for (const state of ['x', '1388102635555', 'I:1|2|:,S:1,t:2', `${good}x`, `${good.slice(0, -2)}AA`, good.split('.')[0] ?? '', signState(`s1 ${mailboxId} -1`), signState(`s1 ${mailboxId} 999999`), signState(`c1 ${mailboxId} 1`)]) {
      const answer = await delta(state);
      expect([state, answer.status]).toEqual([state, 409]);
      expectRefused(answer, { status: 409, code: 'SVC0001', field: 'state', says: 'List the messages anew' });
    }
  });

  it('T1: the state of another inbox', async () => {
    const other = await createCaller();
    await buildIndex(other.subscriber);
    expect((await delta(await stateOf(other))).status).toBe(409);
  });

  it('telecom trap 13: a state older than the kept tombstones, never an empty list', async () => {
    const state = await stateOf(caller);
    expect((await delta(state)).status).toBe(200);
    await receive(caller.subscriber);
    await sql.query(`UPDATE "Mailbox" SET "floorModSeq" = "modSeq" WHERE "id" = $1::uuid`, [caller.subscriber.mailboxId]);
    expect((await delta(state)).status).toBe(409);
    expect((await delta(await stateOf(caller))).status).toBe(200);
  });

  it('I1: without an index', async () => {
    const bare = await createCaller();
    const answer = await delta(signState(`s1 ${bare.subscriber.mailboxId} 0`), bare);
    expectRefused(answer, { status: 409, code: 'SVC0001', field: 'messageIndex', says: 'Create it' });
  });
});
