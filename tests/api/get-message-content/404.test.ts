import { beforeAll, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let id: string;

beforeAll(async () => {
  caller = await createCaller();
  id = shortId(await receive(caller.subscriber, { text: 'Look', parts: [{ name: 'a.gif', contentType: 'image/gif', bytes: gif }] }));
});

describe('GET /myMessages/v2/messages/{messageId}/parts/{partId} of what is not there', () => {
  it('T1: a missing part, another one\'s message and nonsense answer alike', async () => {
    const other = await createCaller();
    const foreign = shortId(await receive(other.subscriber, { parts: [{ name: 'a.gif', contentType: 'image/gif', bytes: gif }] }));
    const answers = await Promise.all([`${id}/parts/2`, `${id}/parts/-1`, `${id}/parts/x`, `${id}/parts/99999999999`, `${foreign}/parts/0`, 'x/parts/0'].map((rest) => caller.call('GET', `${path}/${rest}`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers) expectRefused(answer, { status: 404, code: 'SVC0002', field: 'messageId', says: 'no such message or part' });
  });

  it('an SMS has no parts', async () => {
    const sms = shortId(await receive(caller.subscriber, { text: 'plain' }));
    expect((await caller.call('GET', `${path}/${sms}/parts/0`)).status).toBe(404);
  });
});
