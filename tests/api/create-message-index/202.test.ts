import { describe, expect, it } from 'vitest';
import { buildNextIndex } from '#lib/use-cases/message-index/build-index.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages/index';
const infoOf = async (caller: Awaited<ReturnType<typeof createCaller>>) => (await caller.call('GET', `${path}/info`)).json.messageIndexInfo;

describe('POST /myMessages/v2/messages/index', () => {
  it('wire 7.1, 7.3: with no body, one blank, an empty form or JSON; the answer is empty', async () => {
    const caller = await createCaller();
    const bodies: [string | undefined, Record<string, string>][] = [
      [undefined, {}],
      [' ', {}],
      ['', { 'Content-Type': 'application/x-www-form-urlencoded' }],
      ['{}', { 'Content-Type': 'application/json' }],
      ['not even JSON', { 'Content-Type': 'text/xml' }],
    ];
    for (const [body, headers] of bodies) {
      const answer = await caller.call('POST', path, { body, headers });
      expect([answer.status, answer.text]).toEqual([202, '']);
    }
  });

  it('I1: goes NOT_INITIALIZED, INITIALIZING, INITIALIZED; creating again is harmless', async () => {
    const caller = await createCaller();
    await receive(caller.subscriber);
    expect((await infoOf(caller)).status).toBe('NOT_INITIALIZED');
    await caller.call('POST', path);
    expect(await infoOf(caller)).toMatchObject({ status: 'INITIALIZING', messageCount: 0 });
    await caller.call('POST', path);
    while (await buildNextIndex());
    expect(await infoOf(caller)).toMatchObject({ status: 'INITIALIZED', messageCount: 1 });
    await caller.call('POST', path);
    expect((await infoOf(caller)).status).toBe('INITIALIZED');
  });
});
