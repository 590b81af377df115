import { describe, expect, it } from 'vitest';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { buildIndex, receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages/index/info';

describe('GET /myMessages/v2/messages/index/info', () => {
  it('200, wire 7.6: all three fields in every status, state a text and messageCount a number', async () => {
    const { subscriber, call } = await createCaller();
    expect((await call('GET', path)).json).toEqual({ messageIndexInfo: { status: 'NOT_INITIALIZED', state: '', messageCount: 0 } });
    await receive(subscriber);
    await buildIndex(subscriber);
    expect((await call('GET', path)).json).toEqual({ messageIndexInfo: { status: 'INITIALIZED', state: expect.stringMatching(/.+/), messageCount: 1 } });
  });

  it('E4: codes that Handset texted are not counted', async () => {
    const { subscriber, call } = await createCaller();
    await receiveOwnCode(subscriber);
    await buildIndex(subscriber);
    expect((await call('GET', path)).json.messageIndexInfo.messageCount).toBe(0);
  });
});
