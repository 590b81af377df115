import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { channelBody, channelsPath, createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { expectRefused } from '#tests/support/refusal.ts';

let caller: NotificationCaller;

beforeEach(async () => {
  caller = await createNotificationCaller();
});

const create = () => caller.callAsClient('POST', channelsPath, { body: channelBody });

describe('POST /notification/v1/channels a second time', () => {
  it('wire 2.14: POL1001, with `channelId: <id>` in Variables, as every sample reads it', async () => {
    const channelId = await caller.createChannel();
    const answer = await create();
    expectRefused(answer, { status: 409, code: 'POL1001', field: `channelId: ${channelId}`, says: 'already created' });
    expect(answer.headers.get('x-systemtransactionid')).toBeTruthy();
  });

  it('of twenty at the same time exactly one wins, and the others name it', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create()));
    const won = answers.filter(({ status }) => status === 201);
    expect(won).toHaveLength(1);
    const named = new Set(answers.filter(({ status }) => status === 409).map(({ json }) => json.RequestError.PolicyException.Variables));
    expect([...named]).toEqual([`channelId: ${won[0]?.json.channel.channelId}`]);
    expect(await sql.query(`SELECT 1 FROM "NotificationChannel" WHERE "clientId" = $1::uuid`, [caller.client.id])).toHaveLength(1);
  });
});
