import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { userCodeAlphabet } from '#lib/domain/user-code.ts';
import { newId } from '#lib/ids.ts';
import { reuseConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { getConsentAsk } from '#lib/use-cases/consent/get-consent-ask.ts';
import { consentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { getDeviceQuestion, openDeviceQuestion } from '#lib/use-cases/devices/device-question.ts';
import { listDeviceReports } from '#lib/use-cases/devices/list-device-reports.ts';
import { deviceReportToken, reportDevice } from '#lib/use-cases/devices/report-device.ts';
import { createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { allowDevice, askAsDevice, denyDevice, notMine, openQuestion, poll } from '#tests/support/fixtures/devices.ts';
import { allow, authorizeQuery, browserId, createOAuthClient, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let client: TestClient;
let actor: SubscriberActor;
beforeAll(async () => {
  client = await createOAuthClient({ deviceGrant: true });
});
afterEach(() => setTestClock(null));

const type = (typed: string, options: { who?: SubscriberActor | null; address?: string | null } = {}) =>
  openDeviceQuestion({ actor: options.who === undefined ? actor : options.who, typed, browserId, address: options.address ?? null });
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

describe('RFC 8628, 5.1: strangers', () => {
  const stranger = (typed: string, address: string | null = null) => refusal(typed, { who: null, address });

  it('see what asks before they sign in, and whoever signs in in the same browser decides', async () => {
    actor = await createSubscriber();
    const { requestId } = await type((await askAsDevice(client, { device_name: 'Kitchen screen' })).userCode, { who: null });
    expect(await getDeviceQuestion({ actor: null, requestId, browserId })).toMatchObject({ device: 'Kitchen screen', client: { name: 'Desk' }, outcome: 'waiting' });
    await expect(getDeviceQuestion({ actor: null, requestId, browserId: 'z'.repeat(43) })).rejects.toMatchObject({ code: 'not-found' });
    await getConsentAsk({ actor, requestId, browserId });
    await allowDevice({ actor, requestId, browserId, csrfToken: consentCsrfToken({ requestId, sessionId: actor.sessionId }) });
    expect((await getDeviceQuestion({ actor, requestId, browserId })).outcome).toBe('allowed');
    await expect(getDeviceQuestion({ actor: null, requestId, browserId })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('have 20 wrong codes an hour and network; then they sign in first, and whoever is signed in there is not held up', async () => {
    const address = '192.0.2.9';
    for (let at = 0; at < 20; at += 1) expect(await stranger(wrongCode(at), address)).toMatch(/^not-found/);
    const device = await askAsDevice(client);
    expect(await stranger(device.userCode, address)).toMatch(/^unauthenticated/);
    expect(await refusal(device.userCode, { who: await createSubscriber(), address })).toBe('opened');
    expect(await stranger(device.userCode, '192.0.3.9')).toBe('opened');
  });

  it('report a device that is nobody’s: its code ends, for everybody, and the audit names no line', async () => {
    const device = await askAsDevice(client);
    const { requestId } = await type(device.userCode, { who: null });
    const report = (changes: Partial<Parameters<typeof reportDevice>[0]>) => reportDevice({ actor: null, requestId, browserId, token: deviceReportToken({ requestId, browserId }), ...changes });
    const other = 'z'.repeat(43);
    for (const changes of [{ token: '' }, { token: deviceReportToken({ requestId, browserId: other }) }, { browserId: null }]) await expect(report(changes)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(report({ browserId: other, token: deviceReportToken({ requestId, browserId: other }) })).rejects.toMatchObject({ code: 'not-found' });
    const ends = await Promise.allSettled(Array.from({ length: 10 }, () => report({})));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await getDeviceQuestion({ actor: null, requestId, browserId })).outcome).toBe('reported');
    expect((await poll(client, device)).body.error).toBe('access_denied');
    const entries = await getPrisma().auditEntry.findMany({ where: { action: 'device.reported', actorKind: 'stranger' } });
    expect(entries).toMatchObject([{ actorId: null, subjectKind: 'client', subjectId: client.id }]);
  });

  it('report also after they were signed out on the page', async () => {
    actor = await createSubscriber();
    const { requestId } = await openQuestion(actor, await askAsDevice(client));
    await reportDevice({ actor: null, requestId, browserId, token: deviceReportToken({ requestId, browserId }) });
    expect((await getDeviceQuestion({ actor: null, requestId, browserId })).outcome).toBe('reported');
  });
});

describe('what support sees of reports', () => {
  it('T32: apps with how many and when, the most reported first; no line, no subscriber, nothing older than 30 days', async () => {
    const [often, once, old] = [await createOAuthClient({ deviceGrant: true }), await createOAuthClient({ deviceGrant: true }), await createOAuthClient({ deviceGrant: true })];
    actor = await createSubscriber();
    for (const of of [often, once, often]) await notMine(await openQuestion(actor, await askAsDevice(of)));
    const reportedBefore = (of: TestClient, days: number) =>
      getPrisma().auditEntry.create({ data: { id: newId(), at: new Date(Date.now() - days * 86_400_000), actorKind: 'stranger', action: 'device.reported', subjectKind: 'client', subjectId: of.id } });
    await reportedBefore(often, 2);
    await reportedBefore(old, 31);
    const listed = await listDeviceReports({ actor: await createSupportAgent() });
    const of = (each: TestClient) => listed.find(({ clientId }) => clientId === each.clientId);
    expect(of(often)).toEqual({ clientId: often.clientId, appName: 'Desk', ownerName: 'Acme', disabled: false, reports: 3, lastDay: 2, lastAt: expect.any(Date) as Date });
    expect(of(once)).toMatchObject({ reports: 1, lastDay: 1 });
    expect(of(old)).toBeUndefined();
    expect(listed.map(({ reports }) => reports)).toEqual(listed.map(({ reports }) => reports).toSorted((one, other) => other - one));
    expect(JSON.stringify(listed)).not.toMatch(new RegExp(`${actor.subscriberId}|${actor.msisdn.slice(2)}`));
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
    for (const token of ['', question.csrfToken]) await expect(reportDevice({ ...question, token })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
