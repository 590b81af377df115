import { beforeEach, describe, expect, it } from 'vitest';
import { env } from '#lib/env.ts';
import { channelBody, channelsPath, createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

let caller: NotificationCaller;

beforeEach(async () => {
  caller = await createNotificationCaller();
});

const create = (body: unknown = channelBody) => caller.callAsClient('POST', channelsPath, { body });

describe('POST /notification/v1/channels', () => {
  it('the id, how much a notification may hold, an absolute Location and x-systemTransactionId', async () => {
    const answer = await create();
    expect(answer.status).toBe(201);
    const { channelId } = answer.json.channel;
    expect(answer.json).toEqual({ channel: { channelId: expect.stringMatching(/^[\w-]{22}$/), maxEventsPerNotification: expect.any(Number) } });
    expect(answer.headers.get('location')).toBe(`${env.PUBLIC_URL}${channelsPath}/${channelId}`);
    expect(answer.headers.get('x-systemtransactionid')).toBe(answer.headers.get('x-request-id'));
  });

  it('with the service alone, and with the version as a text', async () => {
    expect((await create({ channel: { serviceName: 'MIM' } })).status).toBe(201);
    const other = await createNotificationCaller();
    const body = { channel: { ...channelBody.channel, notificationVersion: '1.0' } };
    expect((await other.callAsClient('POST', channelsPath, { body })).status).toBe(201);
  });
});
