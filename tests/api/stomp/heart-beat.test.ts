import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#tests/support/eventually.ts';
import { createNotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { openSocket, startStompServer, type StompServer } from '#tests/support/fixtures/stomp-server.ts';

let server: StompServer;

beforeAll(async () => {
  server = await startStompServer({ connectWithinMs: 5_000, heartBeatMs: 40 });
});
afterAll(() => server.close());

async function connect(heartBeat: string) {
  const caller = await createNotificationCaller();
  const { username, password } = (await caller.call('GET', '/myMessages/v2/notificationConnectionDetails?queues=TEXT')).json.notificationConnectionDetails;
  const socket = await openSocket(server.webSocketUrl);
  socket.send(`CONNECT\naccept-version:1.2\nhost:localhost\nlogin:${username}\npasscode:${password}\nheart-beat:${heartBeat}\n\n\0`);
  return socket;
}

describe('heart-beats (STOMP 1.2)', () => {
  it('come as often as was asked for', async () => {
    const socket = await connect('0,40');
    await eventually(() => expect(socket.text()).toMatch(/^CONNECTED\n[^\0]*heart-beat:40,40\n\n\0\n\n\n/));
    socket.end();
  });

  it('that a client promised and does not send end the connection', async () => {
    const socket = await connect('40,0');
    expect(await socket.closed).toBe(1008);
    expect(socket.text()).toContain('No heart-beat came.');
  });

  it('that nobody promised are not missed', async () => {
    const [quiet, late] = [await connect('0,40'), await connect('40,0')];
    await late.closed;
    expect(quiet.text()).not.toContain('ERROR');
    quiet.end();
  });

  it('a header that is malformed is refused', async () => {
    expect(await (await connect('soon,later')).closed).toBe(1008);
  });
});

describe('a socket that says nothing', () => {
  it('T28: is closed after a while', async () => {
    const impatient = await startStompServer({ connectWithinMs: 50, heartBeatMs: 40 });
    const socket = await openSocket(impatient.webSocketUrl);
    expect(await socket.closed).toBe(1008);
    await impatient.close();
  });
});
