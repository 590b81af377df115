import { Client, type IMessage } from '@stomp/stompjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { shortId } from '#lib/ids.ts';
import { endConsent } from '#lib/use-cases/consent/end-consent.ts';
import { revokeToken } from '#lib/data/oauth.ts';
import { tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';
import { eventually } from '#tests/support/eventually.ts';
import { createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { openSocket, type RawSocket, startStompServer, type StompServer } from '#tests/support/fixtures/stomp-server.ts';
import { receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';

let server: StompServer;
let caller: NotificationCaller;
const clients: Client[] = [];
const sockets: RawSocket[] = [];

beforeAll(async () => {
  server = await startStompServer();
});
beforeEach(async () => {
  caller = await createNotificationCaller();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.end();
  await Promise.all(clients.splice(0).map((client) => client.deactivate({ force: true })));
});
afterAll(() => server.close());

interface Details {
  username: string;
  password: string;
  queue: string;
}

async function details(of = caller, kind = 'TEXT'): Promise<Details> {
  const { username, password, queues } = (await of.call('GET', `/myMessages/v2/notificationConnectionDetails?queues=${kind}`)).json.notificationConnectionDetails;
  return { username, password, queue: queues.text ?? queues.mms };
}

/** A client of the well-known library, connected and subscribed. */
async function listen({ username, password, queue }: Details): Promise<{ client: Client; events: any[]; messages: IMessage[]; errors: string[]; isOpen: () => boolean }> { // eslint-disable-line @typescript-eslint/no-explicit-any -- events are looked into field by field
  const messages: IMessage[] = [];
  const events: unknown[] = [];
  const errors: string[] = [];
  let open = false;
  const client = new Client({ brokerURL: server.webSocketUrl, connectHeaders: { login: username, passcode: password }, reconnectDelay: 0 });
  client.onStompError = (frame) => void errors.push(frame.headers.message ?? '');
  client.onWebSocketClose = () => void (open = false);
  clients.push(client);
  const subscribed = Promise.withResolvers<null>();
  client.onConnect = () => {
    open = true;
    client.watchForReceipt('ready', () => subscribed.resolve(null));
    client.subscribe(
      queue,
      (message) => {
        messages.push(message);
        events.push(...JSON.parse(message.body).messageNotifications.subscriptionNotifications[0].notificationEvents);
      },
      { receipt: 'ready' },
    );
  };
  client.activate();
  await Promise.race([subscribed.promise, eventually(() => expect(errors).not.toEqual([])).then(() => undefined)]);
  return { client, events, messages, errors, isOpen: () => open };
}

const raw = async (options?: Parameters<typeof openSocket>[1]) => {
  const socket = await openSocket(server.webSocketUrl, options);
  sockets.push(socket);
  return socket;
};
const connectFrame = ({ username, password }: Details, more = '') => `CONNECT\naccept-version:1.2\nhost:localhost\nlogin:${username}\npasscode:${password}\n${more}\n\0`;

describe('STOMP 1.2 with @stomp/stompjs', () => {
  it('wire 0.7: tells the same events as the webhooks, in order, each once', async () => {
    const { events, messages, client } = await listen(await details());
    expect(client.connectedVersion).toBe('1.2');
    const ids: string[] = [];
    for (let at = 0; at < 30; at += 1) ids.push(shortId(await receive(caller.subscriber, { text: `number ${at}` })));
    await eventually(() => expect(events).toHaveLength(30));
    expect(events.map(({ messageId }) => messageId)).toEqual(ids);
    expect(events[0]).toEqual({ messageId: ids[0], conversationThreadId: expect.any(String), eventType: 'add', event: 'TEXT', text: 'number 0', isTextTruncated: false, isFavorite: false, isUnread: true });
    expect(messages[0]?.headers['content-type']).toBe('application/json;charset=utf-8');
  });

  it('also what changed between the credentials and the subscription, and only the kind of the queue', async () => {
    const [text, mms] = [await details(), await details(caller, 'MMS')];
    await receive(caller.subscriber, { text: 'early' });
    await receive(caller.subscriber, { text: 'x', subject: 'Picture' });
    const [texts, pictures] = [await listen(text), await listen(mms)];
    await eventually(() => expect([texts.events.length, pictures.events.length]).toEqual([1, 1]));
    expect([texts.events[0].text, pictures.events[0].event]).toEqual(['early', 'MMS']);
  });

  it('E4, T1: never a code that Handset itself texted, and nothing of another inbox', async () => {
    const { events } = await listen(await details());
    await receiveOwnCode(caller.subscriber);
    await receive((await createNotificationCaller()).subscriber, { text: 'not yours' });
    await receive(caller.subscriber, { text: 'yours' });
    await eventually(() => expect(events.map(({ text }) => text)).toEqual(['yours']));
  });

  it('credentials work once, also when two come at the same time; wrong ones never', async () => {
    const given = await details();
    const both = await Promise.all([listen(given), listen(given)]);
    expect(both.map(({ errors }) => errors.length).toSorted()).toEqual([0, 1]);
    expect((await listen({ ...(await details()), password: 'wrong' })).errors).toHaveLength(1);
    expect((await listen({ ...(await details()), username: 'x' })).errors).toHaveLength(1);
  });

  it('T1: the queue of somebody else is none, though it exists', async () => {
    const foreign = await details(await createNotificationCaller());
    const { errors } = await listen({ ...(await details()), queue: foreign.queue });
    expect(errors).toEqual(['There is no such queue for these credentials.']);
  });

  it.each([
    ['the consent ends', () => endConsent({ actor: caller.subscriber, grantId: caller.grantId })],
    ['the token is revoked', () => revokeToken(tokenHashOf(caller.token), new Date())],
    ['the token expires', () => getPrisma().token.updateMany({ where: { grantId: caller.grantId }, data: { expiresAt: new Date(Date.now() - 1000) } })],
    ['the subscriber pauses the app', () => getPrisma().consentGrant.update({ where: { id: caller.grantId }, data: { pausedUntil: new Date(Date.now() + 60_000) } })],
    ['the app is switched off', () => getPrisma().client.update({ where: { id: caller.client.id }, data: { disabledAt: new Date() } })],
  ])('T2: closes when %s, and tells nothing that comes after', async (_when, end) => {
    const { events, errors, isOpen } = await listen(await details());
    await receive(caller.subscriber, { text: 'before' });
    await eventually(() => expect(events).toHaveLength(1));
    await end();
    await receive(caller.subscriber, { text: 'after' });
    await eventually(() => expect(isOpen()).toBe(false));
    expect(errors).toEqual(['The consent or the token behind this connection has ended.']);
    expect(events).toHaveLength(1);
  });

  it('T28: five connections of a consent, not six', async () => {
    const all = [];
    for (let at = 0; at < 6; at += 1) all.push(await listen(await details()));
    expect(all.map(({ errors }) => errors.length)).toEqual([0, 0, 0, 0, 0, 1]);
    await all[0]?.client.deactivate();
    await eventually(async () => expect((await listen(await details())).errors).toEqual([]));
  });
});

describe('what is refused with ERROR and the end of the connection', () => {
  const subscribed = async () => {
    const given = await details();
    const socket = await raw();
    socket.send(connectFrame(given));
    await eventually(() => expect(socket.text()).toContain('CONNECTED'));
    return { socket, given };
  };

  it.each([
    ['SEND', (queue: string) => `SEND\ndestination:${queue}\n\nhello\0`],
    ['BEGIN', () => 'BEGIN\ntransaction:1\n\n\0'],
    ['ACK', () => 'ACK\nid:1\n\n\0'],
    ['a second CONNECT', () => 'CONNECT\naccept-version:1.2\nhost:x\n\n\0'],
    ['SUBSCRIBE without an id', (queue: string) => `SUBSCRIBE\ndestination:${queue}\n\n\0`],
    ['SUBSCRIBE with ack:client', (queue: string) => `SUBSCRIBE\nid:1\nack:client\ndestination:${queue}\n\n\0`],
    ['UNSUBSCRIBE of none', () => 'UNSUBSCRIBE\nid:7\n\n\0'],
    ['no command', () => 'hello\n\n\0'],
    ['a body longer than it says', (queue: string) => `SUBSCRIBE\nid:1\ndestination:${queue}\ncontent-length:0\n\nhello\0`],
    ['an escape that is none', () => 'SUBSCRIBE\nid:\\t\n\n\0'],
    ['a frame that is too large', () => `SUBSCRIBE\nid:${'x'.repeat(12_000)}`],
  ])('%s', async (_what, frame) => {
    const { socket, given } = await subscribed();
    socket.send(frame(given.queue));
    expect(await socket.closed).toBe(1008);
    expect(socket.text()).toContain('ERROR\n');
    expect(socket.text()).not.toContain('MESSAGE\n');
  });

  it('anything before CONNECT, and a version that is not 1.2', async () => {
    for (const frame of ['SUBSCRIBE\nid:1\ndestination:/queue/x\n\n\0', 'CONNECT\naccept-version:1.1,1.0\nhost:x\n\n\0', 'CONNECT\nhost:x\n\n\0']) {
      const socket = await raw();
      socket.send(frame);
      expect(await socket.closed).toBe(1008);
    }
  });

  it('a message over the cap is refused before it is read', async () => {
    const socket = await raw();
    socket.send(Buffer.alloc(200_000, 'x'));
    expect(await socket.closed).toBeGreaterThan(1000);
  });

  it('receipts are answered, and DISCONNECT ends it in peace', async () => {
    const { socket } = await subscribed();
    socket.send('DISCONNECT\nreceipt:bye:1\n\n\0'.replace('bye:1', 'bye\\c1'));
    expect(await socket.closed).toBe(1000);
    expect(socket.text()).toContain('RECEIPT\nreceipt-id:bye\\c1\n');
  });
});

describe('Origin', () => {
  it('of no browser, of our own pages, of an app’s own site: let in; null, plain http, another site: not', async () => {
    for (const origin of [undefined, 'https://app.example']) {
      const socket = await raw({ origin });
      socket.send(connectFrame(await details()));
      await eventually(() => expect(socket.text()).toContain('CONNECTED'));
    }
    const elsewhere = await raw({ origin: 'https://evil.example' });
    elsewhere.send(connectFrame(await details()));
    expect(await elsewhere.closed).toBe(1008);
    for (const origin of ['null', 'http://app.example', 'https://app.example/path', 'javascript:']) await expect(raw({ origin })).rejects.toThrow('403');
  });
});
