import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { userCodeAlphabet } from '#lib/domain/user-code.ts';
import { reuseConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { getConsentAsk } from '#lib/use-cases/consent/get-consent-ask.ts';
import { getDeviceQuestion, openDeviceQuestion } from '#lib/use-cases/devices/device-question.ts';
import { allowDevice, askAsDevice, denyDevice, notMine, openQuestion } from '#tests/support/fixtures/devices.ts';
import { allow, authorizeQuery, browserId, createOAuthClient, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let client: TestClient;
let actor: SubscriberActor;
beforeAll(async () => {
  client = await createOAuthClient({ deviceGrant: true });
});
afterEach(() => setTestClock(null));

const type = (typed: string, options: { who?: SubscriberActor; address?: string | null } = {}) =>
  openDeviceQuestion({ actor: options.who ?? actor, typed, browserId, address: options.address ?? null });
const refusal = (typed: string, options?: Parameters<typeof type>[1]) => type(typed, options).then(() => 'opened', ({ code, message }: { code: string; message: string }) => `${code}: ${message}`);
/** Well formed, and of nobody. */
const wrongCode = (at: number) => `BBBB-B${userCodeAlphabet[Math.floor(at / 20) % 20]}${userCodeAlphabet[at % 20]}Z`;

describe('typing the code of a device', () => {
  it('finds it whatever the spelling, and shows what asks', async () => {
    actor = await createSubscriber();
    const device = await askAsDevice(client, { device_name: 'Living room television' });
    const { requestId } = await type(` ${device.userCode.toLowerCase().replace('-', ' – ')}`);
    expect(await getDeviceQuestion({ actor, requestId, browserId })).toMatchObject({
      userCode: device.userCode.replace('-', ''),
      device: 'Living room television',
      client: { name: 'Desk', ownerName: 'Acme' },
      outcome: 'waiting',
    });
    const rows = JSON.stringify(await getPrisma().consentRequest.findMany());
    expect(rows).not.toContain(device.userCode.replace('-', ''));
  });

  it('answers unknown, expired, used, decided codes and those of a switched-off app alike', async () => {
    actor = await createSubscriber();
    const [decided, expired, off] = [await askAsDevice(client), await askAsDevice(client), await createOAuthClient({ deviceGrant: true })];
    await denyDevice(await openQuestion(actor, decided));
    const ofOff = await askAsDevice(off);
    await getPrisma().client.update({ where: { id: off.id }, data: { disabledAt: new Date() } });
    const answers = [await refusal(wrongCode(0)), await refusal(decided.userCode), await refusal(ofOff.userCode)];
    setTestClock(new Date(Date.now() + 601_000));
    answers.push(await refusal(expired.userCode));
    expect(new Set(answers)).toEqual(new Set(['not-found: No device shows this code now.']));
  });

  it('RFC 8628, 5.1: after ten wrong codes the line waits, the right code included; what is no code does not count', async () => {
    actor = await createSubscriber();
    const device = await askAsDevice(client);
    for (const typed of ['', 'hello', 'AEIO-UAEI']) expect(await refusal(typed)).toMatch(/^invalid-input/);
    for (let at = 0; at < 10; at += 1) expect(await refusal(wrongCode(at))).toMatch(/^not-found/);
    await expect(type(device.userCode)).rejects.toMatchObject({ code: 'limit-exceeded', retryAfterSeconds: expect.any(Number) });
    // Another line is not held up.
    expect(await refusal(device.userCode, { who: await createSubscriber() })).toBe('opened');
  });

  it('T20: of 50 wrong codes at the same moment ten are looked at', async () => {
    actor = await createSubscriber();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => refusal(wrongCode(at))));
    expect(answers.filter((answer) => answer.startsWith('not-found'))).toHaveLength(10);
    expect(answers.filter((answer) => answer.startsWith('limit-exceeded'))).toHaveLength(40);
  });

  it('right codes do not count, and do not make up for wrong ones', async () => {
    actor = await createSubscriber();
    for (let at = 0; at < 12; at += 1) expect(await refusal((await askAsDevice(client)).userCode)).toBe('opened');
    for (let at = 0; at < 9; at += 1) await refusal(wrongCode(at));
    expect(await refusal((await askAsDevice(client)).userCode)).toBe('opened');
    expect(await refusal(wrongCode(10))).toMatch(/^not-found/);
    expect(await refusal(wrongCode(11))).toMatch(/^limit-exceeded/);
  });

  it('a network of many lines has 50 wrong codes an hour', async () => {
    const address = '203.0.113.7';
    const answers: string[] = [];
    for (let line = 0; line < 6; line += 1) {
      const who = await createSubscriber();
      for (let at = 0; at < 9; at += 1) answers.push(await refusal(wrongCode(at), { who, address }));
    }
    expect(answers.filter((answer) => answer.startsWith('not-found'))).toHaveLength(50);
    expect(await refusal(wrongCode(1), { who: await createSubscriber(), address: '198.51.100.1' })).toMatch(/^not-found/);
  });
});

describe('the question about a device', () => {
  it('is one browser’s and, once decided, one subscriber’s; it tells how it ended', async () => {
    actor = await createSubscriber();
    for (const [decide, outcome] of [[allowDevice, 'allowed'], [denyDevice, 'denied'], [notMine, 'reported']] as const) {
      const question = await openQuestion(actor, await askAsDevice(client));
      const { requestId } = question;
      await expect(getDeviceQuestion({ actor, requestId, browserId: 'z'.repeat(43) })).rejects.toMatchObject({ code: 'not-found' });
      await decide(question);
      expect((await getDeviceQuestion({ actor, requestId, browserId })).outcome).toBe(outcome);
      await expect(getDeviceQuestion({ actor: await createSubscriber(), requestId, browserId })).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('is over for whoever did not decide, and after its time', async () => {
    actor = await createSubscriber();
    const device = await askAsDevice(client);
    const [mine, late] = [await openQuestion(actor, device), await openQuestion(actor, await askAsDevice(client))];
    await allowDevice(await openQuestion(await createSubscriber(), device, 'e'.repeat(43)));
    expect((await getDeviceQuestion({ actor, requestId: mine.requestId, browserId })).outcome).toBe('over');
    await expect(getConsentAsk({ actor, requestId: mine.requestId, browserId })).rejects.toMatchObject({ code: 'not-found' });
    setTestClock(new Date(Date.now() + 601_000));
    expect((await getDeviceQuestion({ actor, requestId: late.requestId, browserId })).outcome).toBe('over');
  });

  it('is never answered without a person, whatever was allowed before (5.4)', async () => {
    actor = await createSubscriber();
    await allow(actor, authorizeQuery(client));
    const { requestId } = await openQuestion(actor, await askAsDevice(client));
    expect(await getConsentAsk({ actor, requestId, browserId })).toMatchObject({ covered: false });
    await expect(reuseConsent({ actor, requestId, browserId })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('T2: is decided with the token of its own page alone', async () => {
    actor = await createSubscriber();
    const question = await openQuestion(actor, await askAsDevice(client));
    await expect(allowDevice({ ...question, csrfToken: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(notMine({ ...question, csrfToken: '' })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
