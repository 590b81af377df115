import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { type ApiCaller, createCaller, createClient, createToken } from '#tests/support/fixtures/app-clients.ts';

const tries = 100;
const callersAtOnce = 6;
/** T2. A call that was under way may still be answered so long; none that begins after the end is let in. */
const answeredWithinMs = 1_000;

interface Success {
  begunAt: number;
  answeredAt: number;
}

interface Place {
  port: number;
  host: string;
}

let ending: ChildProcess;
let serving: ChildProcess;
let place: Place;
let first: ApiCaller;
const agent = new Agent({ keepAlive: true, maxSockets: 4 * callersAtOnce });

async function start(): Promise<{ child: ChildProcess; place: Place }> {
  const child = fork(resolve('tests/support/consent-process.ts'));
  return { child, place: ((await once(child, 'message')) as [Place])[0] };
}

beforeAll(async () => {
  first = await createCaller();
  const [one, two] = await Promise.all([start(), start()]);
  ({ child: ending } = one);
  ({ child: serving, place } = two);
});
afterAll(() => {
  agent.destroy();
  ending.kill();
  serving.kill();
});

function call(token: string): Promise<Success & { status: number }> {
  const begunAt = performance.now();
  return new Promise((done, fail) => {
    request({ port: place.port, host: '127.0.0.1', agent, path: '/myMessages/v2/messages/index/info', headers: { Host: place.host, Authorization: `Bearer ${token}` } }, (answer) => {
      answer.resume().on('end', () => done({ status: answer.statusCode ?? 0, begunAt, answeredAt: performance.now() }));
    })
      .on('error', fail)
      .end();
  });
}

/** Calls again and again until one is refused; answers when each successful call was begun and answered. */
async function callUntilRefused(token: string, onSuccess: () => void): Promise<Success[]> {
  const successes: Success[] = [];
  for (;;) {
    const { status, ...success } = await call(token);
    if (status === 401) return successes;
    // 409: no index; it was let in all the same.
    if (![200, 409].includes(status)) throw new Error(`the call was answered with ${status}`);
    successes.push(success);
    onSuccess();
  }
}

it(`T2, E3: ended in one process, refused by the other at once, under load, ${tries} times over`, async () => {
  // The load: other consents of other apps, called all the while.
  let isOver = false;
  const others = await Promise.all(Array.from({ length: 4 }, () => createCaller()));
  const load = others.map(async ({ token }) => {
    while (!isOver) await call(token);
  });
  const after: { begunMs: number; answeredMs: number }[] = [];
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const client = await createClient();
    const { token, grantId } = await createToken({ client, subscriber: first.subscriber });
    let successes = 0;
    let tellBusy: () => void = () => undefined;
    const busy = new Promise<void>((done) => {
      tellBusy = done;
    });
    const callers = Array.from({ length: callersAtOnce }, () =>
      callUntilRefused(token, () => {
        successes += 1;
        if (successes === 2 * callersAtOnce) tellBusy();
      }),
    );
    await busy;
    ending.send({ actor: first.subscriber, grantId });
    const [answer] = (await once(ending, 'message')) as [{ cancelled?: number; failed?: string }];
    const endedAt = performance.now();
    expect(answer).toEqual({ cancelled: 0 });
    for (const { begunAt, answeredAt } of (await Promise.all(callers)).flat()) after.push({ begunMs: begunAt - endedAt, answeredMs: answeredAt - endedAt });
    expect(await getPrisma().token.count({ where: { grantId, revokedAt: null } })).toBe(0);
  }
  isOver = true;
  await Promise.all(load);
  expect(after.length).toBeGreaterThanOrEqual(tries * 2 * callersAtOnce);
  expect(after.filter(({ begunMs }) => begunMs > 0)).toEqual([]);
  expect(after.filter(({ answeredMs }) => answeredMs > answeredWithinMs)).toEqual([]);
});
