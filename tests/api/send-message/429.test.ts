import { describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { callApi, createCaller, createClient, createToken } from '#tests/support/fixtures/app-clients.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
const message = { messageRequest: { addresses: ['+12065550121'], text: 'Hello' } };

describe('POST /myMessages/v2/messages over a limit', () => {
  it('over the app limit, with Retry-After, before anything is stored', async () => {
    const limited = await createCaller({ perMinute: 2 });
    const statuses = [];
    for (let at = 0; at < 3; at += 1) statuses.push((await limited.call('POST', path, { body: message })).status);
    expect(statuses).toEqual([201, 201, 429]);
    expect(await sql.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid`, [limited.subscriber.mailboxId])).toHaveLength(2);
  });

  it('T21: five apps together send no more than a line may, 60 a minute', async () => {
    const subscriber = await createSubscriber();
    const apps = await Promise.all(Array.from({ length: 5 }, async () => createToken({ client: await createClient(), subscriber })));
    const calls = apps.flatMap(({ token }) => Array.from({ length: 14 }, () => callApi('POST', path, { body: message, token })));
    const begunAt = performance.now();
    const answers = await Promise.all(calls);
    const statuses = answers.map(({ status }) => status);
    const sent = statuses.filter((status) => status === 201).length;
    // One more comes free with each second that the calls themselves take.
    const freedMeanwhile = Math.ceil((performance.now() - begunAt) / 1000);
    expect(sent).toBeGreaterThanOrEqual(60);
    expect(sent).toBeLessThanOrEqual(60 + freedMeanwhile);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(70 - sent);
    for (const answer of refused) {
      expectRefused(answer, { status: 429, code: 'POL0001', field: '', says: 'This line has sent' });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });
});
