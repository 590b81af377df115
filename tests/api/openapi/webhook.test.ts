import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureCheck } from '#content/webhooks.ts';
import { openApiDocument } from '#lib/api/openapi/document.ts';
import { routeTable } from '#lib/api/route-table.ts';
import { shortId } from '#lib/ids.ts';
import { expectDocumentedBody } from '#tests/support/documented-answer.ts';
import { createNotificationCaller, setReceiver, tellAll } from '#tests/support/fixtures/notifications.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';
import { createReceiver, type WebhookReceiver } from '#tests/support/fixtures/webhook-receiver.ts';

type Check = (headers: Record<string, unknown>, body: string | Buffer, secret: string) => boolean;

const { isFromHandset } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(signatureCheck)}`)) as { isFromHandset: Check };
const webhook = openApiDocument(routeTable, 'https://handset.example').webhooks['notification']?.post;
let receiver: WebhookReceiver;
let secret: string;

beforeAll(async () => {
  receiver = await createReceiver();
  const caller = await createNotificationCaller();
  secret = await setReceiver(caller.client.id, receiver.url);
  await caller.createSubscription(await caller.createChannel(), { callbackData: 'desk-7' });
  await receive(caller.subscriber, { text: 'Grüße 😎' });
  await receive(caller.subscriber, { parts: [{ name: 'boat.gif', contentType: 'image/gif', bytes: gif }] });
  const gone = shortId(await receive(caller.subscriber));
  await tellAll();
  await caller.call('DELETE', `/myMessages/v2/messages/${gone}`);
  await tellAll();
});

afterAll(() => receiver.close());

describe('the webhook of the OpenAPI document', () => {
  it('real posts of what came and what went fit it, with nothing beside', () => {
    const types = receiver.posts.flatMap((_, at) => (receiver.eventsOf(at) as { eventType: string }[]).map(({ eventType }) => eventType));
    expect(types.toSorted()).toEqual(['add', 'add', 'add', 'delete']);
    for (const { body } of receiver.posts) expectDocumentedBody('Notification', body);
    expect(() => expectDocumentedBody('Notification', '{"messageNotifications":{"subscriptionNotifications":[],"more":1}}')).toThrow();
  });

  it('every header it names is there, and its example fits its schema', () => {
    const names = (webhook?.parameters ?? []).map((each) => ('name' in each ? each.name : ''));
    expect(names).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
    for (const { headers } of receiver.posts) expect(names.filter((name) => !headers[name])).toEqual([]);
    expectDocumentedBody('Notification', JSON.stringify(webhook?.requestBody?.content['application/json']?.example));
  });
});

describe('the check that the docs show', () => {
  it('takes a real post, and refuses another body, another secret, another id, an old one and none', () => {
    const { headers, body } = receiver.posts[0] ?? { headers: {} as Record<string, string>, body: '' };
    expect(isFromHandset(headers, body, secret)).toBe(true);
    expect(isFromHandset({ ...headers, 'webhook-signature': `v1,${'A'.repeat(43)}= ${String(headers['webhook-signature'])}` }, Buffer.from(body), secret)).toBe(true);
    expect(isFromHandset(headers, `${body} `, secret)).toBe(false);
    expect(isFromHandset(headers, body, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false);
    expect(isFromHandset({ ...headers, 'webhook-id': 'msg_other' }, body, secret)).toBe(false);
    expect(isFromHandset({ ...headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 3_600) }, body, secret)).toBe(false);
    expect(isFromHandset({}, body, secret)).toBe(false);
  });
});
