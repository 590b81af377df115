import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTwilioCallbacks } from '#lib/carriers/http/twilio-callbacks.ts';
import { env } from '#lib/env.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { type CarrierDoor, openCarrierDoor, receivedBy, recipientOf } from '#tests/support/fixtures/carrier-door.ts';
import { type CallOptions, signCall } from '#tests/support/fixtures/provider-server.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let door: CarrierDoor;
let actor: SubscriberActor;

beforeAll(async () => {
  door = await openCarrierDoor();
  actor = await createSubscriber();
});
afterAll(() => door.close());

describe('a call that the provider did not sign', () => {
  const sign = (url: string, fields: Record<string, string>, token = door.provider.authToken) => signCall(token, url, fields);
  const forgeries: [string, (url: string, fields: Record<string, string>) => CallOptions][] = [
    ['has no signature', () => ({ signature: null })],
    ['has an empty one', () => ({ signature: '' })],
    ['has one of another account', (url, fields) => ({ signature: sign(url, fields, 'another-token') })],
    ['has one of another address', (url, fields) => ({ signature: sign(`${url}x`, fields) })],
    ['has one of the same path elsewhere', (url, fields) => ({ signature: sign(url.replace('localhost', 'evil.example'), fields) })],
    ['has one over https', (url, fields) => ({ signature: sign(url.replace('http:', 'https:'), fields) })],
    ['has one of other fields', (url, fields) => ({ signature: sign(url, { ...fields, Body: 'Something else' }) })],
    ['has one with a field less', (url, { From: _, ...fields }) => ({ signature: sign(url, fields) })],
    ['has one and a field more', (url, fields) => ({ signature: sign(url, fields), rawBody: `${new URLSearchParams(fields)}&Extra=1` })],
    ['has one and a field twice', (url, fields) => ({ signature: sign(url, fields), rawBody: `${new URLSearchParams(fields)}&To=%2B12025550100` })],
    ['has one in lower case', (url, fields) => ({ signature: sign(url, fields).toLowerCase() })],
    ['has one with a part cut off', (url, fields) => ({ signature: sign(url, fields).slice(0, -2) })],
    ['is JSON', (url, fields) => ({ signature: sign(url, fields), rawBody: JSON.stringify(fields) })],
    ['is noise', (url, fields) => ({ signature: sign(url, fields), rawBody: '%00%ff&&&=%%%=&\u0000=\u0000' })],
  ];

  it.each(forgeries)('%s: nothing is stored', async (_, forge) => {
    const fields = door.inboundOf(actor, { Body: 'Forged' });
    const answer = await door.provider.tell(door.inboundUrl, fields, forge(door.inboundUrl, fields));
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain(door.provider.authToken);
    expect(await receivedBy(actor)).toEqual([]);
  });

  it('cannot end a message', async () => {
    const { messageId, taken } = await door.send(actor);
    const fields = { MessageSid: taken.sid, MessageStatus: 'failed', From: taken.from, To: taken.to };
    expect((await door.provider.tell(door.statusUrl, fields, { signature: null })).status).toBe(403);
    // Signed for one address it does not open the other.
    expect((await door.provider.tell(door.inboundUrl, fields, { signature: sign(door.statusUrl, fields) })).status).toBe(403);
    expect(await recipientOf(actor, messageId)).toMatchObject({ status: 'submitted' });
  });

  it('nor can the reference in the address be changed', async () => {
    const { taken } = await door.send(actor);
    const fields = { MessageSid: taken.sid, MessageStatus: 'delivered', From: taken.from, To: taken.to };
    const signature = sign(`${door.statusUrl}?reference=1`, fields);
    expect((await door.provider.tell(`${door.statusUrl}?reference=2`, fields, { signature })).status).toBe(403);
  });
});

describe('a signature', () => {
  it('is the one of the provider’s public example', () => {
    const example = { CallSid: 'CA1234567890ABCDE', From: '+12349013030', To: '+18005551212', Caller: '+12349013030', Digits: '1234' };
    expect(signCall('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', example)).toBe('0/KCTR6DLpKmkAf8muzZqo1nDgQ=');
  });

  const settings = { accountSid: `AC${'1'.repeat(32)}`, authToken: '12345', apiUrl: 'https://api.example', callbackUrl: 'https://mycompany.example', concurrency: 1, perSecond: 1, ownShortCode: env.OWN_SHORT_CODE };
  const fields = Object.entries({ MessageSid: `SM${'a'.repeat(32)}`, MessageStatus: 'delivered', To: '+18005551212', From: '+14155551212', Ähre: 'ß 😎' });
  const query = '?reference=2';
  const read = (callbackUrl: string, url: string) =>
    createTwilioCallbacks({ ...settings, callbackUrl }).read({ kind: 'status', query, fields, signature: signCall('12345', url, Object.fromEntries(fields)) });

  it.each([
    ['https://mycompany.example', 'https://mycompany.example/carrier/twilio/status?reference=2'],
    ['https://mycompany.example', 'https://mycompany.example:443/carrier/twilio/status?reference=2'],
    ['https://mycompany.example:8443', 'https://mycompany.example:8443/carrier/twilio/status?reference=2'],
    ['https://mycompany.example:8443', 'https://mycompany.example/carrier/twilio/status?reference=2'],
    ['https://mycompany.example/below', 'https://mycompany.example/below/carrier/twilio/status?reference=2'],
  ])('for %s is taken over %s', (callbackUrl, url) => {
    expect(read(callbackUrl, url)).toMatchObject({ kind: 'receipt', receipt: { about: { reference: 2 }, eventKey: 'delivered' } });
  });

  it('over another port or path is not', () => {
    for (const url of ['https://mycompany.example:444/carrier/twilio/status?reference=2', 'https://mycompany.example/carrier/twilio/status', 'https://mycompany.example/carrier/twilio/inbound?reference=2']) {
      expect([url, read('https://mycompany.example', url)]).toEqual([url, null]);
    }
  });
});
