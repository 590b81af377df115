import { beforeAll, describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let other: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
  other = await createCaller();
});

describe('GET /myMessages/v2/messages/{messageId} of what is not there', () => {
  it('wire 2.4, T1, E4: absent, malformed, foreign, deleted and own codes answer with the same bytes', async () => {
    const foreign = shortId(await receive(other.subscriber));
    const code = shortId(await receiveOwnCode(caller.subscriber));
    const deleted = shortId(await receive(caller.subscriber));
    await caller.call('DELETE', `${path}/${deleted}`);
    const answers = await Promise.all([shortId(newId()), foreign, code, deleted, 'S334', 'a1,a2', 'a1%2Ca2', '..%2f..', '%00'].map((id) => caller.call('GET', `${path}/${id}`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers) expectRefused(answer, { status: 404, code: 'SVC0002', field: 'messageId', says: 'no such message' });
    expect(answers[0]?.json.RequestError.ServiceException).toMatchObject({ MessageId: 'SVC0002', Text: 'Requested message is not found. (%1)' });
  });
});
