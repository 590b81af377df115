import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endConsent } from '#lib/use-cases/consent/end-consent.ts';
import { eventually } from '#tests/support/eventually.ts';
import { createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { startStompServer, type StompServer } from '#tests/support/fixtures/stomp-server.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';

let server: StompServer;
let caller: NotificationCaller;

beforeAll(async () => {
  server = await startStompServer();
});
beforeEach(async () => {
  caller = await createNotificationCaller();
});
afterAll(() => server.close());

async function basic(): Promise<string> {
  const { username, password } = (await caller.call('GET', '/myMessages/v2/notificationConnectionDetails?queues=TEXT')).json.notificationConnectionDetails;
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

describe('httpsUrl, the stream', () => {
  it('tells the events of the queue and ends with the consent', async () => {
    const response = await fetch(server.streamUrl, { headers: { Authorization: await basic() } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    let text = '';
    const ended = (async () => {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) text += Buffer.from(chunk).toString('utf8');
      return true;
    })();
    await receive(caller.subscriber, { text: 'told' });
    await eventually(() => expect(text).toContain('"text":"told"'));
    expect(text).toMatch(/^event: message\ndata: \{"messageNotifications":/);
    await endConsent({ actor: caller.subscriber, grantId: caller.grantId });
    await receive(caller.subscriber, { text: 'not told' });
    expect(await ended).toBe(true);
    expect(text).not.toContain('not told');
  });

  it('401: without credentials, with used ones, with wrong ones, from a foreign page', async () => {
    const used = await basic();
    const first = await fetch(server.streamUrl, { headers: { Authorization: used } });
    expect(first.status).toBe(200);
    for (const headers of [{}, { Authorization: used }, { Authorization: 'Basic eDp5' }, { Authorization: `Bearer ${caller.token}` }, { Authorization: await basic(), Origin: 'https://evil.example' }] as Record<string, string>[]) {
      const answer = await fetch(server.streamUrl, { headers });
      expect(answer.status).toBe(401);
      await answer.body?.cancel();
    }
    await first.body?.cancel();
  });
});
