import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '#lib/env.ts';
import { createChannelCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

let caller: NotificationCaller;
let path: string;

beforeAll(async () => {
  ({ caller, path } = await createChannelCaller());
});

const create = (subscription: unknown) => caller.call('POST', path, { body: { subscription } });

describe('POST /notification/v1/channels/{channelId}/subscriptions', () => {
  it('the id, the term as it was asked for, an absolute Location', async () => {
    const answer = await create({ events: ['TEXT', 'MMS'], callbackData: 'é'.repeat(50), expiresIn: 3600 });
    const { subscriptionId } = answer.json.subscription;
    expect([answer.status, answer.json]).toEqual([201, { subscription: { subscriptionId: expect.stringMatching(/^[\w-]{22}$/), expiresIn: 3600 } }]);
    expect(answer.headers.get('location')).toBe(`${env.PUBLIC_URL}${path}/${subscriptionId}`);
    expect(answer.headers.get('x-systemtransactionid')).toBeTruthy();
  });

  it('with nothing in it: all events, no end', async () => {
    expect((await create({})).json.subscription.expiresIn).toBe(0);
    expect((await create({ events: null, callbackData: null, expiresIn: '31536000' })).json.subscription.expiresIn).toBe(31_536_000);
  });
});
