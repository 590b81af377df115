import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import { channelBody, channelsPath, createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

let caller: NotificationCaller;

beforeEach(async () => {
  caller = await createNotificationCaller();
});

const create = (body: unknown = channelBody) => caller.callAsClient('POST', channelsPath, { body });

describe('POST /notification/v1/channels', () => {
  it('201: the id, how much a notification may hold, an absolute Location and x-systemTransactionId', async () => {
    const answer = await create();
    expect(answer.status).toBe(201);
    const { channelId } = answer.json.channel;
    expect(answer.json).toEqual({ channel: { channelId: expect.stringMatching(/^[\w-]{22}$/), maxEventsPerNotification: expect.any(Number) } });
    expect(answer.headers.get('location')).toBe(`${env.PUBLIC_URL}${channelsPath}/${channelId}`);
    expect(answer.headers.get('x-systemtransactionid')).toBe(answer.headers.get('x-request-id'));
  });

  it('201: with the service alone, and with the version as a text', async () => {
    expect((await create({ channel: { serviceName: 'MIM' } })).status).toBe(201);
    const other = await createNotificationCaller();
    const body = { channel: { ...channelBody.channel, notificationVersion: '1.0' } };
    expect((await other.callAsClient('POST', channelsPath, { body })).status).toBe(201);
  });

  it('409 POL1001: a second one, with `channelId: <id>` in Variables, as every sample reads it', async () => {
    const channelId = await caller.createChannel();
    const answer = await create();
    expect(answer.status).toBe(409);
    expect(answer.json.RequestError.PolicyException).toMatchObject({ MessageId: 'POL1001', Variables: `channelId: ${channelId}` });
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

  it('400: names what is wrong', async () => {
    const wrong: [unknown, string, string][] = [
      [{ channel: { serviceName: 'SMS' } }, 'SVC0003', 'serviceName'],
      [{ channel: { serviceName: 'MIM', notificationContentType: 'application/xml' } }, 'SVC0003', 'notificationContentType'],
      [{ channel: { serviceName: 'MIM', notificationVersion: 2 } }, 'SVC0003', 'notificationVersion'],
      [{ channel: { serviceName: 'MIM', callbackUrl: 'https://a.example' } }, 'SVC0002', 'callbackUrl'],
      [{}, 'SVC0002', 'channel'],
    ];
    for (const [body, code, field] of wrong) {
      const answer = await create(body);
      expect([answer.status, answer.json.RequestError.ServiceException.MessageId, answer.json.RequestError.ServiceException.Variables]).toEqual([400, code, field]);
    }
  });

  it('403: a subscriber’s token, whatever its scopes; and an app that may read no more', async () => {
    const answer = await caller.call('POST', channelsPath, { body: channelBody });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toContain('scope="NOTIFICATIONCHANNEL"');
    const forged = await createNotificationCaller({ scopes: ['MIM', 'NOTIFICATIONCHANNEL'] });
    expect((await forged.call('POST', channelsPath, { body: channelBody })).status).toBe(403);
    const lost = await createNotificationCaller({ clientScopes: ['IMMN'] });
    expect((await lost.callAsClient('POST', channelsPath, { body: channelBody })).status).toBe(403);
  });
});
