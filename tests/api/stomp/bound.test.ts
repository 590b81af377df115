import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';
import { eventually } from '#tests/support/eventually.ts';
import { callApi } from '#tests/support/fixtures/app-clients.ts';
import { boundCall, newProofKey, type ProofKey, proofOf, type ProofOptions } from '#tests/support/fixtures/dpop.ts';
import { createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { openSocket, type RawSocket, startStompServer, type StompServer } from '#tests/support/fixtures/stomp-server.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';

const details = '/myMessages/v2/notificationConnectionDetails';
let server: StompServer;
let caller: NotificationCaller;
let key: ProofKey;
const sockets: RawSocket[] = [];

beforeAll(async () => {
  [server, key] = await Promise.all([startStompServer(), newProofKey()]);
});
beforeEach(async () => {
  caller = await createNotificationCaller();
  await getPrisma().token.update({ where: { tokenHash: tokenHashOf(caller.token) }, data: { dpopThumbprint: key.thumbprint } });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.end();
});
afterAll(() => server.close());

interface Credentials {
  username: string;
  password: string;
  queue: string;
}

async function credentials(): Promise<Credentials> {
  const { username, password, queues } = (await callApi('GET', `${details}?queues=TEXT`, { headers: await boundCall(key, caller.token, { path: details }) })).json.notificationConnectionDetails;
  return { username, password, queue: queues.text };
}

/** The proof of entering at one of the two doors, wrong where a test wants it so. */
const proofAt = (path: string, { password }: Credentials, changes: ProofOptions = {}, by = key) => proofOf(by, { method: 'GET', path, token: password, ...changes });

const wrong: Record<string, (path: string, of: Credentials) => Promise<string | null>> = {
  'without a proof': () => Promise.resolve(null),
  'with the proof of another key': async (path, of) => proofAt(path, of, {}, await newProofKey()),
  'with a proof for another password': async (path) => proofAt(path, await credentials()),
  'with a proof for the token': (path, of) => proofAt(path, of, { token: caller.token }),
  'with a proof without ath': (path, { password }) => proofOf(key, { method: 'GET', path, claims: { password } }),
  'with a proof for another address': (_path, of) => proofAt(details, of),
  'with a proof for another method': (path, of) => proofAt(path, of, { method: 'POST' }),
  'with a proof of five minutes ago': (path, of) => proofAt(path, of, { claims: { iat: Math.floor(Date.now() / 1000) - 300 } }),
  'with what is no proof': () => Promise.resolve('x.y.z'),
};

/** Whether CONNECT was answered with CONNECTED. */
async function connects({ username, password }: Credentials, proof: string | null): Promise<boolean> {
  const socket = await openSocket(server.webSocketUrl);
  sockets.push(socket);
  socket.send(`CONNECT\naccept-version:1.2\nhost:localhost\nlogin:${username}\npasscode:${password}\n${proof === null ? '' : `dpop:${proof}\n`}\n\0`);
  await eventually(() => expect(socket.text()).toMatch(/^(CONNECTED|ERROR)\n/));
  return socket.text().startsWith('CONNECTED');
}

async function streams({ username, password }: Credentials, proof: string | null): Promise<number> {
  const answer = await fetch(server.streamUrl, { headers: { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`, ...(proof === null ? {} : { DPoP: proof }) } });
  await answer.body?.cancel();
  return answer.status;
}

describe('RFC 9449: credentials that were taken with a bound token', () => {
  it.each(Object.entries(wrong))('open no STOMP connection %s, and are not used up by the try', async (_name, proof) => {
    const own = await credentials();
    expect(await connects(own, await proof('/stomp/websocket', own))).toBe(false);
    expect(await connects(own, await proofAt('/stomp/websocket', own))).toBe(true);
  });

  it.each(Object.entries(wrong))('open no stream %s, and are not used up by the try', async (_name, proof) => {
    const own = await credentials();
    expect(await streams(own, await proof('/stomp', own))).toBe(401);
    expect(await streams(own, await proofAt('/stomp', own))).toBe(200);
  });

  it('work once, with a new proof as well, and not at the other door with the same', async () => {
    const own = await credentials();
    expect(await streams(own, await proofAt('/stomp/websocket', own))).toBe(401);
    const proof = await proofAt('/stomp', own);
    expect(await streams(own, proof)).toBe(200);
    for (const again of [proof, await proofAt('/stomp', own)]) expect(await streams(own, again)).toBe(401);
    expect(await connects(own, await proofAt('/stomp/websocket', own))).toBe(false);
  });

  it('of 20 uses at the same moment, each with a proof of its own, one is let in', async () => {
    const own = await credentials();
    const proofs = await Promise.all(Array.from({ length: 20 }, () => proofAt('/stomp/websocket', own)));
    const outcomes = await Promise.all(proofs.map((proof) => connects(own, proof)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('take the proof of a long key as well', async () => {
    const long = await newProofKey('RS256', { modulusLength: 4096 });
    await getPrisma().token.update({ where: { tokenHash: tokenHashOf(caller.token) }, data: { dpopThumbprint: long.thumbprint } });
    const { username, password, queues } = (await callApi('GET', `${details}?queues=TEXT`, { headers: await boundCall(long, caller.token, { path: details }) })).json.notificationConnectionDetails;
    const own = { username, password, queue: queues.text };
    expect(await connects(own, await proofAt('/stomp/websocket', own, {}, long))).toBe(true);
  });

  it('tell the events of the queue, and end with the token', async () => {
    const own = await credentials();
    const socket = await openSocket(server.webSocketUrl);
    sockets.push(socket);
    socket.send(`CONNECT\naccept-version:1.2\nhost:localhost\nlogin:${own.username}\npasscode:${own.password}\ndpop:${await proofAt('/stomp/websocket', own)}\n\n\0`);
    socket.send(`SUBSCRIBE\nid:1\ndestination:${own.queue}\nreceipt:r\n\n\0`);
    await eventually(() => expect(socket.text()).toContain('RECEIPT'));
    await receive(caller.subscriber, { text: 'told' });
    await eventually(() => expect(socket.text()).toContain('"text":"told"'));
    await getPrisma().token.update({ where: { tokenHash: tokenHashOf(caller.token) }, data: { revokedAt: new Date() } });
    await receive(caller.subscriber, { text: 'not told' });
    expect(await socket.closed).toBe(1008);
    expect(socket.text()).not.toContain('not told');
  });
});

it('credentials of a bearer token work as before, and a proof that belongs to nothing is refused', async () => {
  const plain = await createNotificationCaller();
  const { username, password, queues } = (await plain.call('GET', `${details}?queues=TEXT`)).json.notificationConnectionDetails;
  const own = { username, password, queue: queues.text };
  expect(await streams(own, await proofAt('/stomp', own))).toBe(401);
  expect(await streams(own, null)).toBe(200);
});
