import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { eventually } from '#tests/support/eventually.ts';
import { createNotificationCaller, type NotificationCaller, setReceiver } from '#tests/support/fixtures/notifications.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';
import { createReceiver, type WebhookReceiver } from '#tests/support/fixtures/webhook-receiver.ts';

const workers: ChildProcess[] = [];
let caller: NotificationCaller;
let receiver: WebhookReceiver;

function startWorker(): ChildProcess {
  const child = spawn(process.execPath, [resolve('tests/support/deliver-until-killed.ts')], { env: process.env, stdio: ['ignore', 'ignore', 'pipe'] });
  workers.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

beforeEach(async () => {
  caller = await createNotificationCaller();
  receiver = await createReceiver();
  await setReceiver(caller.client.id, receiver.url);
  await caller.createSubscription(await caller.createChannel());
});

afterEach(async () => {
  for (const child of workers.splice(0)) if (child.exitCode === null && child.signalCode === null) await kill(child);
  receiver.close();
});

describe('a worker that is killed', () => {
  it('F9: in the middle of a post: the next one posts it again under the same webhook-id, and nothing is lost', async () => {
    receiver.standard = () => undefined; // takes the post and never answers
    await receive(caller.subscriber, { text: 'first' });
    const first = startWorker();
    await eventually(() => expect(receiver.posts).toHaveLength(1), 60_000);
    await kill(first);
    await receive(caller.subscriber, { text: 'second' });
    receiver.standard = 204;
    // Its lease ends by the clock of the database; the test moves that clock's hand instead of waiting.
    await sql.query(`UPDATE "NotificationDelivery" SET "leaseUntil" = clock_timestamp() - interval '1 second' WHERE "state" = 'claimed'`);
    const second = startWorker();
    await eventually(() => expect(receiver.posts.length).toBeGreaterThanOrEqual(3), 60_000);
    await kill(second);
    expect(receiver.posts[1]?.headers['webhook-id']).toBe(receiver.posts[0]?.headers['webhook-id']);
    expect(receiver.posts.map((_, at) => receiver.eventsOf(at)[0].text)).toEqual(['first', 'first', 'second']);
  });

  it('I7: killed at random, again and again: every message is told, in order, and what comes twice has the same id', async () => {
    const texts: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const worker = startWorker();
      const known = receiver.posts.length;
      for (let at = 0; at < 6; at += 1) {
        const text = `${round}-${at}`;
        texts.push(text);
        await receive(caller.subscriber, { text });
      }
      // Killed at its first post of this round, wherever it is by then.
      await eventually(() => expect(receiver.posts.length).toBeGreaterThan(known), 60_000);
      await kill(worker);
      await sql.query(`UPDATE "NotificationDelivery" SET "leaseUntil" = clock_timestamp() - interval '1 second' WHERE "state" = 'claimed'`);
    }
    const last = startWorker();
    const told = () => {
      const byId = new Map(receiver.posts.map((post, at) => [String(post.headers['webhook-id']), receiver.eventsOf(at)]));
      return [...byId.values()].flat().filter(({ eventType }) => eventType === 'add').map(({ text }) => text as string);
    };
    await eventually(() => expect(told()).toEqual(texts), 60_000);
    await kill(last);
  });
});
