import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServerProcess } from '#tests/crash/processes.ts';
import { faultless, judge } from '#tests/crash/verdict.ts';
import { createWorld, type World } from '#tests/crash/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ lines: 4, workers: 1, receiptDeadlineSeconds: 6 });
  await world.start();
});
afterAll(() => world.stop());

const lineOf = (at: number) => {
  const line = world.lines[at % world.lines.length];
  if (!line) throw new Error('there is no line');
  return line;
};

/** Restarted so that it ends itself at the point; who waits for the end sees that it came to it. */
async function arm(server: ServerProcess, crashAt: string): Promise<void> {
  await server.kill();
  server.start(crashAt);
  await server.untilReady();
}

async function revive(server: ServerProcess): Promise<void> {
  await server.ended();
  server.start();
  await server.untilReady();
}

describe('kill -9 of the server while it takes a send', () => {
  it.each([
    ['F1 before the transaction', 'send.before_tx'],
    ['F2 inside it', 'send.in_tx'],
    ['F3 F4 after the commit, before the answer', 'send.after_commit'],
  ])('%s: the retry with the key gives one id, and one submit', async (name, point) => {
    await arm(world.api, `${point}:1`);
    const sent = world.send(lineOf(0), { tag: `${name} 0`, recipient: '+12025550100' });
    await revive(world.api);
    const acknowledged = await sent;
    await world.drained();
    expect(await judge(world, acknowledged, [])).toMatchObject({ ...faultless, unknown: 0 });
  });
});

describe('kill -9 of the worker while it submits', () => {
  it.each([
    ['F5 after the claim, before any byte', 'submit.before_write', 'delivered'],
    ['F6 after the bytes, before the answer', 'submit.after_write', 'delivered'],
    ['F7 after the answer, before it is written', 'submit.after_resp', 'delivered'],
    ['F8 after it is written', 'submit.after_commit', 'delivered'],
  ])('%s: submitted once, and its end is known', async (name, point, status) => {
    await arm(world.workers[0], `${point}:1`);
    const acknowledged = await world.send(lineOf(1), { tag: `${name} 1`, recipient: '+12025550101' });
    await revive(world.workers[0]);
    await world.drained();
    expect(await judge(world, acknowledged, [])).toMatchObject(faultless);
    expect(world.centre.taken.filter(({ text }) => text === `${name} 1`)).toHaveLength(1);
    const [recipient] = await world.rows<{ status: string }>(
      `SELECT r."status" FROM "Recipient" r JOIN "Message" m ON m."mailboxId" = r."mailboxId" AND m."id" = r."messageId" WHERE m."text" = $1`,
      [`${name} 1`],
    );
    expect(recipient?.status).toBe(status);
  });
});

describe('kill -9 of the worker while it takes a message in', () => {
  it.each([
    ['F10 before the commit', 'mo.before_commit'],
    ['F11 after the commit, before the centre is answered', 'mo.after_commit'],
  ])('%s: the centre sends again, the inbox has it once', async (name, point) => {
    await arm(world.workers[0], `${point}:1`);
    const arrived = world.centre.sendInbound({ from: '+12025550102', to: lineOf(2).msisdn, text: name });
    await revive(world.workers[0]);
    await arrived;
    expect(await judge(world, [], [name])).toMatchObject(faultless);
  });
});
