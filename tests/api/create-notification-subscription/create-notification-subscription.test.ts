import { beforeAll, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { env } from '#lib/env.ts';
import { newId, shortId } from '#lib/ids.ts';
import { channelsPath, createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

let caller: NotificationCaller;
let path: string;

beforeAll(async () => {
  caller = await createNotificationCaller();
  path = `${channelsPath}/${await caller.createChannel()}/subscriptions`;
});

const create = (subscription: unknown, at = path) => caller.call('POST', at, { body: { subscription } });

describe('POST /notification/v1/channels/{channelId}/subscriptions', () => {
  it('201: the id, the term as it was asked for, an absolute Location', async () => {
    const answer = await create({ events: ['TEXT', 'MMS'], callbackData: 'é'.repeat(50), expiresIn: 3600 });
    const { subscriptionId } = answer.json.subscription;
    expect([answer.status, answer.json]).toEqual([201, { subscription: { subscriptionId: expect.stringMatching(/^[\w-]{22}$/), expiresIn: 3600 } }]);
    expect(answer.headers.get('location')).toBe(`${env.PUBLIC_URL}${path}/${subscriptionId}`);
    expect(answer.headers.get('x-systemtransactionid')).toBeTruthy();
  });

  it('201: with nothing in it: all events, no end', async () => {
    expect((await create({})).json.subscription.expiresIn).toBe(0);
    expect((await create({ events: null, callbackData: null, expiresIn: '31536000' })).json.subscription.expiresIn).toBe(31_536_000);
  });

  it('400: a term that is neither 0 nor from 3600 to 31536000, a callbackData over 50 characters, an event that is none', async () => {
    const wrong: [object, string, string][] = [
      ...[1, 3599, 31_536_001, -1, 3600.5, 'x'].map((expiresIn): [object, string, string] => [{ expiresIn }, 'SVC0002', 'expiresIn']),
      [{ callbackData: 'a'.repeat(51) }, 'SVC0002', 'callbackData'],
      [{ callbackData: 'a\u0000' }, 'SVC0002', 'callbackData'],
      [{ events: ['VOICE'] }, 'SVC0003', 'events[0]'],
      [{ grantId: newId() }, 'SVC0002', 'grantId'],
    ];
    for (const [subscription, code, field] of wrong) {
      const answer = await create(subscription);
      const { MessageId, Variables } = answer.json.RequestError.ServiceException;
      expect([subscription, answer.status, MessageId, Variables]).toEqual([subscription, 400, code, field]);
    }
  });

  it('404, T1: on another app’s channel, byte for byte as on none', async () => {
    const foreign = await (await createNotificationCaller()).createChannel();
    const answers = await Promise.all([foreign, shortId(newId()), 'x'].map((id) => create({}, `${channelsPath}/${id}/subscriptions`)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('409: over what a consent may hold, also when they come at once', async () => {
    const busy = await createNotificationCaller();
    const at = `${channelsPath}/${await busy.createChannel()}/subscriptions`;
    const answers = await Promise.all(Array.from({ length: 12 }, () => busy.call('POST', at, { body: { subscription: {} } })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
  });

  it('403: a token without MIM, the app’s own token; a paused consent', async () => {
    const sender = await createNotificationCaller({ scopes: ['IMMN'] });
    const at = `${channelsPath}/${await sender.createChannel()}/subscriptions`;
    expect((await sender.call('POST', at, { body: { subscription: {} } })).status).toBe(403);
    expect((await sender.callAsClient('POST', at, { body: { subscription: {} } })).status).toBe(403);
    const paused = await createNotificationCaller();
    const channel = await paused.createChannel();
    await getPrisma().consentGrant.update({ where: { id: paused.grantId }, data: { pausedUntil: new Date(Date.now() + 60_000) } });
    expect((await paused.call('POST', `${channelsPath}/${channel}/subscriptions`, { body: { subscription: {} } })).status).toBe(403);
  });
});
