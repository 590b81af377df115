import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { setReady } from '#lib/use-cases/operations/readiness.ts';
import { HandsetClient, HandsetError } from '#packages/client/src/client.ts';
import { documentedOperations, expectDocumented, findOperation } from '#tests/support/documented-answer.ts';
import { type ApiServer, startApiServer } from '#tests/support/fixtures/api-server.ts';
import { type ApiCaller, createCaller, createClientToken } from '#tests/support/fixtures/app-clients.ts';
import { challenge, createOAuthClient, credentials, redirectUri, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';

let server: ApiServer;
let caller: ApiCaller;
let handset: HandsetClient;
const called = new Set<string>();

/** Every answer the client gets is held to the document, and the operation is noted. */
async function watchedFetch(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const { pathname } = new URL(url);
  const method = init.method ?? 'GET';
  expectDocumented({ method, path: pathname, status: response.status, headers: response.headers, text: await response.clone().text() });
  called.add(findOperation(method, pathname)?.operation.operationId ?? pathname);
  return response;
}

beforeAll(async () => {
  server = await startApiServer();
  caller = await createCaller();
  handset = new HandsetClient({ baseUrl: server.baseUrl, accessToken: caller.token, fetch: watchedFetch });
});

afterAll(() => server.close());

const to = ['+12065550121'];
const caught = (work: Promise<unknown>): Promise<unknown> => work.then(() => null, (error: unknown) => error);

describe('the generated client against a real server', () => {
  it('creates the index, asks for its state, lists and pages', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1) ids.push(shortId(await receive(caller.subscriber, { text: `Text ${at}` })));
    await handset.createMessageIndex();
    await buildIndex(caller.subscriber);
    expect((await handset.getMessageIndexInfo()).messageIndexInfo).toMatchObject({ status: 'INITIALIZED', messageCount: 5 });
    const seen: string[] = [];
    for await (const { messageId } of handset.eachMessage({ limit: 2, isIncoming: true })) seen.push(messageId);
    expect(seen).toEqual(ids.toReversed());
    expect((await handset.listMessages({ messageIds: [ids[0] ?? '', 'nothing'] })).messageList.failedMessages).toEqual(['nothing']);
  });

  it('sends, with and without files, and reads back what was sent', async () => {
    const sent = await handset.sendMessage({ body: { messageRequest: { addresses: to, text: 'Grüße 😎' } }, prefer: 'return=representation' });
    expect([sent.route, sent.recipients?.[0]?.value]).toEqual(['MMS', to[0]]);
    expect((await handset.getMessage({ messageId: sent.messageId ?? '' })).message.text).toBe('Grüße 😎');
    const file = new File([new Uint8Array(gif)], 'boat.gif', { type: 'image/gif' });
    const withFile = await handset.sendMessage({ body: { messageRequest: { addresses: to } }, attachments: [file], prefer: 'return=representation' });
    const { message } = await handset.getMessage({ messageId: withFile.messageId ?? '' });
    expect(message.mmsContent?.map(({ contentName, contentType }) => [contentName, contentType])).toEqual([['boat.gif', 'image/gif']]);
    const bytes = await handset.getMessageContent({ messageId: message.messageId, partId: 0 });
    expect([bytes.type, Buffer.from(await bytes.arrayBuffer()).equals(gif)]).toEqual(['image/gif', true]);
  });

  it('S7: the same key sends once; without one each send has a key of its own', async () => {
    const body = { messageRequest: { addresses: to, text: 'Once' } };
    const first = await handset.sendMessage({ body, idempotencyKey: 'client-1' });
    expect((await handset.sendMessage({ body, idempotencyKey: 'client-1' })).id).toBe(first.id);
    expect((await handset.sendMessage({ body })).id).not.toBe((await handset.sendMessage({ body })).id);
  });

  it('marks, deletes, and follows the changes', async () => {
    const before = (await handset.getMessageIndexInfo()).messageIndexInfo.state;
    const [first, second, third] = await Promise.all([1, 2, 3].map(async () => shortId(await receive(caller.subscriber))));
    await handset.updateMessage({ messageId: first ?? '', body: { message: { isFavorite: true } } });
    await handset.updateMessages({ body: { messages: [{ messageId: first ?? '', isUnread: false }] } });
    const middle = await handset.getMessagesDelta({ state: before });
    await handset.deleteMessage({ messageId: second ?? '' });
    await handset.deleteMessages({ messageIds: [third ?? ''] });
    const adds = middle.deltaResponse.delta.flatMap((each) => each.adds);
    expect(adds.map(({ messageId }) => messageId).toSorted()).toEqual([first, second, third].toSorted());
    expect(adds.find(({ messageId }) => messageId === first)).toMatchObject({ isFavorite: true, isUnread: false });
    const deleted: string[] = [];
    for await (const page of handset.eachDelta({ state: middle.deltaResponse.state })) deleted.push(...page.deletes.map(({ messageId }) => messageId));
    expect(deleted.toSorted()).toEqual([second, third].toSorted());
  });

  it('has a channel and subscriptions, by the token of the app and by that of the subscriber', async () => {
    const app = new HandsetClient({ baseUrl: server.baseUrl, accessToken: await createClientToken(caller.client), fetch: watchedFetch });
    const { channelId, maxEventsPerNotification } = (await app.createNotificationChannel({ body: { channel: { serviceName: 'MIM' } } })).channel;
    expect((await app.getNotificationChannel({ channelId })).channel).toMatchObject({ channelId, maxEventsPerNotification, channelType: 'HTTP' });
    expect(await caught(app.createNotificationChannel({ body: { channel: { serviceName: 'MIM' } } }))).toMatchObject({ status: 409, code: 'POL1001', field: `channelId: ${channelId}` });
    const { subscriptionId } = (await handset.createNotificationSubscription({ channelId, body: { subscription: { events: ['TEXT'], callbackData: 'one' } } })).subscription;
    await handset.updateNotificationSubscription({ channelId, subscriptionId, body: { subscription: { events: ['MMS'], callbackData: 'two', expiresIn: 3600 } } });
    expect((await handset.getNotificationSubscription({ channelId, subscriptionId })).subscription).toMatchObject({ events: ['MMS'], callbackData: 'two' });
    expect((await handset.getNotificationConnectionDetails({ queues: 'MMS' })).notificationConnectionDetails.queues.mms).toMatch(/^\/queue\//);
    await app.deleteNotificationSubscription({ channelId, subscriptionId });
    expect(await caught(handset.getNotificationSubscription({ channelId, subscriptionId }))).toMatchObject({ status: 404, code: 'SVC0002', field: 'subscriptionId' });
    await app.deleteNotificationChannel({ channelId });
    expect(await caught(app.getNotificationChannel({ channelId }))).toMatchObject({ status: 404 });
  });

  it('reads a part of the bytes of an MMS', async () => {
    const messageId = shortId(await receive(caller.subscriber, { parts: [{ name: 'boat.gif', contentType: 'image/gif', bytes: gif }] }));
    const part = await handset.getMessageContent({ messageId, partId: 0, range: 'bytes=1-3' });
    expect(Buffer.from(await part.arrayBuffer()).equals(gif.subarray(1, 4))).toBe(true);
  });

  it('takes, looks at and gives back tokens, and finds the endpoints', async () => {
    const client = await createOAuthClient({ deviceGrant: true });
    const { refresh_token } = await tokensFor(caller.subscriber, client);
    const own = new HandsetClient({ baseUrl: server.baseUrl, fetch: watchedFetch });
    const question = { response_type: 'code', code_challenge_method: 'S256', redirect_uri: redirectUri, scope: 'MIM', code_challenge: challenge } as const;
    expect((await own.pushAuthorizationRequest({ body: { ...question, ...credentials(client) } })).expires_in).toBe(60);
    const issued = await own.exchangeToken({ body: { grant_type: 'refresh_token', refresh_token, ...credentials(client) } });
    expect([issued.token_type, issued.expires_in]).toEqual(['Bearer', 3600]);
    expect((await own.introspectToken({ body: { token: issued.access_token, ...credentials(client) } })).active).toBe(true);
    await own.revokeToken({ body: { token: issued.refresh_token ?? '', ...credentials(client) } });
    expect((await own.introspectToken({ body: { token: issued.access_token, ...credentials(client) } })).active).toBe(false);
    expect((await own.drawDeviceCode({ user_code: 'WDJB-MJHT' })).type).toBe('image/svg+xml');
    expect((await own.authorizeDevice({ body: { scope: 'MIM', ...credentials(client) } })).interval).toBe(5);
    expect((await own.getServerMetadata()).token_endpoint).toContain('/oauth/v4/token');
    expect(await caught(own.exchangeToken({ body: { grant_type: 'refresh_token', refresh_token: 'nothing', ...credentials(client) } }))).toMatchObject({ status: 400, code: 'invalid_grant' });
  });

  it('reads what is there for tools', async () => {
    setReady(true);
    expect([await handset.getHealth(), await handset.getReadiness()]).toEqual([{ status: 'ok' }, { status: 'ready', missing: [], oldestUnsentSeconds: expect.any(Number) }]);
    expect(await handset.getMetrics()).toContain('handset_api_requests_total');
    expect(await handset.getOpenApi()).toMatchObject({ openapi: '3.1.1' });
  });

  it('tells an error with its code, its field and its request', async () => {
    const error = await caught(handset.sendMessage({ body: { messageRequest: { addresses: ['+14165550123'], text: 'Hello' } } }));
    expect(error).toBeInstanceOf(HandsetError);
    expect(error).toMatchObject({ status: 400, code: 'SVC0002', field: 'addresses', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), retryAfterSeconds: null });
    expect((error as HandsetError).help).toMatch(/\/docs\/errors\/SVC0002$/);
    const limited = await createCaller({ perMinute: 1 });
    const once = new HandsetClient({ baseUrl: server.baseUrl, accessToken: limited.token, fetch: watchedFetch, retries: 0 });
    await once.getMessageIndexInfo();
    const refused = (await caught(once.getMessageIndexInfo())) as HandsetError;
    expect([refused.status, refused.code, refused.field]).toEqual([429, 'POL0001', 'reads']);
    expect(refused.retryAfterSeconds).toBeGreaterThan(0);
  });

  it('has called every operation of the document', () => {
    expect([...called].toSorted()).toEqual(documentedOperations().toSorted());
  });
});
