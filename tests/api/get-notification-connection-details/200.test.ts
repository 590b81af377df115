import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import { createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

const path = '/myMessages/v2/notificationConnectionDetails';
let caller: NotificationCaller;

beforeAll(async () => {
  caller = await createNotificationCaller();
});

describe('GET /myMessages/v2/notificationConnectionDetails', () => {
  it('wire 2.13: addresses of both kinds and the queue that was asked for', async () => {
    const answer = await caller.call('GET', `${path}?queues=TEXT`);
    expect([answer.status, answer.json]).toEqual([
      200,
      {
        notificationConnectionDetails: {
          username: expect.stringMatching(/^[0-9a-f-]{36}$/),
          password: expect.any(String),
          httpsUrl: `${env.PUBLIC_URL}/stomp`,
          wssUrl: `${env.PUBLIC_URL.replace('http', 'ws')}/stomp/websocket`,
          queues: { text: expect.stringMatching(/^\/queue\/[0-9a-f-]{36}$/) },
        },
      },
    ]);
    expect((await caller.call('GET', `${path}?queues=MMS`)).json.notificationConnectionDetails.queues).toEqual({ mms: expect.any(String) });
  });

  it('keeps the hash of the password and never the password; each answer has its own', async () => {
    const [one, two] = await Promise.all([caller.call('GET', `${path}?queues=TEXT`), caller.call('GET', `${path}?queues=TEXT`)]);
    const { username, password } = one.json.notificationConnectionDetails;
    expect(two.json.notificationConnectionDetails.password).not.toBe(password);
    const [row] = await sql.query(`SELECT * FROM "NotificationConnection" WHERE "id" = $1::uuid`, [username]);
    expect(row).toBeDefined();
    expect(JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(password);
  });
});
