import { beforeAll, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
});

describe('GET /myMessages/v2/messages/{messageId}', () => {
  it('200, wire 2.3: an MMS with a subject, four fields a part, and its text as one more part', async () => {
    const id = shortId(await receive(caller.subscriber, { text: 'Look', subject: 'Holiday', parts: [{ name: 'a.gif', contentType: 'image/gif', bytes: gif }] }));
    const answer = await caller.call('GET', `${path}/${id}`);
    expect(answer.status).toBe(200);
    expect(answer.json.message).toMatchObject({ messageId: id, type: 'MMS', text: 'Look', subject: 'Holiday', typeMetaData: { subject: 'Holiday' }, isIncoming: true });
    expect(answer.json.message.mmsContent).toEqual([
      { contentName: 'a.gif', contentType: 'image/gif', contentUrl: `${path}/${id}/parts/0`, type: 'IMAGE' },
      { contentName: 'text.txt', contentType: 'text/plain; charset=UTF-8', contentUrl: `${path}/${id}/parts/1`, type: 'TEXT' },
    ]);
  });

  it('200, wire 7.6: a group message has all recipients, without tel:', async () => {
    const id = shortId(await receive(caller.subscriber, { isGroup: true, to: [caller.subscriber.msisdn, '+12065550119'] }));
    const { message } = (await caller.call('GET', `${path}/${id}`)).json;
    expect(message.recipients).toEqual([{ value: caller.subscriber.msisdn }, { value: '+12065550119' }]);
    expect(message.from).toEqual({ value: '+12065550111' });
  });
});
