import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notify } from '#lib/data/notify.ts';
import { sql } from '#lib/data/pool.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import { setLineSwitches } from '#lib/data/simulator/lines.ts';
import { newId } from '#lib/ids.ts';
import { findOwnModSeq, type LiveNews, watchSignals } from '#lib/use-cases/operations/watch-signals.ts';
import { eventually } from '#tests/support/eventually.ts';
import { createDeveloper, createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { ben, receiveFrom } from '#tests/use-cases/threads/conversation.ts';

beforeAll(startSignals);
afterAll(stopSignals);

describe('live updates', () => {
  it('tell a subscriber of the own mailbox, with its sequence, and never of another (T1)', async () => {
    const [ana, eve] = [await createSubscriber(), await createSubscriber()];
    const [heardByAna, heardByEve]: [LiveNews[], LiveNews[]] = [[], []];
    const stops = [watchSignals({ actor: ana, tell: (news) => heardByAna.push(news) }), watchSignals({ actor: eve, tell: (news) => heardByEve.push(news) })];
    await receiveFrom(ana, ben, 'Hello');
    await eventually(() => expect(heardByAna).toHaveLength(1));
    expect(heardByAna).toEqual([{ kind: 'mailbox', modSeq: await findOwnModSeq(ana) }]);
    // Eve's own news comes after Ana's on the same connection, so what she was not told by then she never will be.
    await notify(sql, { topic: 'index', mailboxId: eve.mailboxId });
    await eventually(() => expect(heardByEve).toHaveLength(1));
    expect(heardByEve).toEqual([{ kind: 'index' }]);
    for (const stop of stops) stop();
  });

  it('tell a subscriber that the carrier says something new about the own line, and of no other line (T1, M2)', async () => {
    const [ana, eve] = [await createSubscriber(), await createSubscriber()];
    const [heardByAna, heardByEve]: [LiveNews[], LiveNews[]] = [[], []];
    const stops = [watchSignals({ actor: ana, tell: (news) => heardByAna.push(news) }), watchSignals({ actor: eve, tell: (news) => heardByEve.push(news) })];
    await setLineSwitches(ana.msisdn, { messagesApp: false });
    await notify(sql, { topic: 'session', sessionId: eve.sessionId });
    await eventually(() => expect(heardByEve).toEqual([{ kind: 'ended' }]));
    expect(heardByAna).toEqual([{ kind: 'line' }]);
    for (const stop of stops) stop();
  });

  it('tell whose session ended that it is over', async () => {
    const ana = await createSubscriber();
    const heard: LiveNews[] = [];
    const stop = watchSignals({ actor: ana, tell: (news) => heard.push(news) });
    await notify(sql, { topic: 'session', sessionId: newId() });
    await notify(sql, { topic: 'session', sessionId: ana.sessionId });
    await eventually(() => expect(heard).toEqual([{ kind: 'ended' }]));
    stop();
  });

  it('tell support of every ticket, flagged line and message given up, and a developer of no ticket that is somebody else’s and of nothing else', async () => {
    const [agent, developer] = [await createSupportAgent(), await createDeveloper()];
    const [byAgent, byDeveloper]: [LiveNews[], LiveNews[]] = [[], []];
    const stops = [watchSignals({ actor: agent, tell: (news) => byAgent.push(news) }), watchSignals({ actor: developer, tell: (news) => byDeveloper.push(news) })];
    await notify(sql, { topic: 'ticket', limitIncreaseId: newId() });
    for (const signal of [{ topic: 'line-flag', mailboxId: newId() }, { topic: 'given-up' }] as const) await notify(sql, signal);
    await notify(sql, { topic: 'session', sessionId: developer.sessionId });
    await eventually(() => expect(byDeveloper).toEqual([{ kind: 'ended' }]));
    expect(byAgent).toEqual([{ kind: 'ticket' }, { kind: 'line-flag' }, { kind: 'given-up' }]);
    for (const stop of stops) stop();
  });
});
