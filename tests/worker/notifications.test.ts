import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSignals } from '#lib/data/signals.ts';
import { createWebhookPoster } from '#lib/use-cases/notifications/post-webhook.ts';
import { startNotificationLoops } from '#lib/worker/notification-loops.ts';
import { eventually } from '#tests/support/eventually.ts';
import { createNotificationCaller, setReceiver } from '#tests/support/fixtures/notifications.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';
import { createReceiver, type WebhookReceiver } from '#tests/support/fixtures/webhook-receiver.ts';

const receivers: WebhookReceiver[] = [];
const loops: { stop(): Promise<void> }[] = [];
const start = () => {
  const started = startNotificationLoops(createWebhookPoster({ loopback: true }));
  loops.push(started);
  return started;
};

beforeAll(() => startSignals());
afterEach(async () => {
  await Promise.all(loops.splice(0).map((each) => each.stop()));
});
afterAll(() => receivers.forEach((each) => each.close()));

async function createApp() {
  const [caller, receiver] = [await createNotificationCaller(), await createReceiver()];
  receivers.push(receiver);
  await setReceiver(caller.client.id, receiver.url);
  await caller.createSubscription(await caller.createChannel());
  return { caller, receiver };
}

describe('the loops of the worker', () => {
  it('tell of a change by themselves, batch after batch, with two workers beside each other', async () => {
    const { caller, receiver } = await createApp();
    start();
    start();
    for (let at = 0; at < 50; at += 1) await receive(caller.subscriber, { text: `${at}` });
    await eventually(() => expect(receiver.posts.flatMap((_, at) => receiver.eventsOf(at)).length).toBe(50));
    expect(receiver.posts.flatMap((_, at) => receiver.eventsOf(at)).map(({ text }) => text)).toEqual(Array.from({ length: 50 }, (_, at) => `${at}`));
  });

  it('F8: tell at their start what happened while none ran', async () => {
    const { caller, receiver } = await createApp();
    await receive(caller.subscriber, { text: 'nobody was there' });
    start();
    await eventually(() => expect(receiver.posts).toHaveLength(1));
  });

  it('F33: a stop waits for the posts under way', async () => {
    const { caller, receiver } = await createApp();
    let answer: (() => void) | null = null;
    receiver.standard = (response) => {
      answer = () => response.writeHead(204).end();
    };
    const worker = start();
    await receive(caller.subscriber);
    await eventually(() => expect(receiver.posts).toHaveLength(1));
    const stopped = worker.stop();
    (answer as (() => void) | null)?.();
    await stopped;
    start();
    receiver.standard = 204;
    await receive(caller.subscriber, { text: 'next' });
    await eventually(() => expect(receiver.posts).toHaveLength(2));
    expect(receiver.eventsOf(1)[0].text).toBe('next');
  });
});
