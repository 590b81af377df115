import { describe, expect, it } from 'vitest';
import { channelBody, channelsPath, createNotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const withChannel = (changes: object) => ({ channel: { ...channelBody.channel, ...changes } });

describe('POST /notification/v1/channels refused', () => {
  it.each([
    ['another service', withChannel({ serviceName: 'SMS' }), 'SVC0003', 'serviceName', 'MIM'],
    ['no service', { channel: {} }, 'SVC0003', 'serviceName', 'MIM'],
    ['XML', withChannel({ notificationContentType: 'application/xml' }), 'SVC0003', 'notificationContentType', 'application/json'],
    ['another version', withChannel({ notificationVersion: 2 }), 'SVC0003', 'notificationVersion', '1'],
    ['a version that is no number', withChannel({ notificationVersion: 'one' }), 'SVC0002', 'notificationVersion', 'a number'],
    ['another kind of channel', withChannel({ channelType: 'SMTP' }), 'SVC0003', 'channelType', 'HTTP'],
    ['T27: the address, which is a setting of the app', withChannel({ callbackUrl: 'https://a.example' }), 'SVC0002', 'callbackUrl', 'Leave it out'],
    ['no outer object', {}, 'SVC0002', 'channel', 'channel'],
    ['a field beside the outer object', { ...channelBody, clientId: 'x' }, 'SVC0002', 'clientId', 'Leave it out'],
  ])('%s: names the field and makes none', async (_name, body, code, field, says) => {
    const caller = await createNotificationCaller();
    expectRefused(await caller.callAsClient('POST', channelsPath, { body }), { status: 400, code, field, says });
    expect((await caller.callAsClient('POST', channelsPath, { body: channelBody })).status).toBe(201);
  });
});
