import { describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { buildIndex, receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';

describe('DELETE /myMessages/v2/messages/{messageId} of what is not there', () => {
  it('T1: another one\'s message stays where it is', async () => {
    const [owner, other] = [await createCaller(), await createCaller()];
    const id = shortId(await receive(owner.subscriber));
    expect((await other.call('DELETE', `${path}/${id}`)).status).toBe(404);
    expect((await owner.call('GET', `${path}/${id}`)).status).toBe(200);
  });

  it('E4: absent, malformed and own codes answer alike', async () => {
    const { subscriber, call } = await createCaller();
    const code = shortId(await receiveOwnCode(subscriber));
    const answers = await Promise.all([shortId(newId()), code, 'S334'].map(async (id) => ({ id, answer: await call('DELETE', `${path}/${id}`) })));
    expect(new Set(answers.map(({ answer }) => answer.status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ id, answer }) => answer.text.replaceAll(id, 'ID'))).size).toBe(1);
  });

  it('wire 7.9: the path with a comma of the PHP sample is 404 and deletes neither', async () => {
    const { subscriber, call } = await createCaller();
    const ids = [shortId(await receive(subscriber)), shortId(await receive(subscriber)), shortId(await receive(subscriber))];
    await buildIndex(subscriber);
    for (const both of [`${ids[0]},${ids[1]}`, `${ids[0]}%2C${ids[1]}`]) expect((await call('DELETE', `${path}/${both}`)).status).toBe(404);
    expect((await call('GET', path)).json.messageList.messages).toHaveLength(3);
  });
});
