import { beforeAll, describe, expect, it } from 'vitest';
import { routeTable } from '#lib/api/route-table.ts';
import type { Route } from '#lib/api/route.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { newId, shortId } from '#lib/ids.ts';
import { createDeveloper, createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { type ApiAnswer, callApi, createCaller, createClient, createClientToken, createToken } from '#tests/support/fixtures/app-clients.ts';
import { channelBody, channelsPath, createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { accountCookie } from '#tests/support/fixtures/session-cookies.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const messages = '/myMessages/v2/messages';
const secret = 'the-words-of-the-owner';

interface Things {
  messageId: string;
  partId: string;
  channelId: string;
  subscriptionId: string;
}

/** How a route is called about given things, and what its owner is told. `foreignTo`: whose token reaches none of the owner's things. */
interface Row {
  path?: (things: Things) => string;
  body?: (things: Things) => unknown;
  ok: number;
  foreignTo?: readonly ('other subscriber' | 'other app')[];
}

const ofMailbox = ['other subscriber'] as const;
const ofApp = ['other app'] as const;
const subscription = ({ channelId, subscriptionId }: Things) => `${channelsPath}/${channelId}/subscriptions/${subscriptionId}`;

const rows: Readonly<Record<string, Row>> = {
  sendMessage: { body: () => ({ messageRequest: { addresses: ['2065550121'], text: 'x' } }), ok: 201 },
  createMessageIndex: { ok: 202 },
  getMessageIndexInfo: { ok: 200 },
  getMessagesDelta: { path: () => '/myMessages/v2/delta?state=x', ok: 409 },
  listMessages: { ok: 200 },
  getMessage: { path: ({ messageId }) => `${messages}/${messageId}`, ok: 200, foreignTo: ofMailbox },
  getMessageContent: { path: ({ messageId, partId }) => `${messages}/${messageId}/parts/${partId}`, ok: 200, foreignTo: ofMailbox },
  updateMessages: { body: ({ messageId }) => ({ messages: [{ messageId, isFavorite: true }] }), ok: 204, foreignTo: ofMailbox },
  updateMessage: { path: ({ messageId }) => `${messages}/${messageId}`, body: () => ({ message: { isUnread: false } }), ok: 204, foreignTo: ofMailbox },
  deleteMessages: { path: ({ messageId }) => `${messages}?messageIds=${messageId}`, ok: 204, foreignTo: ofMailbox },
  deleteMessage: { path: ({ messageId }) => `${messages}/${messageId}`, ok: 204, foreignTo: ofMailbox },
  createNotificationChannel: { body: () => channelBody, ok: 409 },
  getNotificationChannel: { path: ({ channelId }) => `${channelsPath}/${channelId}`, ok: 200, foreignTo: ofApp },
  deleteNotificationChannel: { path: ({ channelId }) => `${channelsPath}/${channelId}`, ok: 204, foreignTo: ofApp },
  createNotificationSubscription: { path: ({ channelId }) => `${channelsPath}/${channelId}/subscriptions`, body: () => ({ subscription: {} }), ok: 201, foreignTo: ofApp },
  getNotificationSubscription: { path: subscription, ok: 200, foreignTo: ['other subscriber', 'other app'] },
  updateNotificationSubscription: { path: subscription, body: () => ({ subscription: { callbackData: 'y' } }), ok: 200, foreignTo: ['other subscriber', 'other app'] },
  deleteNotificationSubscription: { path: subscription, ok: 204, foreignTo: ofApp },
  getNotificationConnectionDetails: { path: () => '/myMessages/v2/notificationConnectionDetails?queues=TEXT', ok: 200 },
};

interface Caller {
  /** Of a subscriber's consent, and of the app itself; null for none. */
  token: string | null;
  clientToken: string | null;
  cookie?: string;
}

type CallerName =
  | 'nobody' | 'owner' | 'other subscriber' | 'other app' | 'IMMN only' | 'MIM only' | 'ended grant' | 'disabled app'
  | 'developer by cookie' | 'developer by app' | 'support by cookie' | 'support by app';

let owner: NotificationCaller;
let callers: Readonly<Record<CallerName, Caller>>;

let lastSubscription: string | null = null;

async function makeThings(): Promise<Things> {
  // A consent has only so many subscriptions.
  if (lastSubscription !== null) await owner.callAsClient('DELETE', lastSubscription);
  const messageId = shortId(await receive(owner.subscriber, { text: secret, parts: [{ name: `${secret}.gif`, contentType: 'image/gif', bytes: gif }] }));
  const found = await owner.callAsClient('POST', channelsPath, { body: channelBody });
  const channelId = found.status === 201 ? (found.json.channel.channelId as string) : String(found.json.RequestError.PolicyException.Variables).replace('channelId: ', '');
  const { subscriptionId, path } = await owner.createSubscription(channelId, { callbackData: secret });
  lastSubscription = path;
  return { messageId, partId: '0', channelId, subscriptionId };
}

const absent = (): Things => ({ messageId: shortId(newId()), partId: '0', channelId: shortId(newId()), subscriptionId: shortId(newId()) });

/** A client credentials token of an app that belongs to the account, and the account's session in the browser. */
async function accountCallers(kind: 'developer' | 'support'): Promise<{ cookie: Caller; app: Caller }> {
  const account = await (kind === 'developer' ? createDeveloper() : createSupportAgent());
  const client = await createClient();
  await getPrisma().application.updateMany({ where: { accountId: client.accountId }, data: { accountId: account.accountId } });
  const clientToken = await createClientToken(client);
  return { cookie: { token: null, clientToken: null, cookie: await accountCookie(kind, account.accountId) }, app: { token: clientToken, clientToken } };
}

beforeAll(async () => {
  const prisma = getPrisma();
  owner = await createNotificationCaller();
  const { client, subscriber, grantId } = owner;
  const stranger = await createSubscriber();
  await Promise.all([buildIndex(subscriber), buildIndex(stranger)]);
  const other = await createNotificationCaller();
  const ended = await createCaller({ subscriber });
  await prisma.consentGrant.update({ where: { id: ended.grantId }, data: { endedAt: new Date() } });
  const disabledClient = await createClient();
  const disabled = { token: (await createToken({ client: disabledClient, subscriber })).token, clientToken: await createClientToken(disabledClient) };
  await prisma.client.update({ where: { id: disabledClient.id }, data: { disabledAt: new Date() } });
  const narrow = async (scope: 'IMMN' | 'MIM') => ({ token: (await createToken({ client, subscriber, scopes: [scope], grantId })).token, clientToken: null });
  const [developer, support] = [await accountCallers('developer'), await accountCallers('support')];
  callers = {
    nobody: { token: null, clientToken: null },
    'developer by cookie': developer.cookie,
    'developer by app': developer.app,
    'support by cookie': support.cookie,
    'support by app': support.app,
    'IMMN only': await narrow('IMMN'),
    'MIM only': await narrow('MIM'),
    'ended grant': { token: ended.token, clientToken: null },
    'disabled app': disabled,
    'other subscriber': { token: (await createToken({ client, subscriber: stranger })).token, clientToken: null },
    // The same subscriber trusts this one too: messages are no secret to it, what the owner's app made is.
    'other app': { token: (await createCaller({ subscriber, client: other.client })).token, clientToken: other.clientToken },
    owner: { token: owner.token, clientToken: owner.clientToken },
  };
});

function ask(name: CallerName, route: Route, row: Row, things: Things): Promise<ApiAnswer> {
  const { token, clientToken, cookie } = callers[name];
  const own = route.opensTo === 'client' ? (clientToken ?? token) : token;
  return callApi(route.method, row.path?.(things) ?? route.path, { token: own, headers: cookie === undefined ? {} : { Cookie: cookie }, body: row.body?.(things) });
}

/** What the caller is told whatever the row says; null where it is let through to the things. */
function refusal(name: CallerName, route: Route): number | null {
  const { token, clientToken } = callers[name];
  if (token === null && clientToken === null) return 400;
  if (name === 'ended grant' || name === 'disabled app') return 401;
  if (route.opensTo === 'client') return clientToken === null ? 403 : null;
  if (name.endsWith(' by app')) return 403;
  return (name === 'IMMN only' || name === 'MIM only') && name !== `${route.scope} only` ? 403 : null;
}

const names: readonly CallerName[] = [
  'nobody', 'developer by cookie', 'support by cookie', 'ended grant', 'disabled app', 'developer by app', 'support by app', 'IMMN only', 'MIM only', 'other subscriber', 'other app',
];

/** Everything an answer shows but what differs from one call to the next, and the id that was asked for. */
function bytesOf({ status, headers, text }: ApiAnswer, { messageId }: Partial<Things> = {}): unknown {
  const changing = new Set(['x-request-id', 'x-systemtransactionid', 'ratelimit', 'date']);
  return { status, text: messageId === undefined ? text : text.replaceAll(messageId, 'ID'), headers: [...headers].filter(([name]) => !changing.has(name)) };
}

function isForeign(name: CallerName, { foreignTo = [] }: Row): boolean {
  // Apps of developers and support staff are other apps.
  return foreignTo.some((each) => each === name || (each === 'other app' && name.endsWith(' by app')));
}

describe('T1, T3: every route, every kind of caller', () => {
  it('has a row for every route, and a route for every row', () => {
    expect(Object.keys(rows).toSorted()).toEqual(routeTable.map(({ operation }) => operation).toSorted());
  });

  it('counts every parameter of a path as an id that can be foreign', () => {
    for (const { operation, path } of routeTable) if (path.includes(':')) expect([operation, rows[operation]?.foreignTo]).toEqual([operation, expect.any(Array)]);
  });

  it.each(routeTable)('$operation', async (route) => {
    const row = rows[route.operation];
    if (!row) throw new Error('This route has no row.');
    const things = await makeThings();
    for (const name of names) {
      const answer = await ask(name, route, row, things);
      const refused = refusal(name, route);
      if (refused !== null) expect([name, answer.status]).toEqual([name, refused]);
      else if (isForeign(name, row)) {
        expect([name, answer.status]).toEqual([name, 404]);
        const none = absent();
        expect([name, bytesOf(answer, things)]).toEqual([name, bytesOf(await ask(name, route, row, none), none)]);
      } else {
        expect([name, answer.status]).not.toEqual([name, expect.toBeOneOf([400, 401, 403])]);
      }
      const mayRead = refused === null && (name === 'MIM only' || name === 'other app');
      if (!mayRead) expect([name, answer.text + JSON.stringify([...answer.headers])]).not.toEqual([name, expect.stringContaining(secret)]);
    }
    // After all those who were refused: a DELETE that still works proves that none of theirs did.
    const own = await ask('owner', route, row, row.ok === 204 && route.method === 'DELETE' ? await stillThere(things) : things);
    expect(own.status).toBe(row.ok);
  });

  /** What callers who may delete have deleted is made anew. */
  async function stillThere(things: Things): Promise<Things> {
    const found = await owner.call('GET', `${messages}/${things.messageId}`);
    return found.status === 200 ? things : makeThings();
  }
});

describe('T1: what is no id in a path', () => {
  it('a cursor and a state of another inbox are answered like invented ones', async () => {
    await receive(owner.subscriber);
    await receive(owner.subscriber);
    const { nextCursor, state } = (await owner.call('GET', `${messages}?limit=1`)).json.messageList;
    const { token } = callers['other subscriber'];
    const get = (path: string) => callApi('GET', path, { token });
    expect(bytesOf(await get(`${messages}?cursor=${nextCursor}`))).toEqual(bytesOf(await get(`${messages}?cursor=${nextCursor.slice(0, -3)}AAA`)));
    expect(bytesOf(await get(`/myMessages/v2/delta?state=${state}`))).toEqual(bytesOf(await get(`/myMessages/v2/delta?state=${state.slice(0, -3)}AAA`)));
  });

  it('a list of ids names a foreign one among the failed, as an absent one', async () => {
    const foreign = shortId(await receive(owner.subscriber));
    const list = async (id: string) => (await callApi('GET', `${messages}?messageIds=${id}`, { token: callers['other subscriber'].token })).text.replaceAll(id, 'ID');
    expect(await list(foreign)).toBe(await list(shortId(newId())));
    expect(await list(foreign)).toContain('"failedMessages":["ID"]');
  });

  it('credentials of a queue with the password of another are answered like unknown ones, and are not used up by it', async () => {
    const details = async () => (await owner.call('GET', '/myMessages/v2/notificationConnectionDetails?queues=TEXT')).json.notificationConnectionDetails as { username: string; password: string };
    const [mine, theirs] = [await details(), await details()];
    const enter = (username: string, password: string) => callApi('GET', '/stomp', { headers: { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` } });
    const crossed = await enter(theirs.username, mine.password);
    expect(crossed.status).toBe(401);
    expect(bytesOf(crossed)).toEqual(bytesOf(await enter(newId(), mine.password)));
  });
});
