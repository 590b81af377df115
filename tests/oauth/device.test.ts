import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { purgeExpired } from '#lib/data/purge.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newToken } from '#lib/ids.ts';
import { endConsent } from '#lib/use-cases/consent/end-consent.ts';
import { allow, authorizeQuery, createOAuthClient, holderOf, isLive, post, refreshForm, type TestClient, type Tokens } from '#tests/support/fixtures/oauth.ts';
import { afterInterval, allowDevice, askAsDevice, denyDevice, type Device, notMine, openQuestion, poll } from '#tests/support/fixtures/devices.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient({ deviceGrant: true });
});
afterEach(() => setTestClock(null));

const rowOf = (device: string) => getPrisma().deviceAuthorization.findFirstOrThrow({ where: { device } });
const errorOf = async (device: Device, of = client) => (await poll(of, device)).body.error;
const allowed = async (of = client, who = actor): Promise<Device> => {
  const device = await askAsDevice(of);
  await allowDevice(await openQuestion(who, device));
  return device;
};
const intervalOf = async (name: string) => (await rowOf(name)).intervalSeconds;

describe('RFC 8628: a device polls', () => {
  it('is told to wait until somebody allows it, then gets the tokens of what was allowed, as its profile says', async () => {
    for (const [profile, seconds] of [['modern', 3600], ['classic', 172_800]] as const) {
      const of = await createOAuthClient({ profile, deviceGrant: true });
      const device = await askAsDevice(of, { device_name: `Television, ${profile}` });
      expect(await errorOf(device, of)).toBe('authorization_pending');
      expect(await allowDevice(await openQuestion(actor, device), ['MIM'])).toMatch(/^\/device\/[\w-]{22}$/);
      const { status, body } = await poll(of, device);
      expect([status, body]).toEqual([200, { access_token: expect.stringMatching(/^hs_at_/) as string, token_type: 'Bearer', expires_in: seconds, refresh_token: expect.stringMatching(/^hs_rt_/) as string, scope: 'MIM' }]);
      await expect(holderOf(String(body.access_token))).resolves.toMatchObject({ msisdn: actor.msisdn, scopes: ['MIM'] });
      expect((await post('token', refreshForm(of, String(body.refresh_token)))).status).toBe(200);
      expect(await getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: of.id } })).toMatchObject({ device: `Television, ${profile}`, scopes: ['MIM'] });
    }
  });

  it('polls sooner than told: slow_down, and from then on waits five seconds longer', async () => {
    const device = await askAsDevice(client, { device_name: 'Hasty' });
    expect(await errorOf(device)).toBe('authorization_pending');
    expect(await errorOf(device)).toBe('slow_down');
    expect(await intervalOf('Hasty')).toBe(10);
    await getPrisma().$executeRaw`UPDATE "DeviceAuthorization" SET "lastPolledAt" = clock_timestamp() - interval '7 seconds' WHERE device = 'Hasty'`;
    expect(await errorOf(device)).toBe('slow_down');
    expect(await intervalOf('Hasty')).toBe(15);
    await afterInterval();
    expect(await errorOf(device)).toBe('authorization_pending');
  });

  it('T20: of 50 polls at the same moment one is in time, and each of the others makes the interval longer', async () => {
    const device = await askAsDevice(client, { device_name: 'Fifty' });
    const errors = await Promise.all(Array.from({ length: 50 }, () => errorOf(device)));
    expect(errors.filter((error) => error === 'authorization_pending')).toHaveLength(1);
    expect(errors.filter((error) => error === 'slow_down')).toHaveLength(49);
    expect(await intervalOf('Fifty')).toBe(5 + 49 * 5);
  });

  it('is told of a no, of *Not mine*, and of the end of its code', async () => {
    const refused = await askAsDevice(client);
    await denyDevice(await openQuestion(actor, refused));
    expect(await errorOf(refused)).toBe('access_denied');

    const reported = await askAsDevice(client, { device_name: 'Sent by a stranger' });
    await notMine(await openQuestion(actor, reported));
    expect(await errorOf(reported)).toBe('access_denied');
    const entry = await getPrisma().auditEntry.findFirstOrThrow({ where: { action: 'device.reported' } });
    expect(entry).toMatchObject({ actorId: actor.subscriberId, subjectKind: 'client', subjectId: client.id, detail: { deviceAuthorizationId: (await rowOf('Sent by a stranger')).id } });
    await expect(openQuestion(actor, reported)).rejects.toMatchObject({ code: 'not-found' });

    const late = await askAsDevice(client);
    setTestClock(new Date(Date.now() + 601_000));
    expect(await errorOf(late)).toBe('expired_token');
  });

  it('allowed in the last second, it has the time of a poll left', async () => {
    const device = await askAsDevice(client);
    const question = await openQuestion(actor, device);
    const asked = Date.now();
    setTestClock(new Date(asked + 595_000));
    await allowDevice(question);
    setTestClock(new Date(asked + 610_000));
    expect((await poll(client, device)).status).toBe(200);
  });

  it('unknown, malformed and other clients’ codes are invalid_grant, and a stranger’s poll changes nothing', async () => {
    const device = await askAsDevice(client, { device_name: 'Mine' });
    const stranger = await createOAuthClient({ deviceGrant: true });
    for (const deviceCode of [newToken('hs_dc'), 'x', device.deviceCode.toUpperCase(), device.userCode]) expect(await errorOf({ deviceCode, userCode: '' })).toBe('invalid_grant');
    expect(await errorOf(device, stranger)).toBe('invalid_grant');
    expect((await rowOf('Mine')).lastPolledAt).toBeNull();
    expect((await post('token', { client_id: client.clientId, client_secret: client.clientSecret, grant_type: 'urn:ietf:params:oauth:grant-type:device_code' })).body.error).toBe('invalid_request');
  });

  it('an app whose switch was turned off meanwhile gets nothing', async () => {
    const of = await createOAuthClient({ deviceGrant: true });
    const device = await allowed(of);
    await getPrisma().client.update({ where: { id: of.id }, data: { deviceGrant: false } });
    expect(await errorOf(device, of)).toBe('unauthorized_client');
  });
});

describe('T5: a device code gives tokens once', () => {
  it('of 50 exchanges at the same moment exactly one succeeds, and the others end what it made', async () => {
    const device = await allowed();
    const answers = await Promise.all(Array.from({ length: 50 }, () => poll(client, device)));
    const wins = answers.filter(({ status }) => status === 200);
    expect(wins).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.error))).toEqual(new Set(['invalid_grant']));
    expect(await isLive(String(wins[0]?.body.access_token))).toBe(false);
  });

  it('the second use ends what the first made; another client’s does not', async () => {
    const device = await allowed();
    const tokens = (await poll(client, device)).body as unknown as Tokens;
    expect(await errorOf(device, await createOAuthClient({ deviceGrant: true }))).toBe('invalid_grant');
    expect(await isLive(tokens.access_token)).toBe(true);
    expect(await errorOf(device)).toBe('invalid_grant');
    expect(await isLive(tokens.access_token)).toBe(false);
    expect((await post('token', refreshForm(client, tokens.refresh_token))).body.error).toBe('invalid_grant');
  });

  it('the consent is ended before the device polls: access_denied', async () => {
    const of = await createOAuthClient({ deviceGrant: true });
    const device = await allowed(of);
    const grant = await getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: of.id } });
    await endConsent({ actor, grantId: grant.id });
    expect(await errorOf(device, of)).toBe('access_denied');
  });

  it('the end of the consent beside the exchange leaves nothing alive, whichever comes first', async () => {
    for (let round = 0; round < 20; round += 1) {
      const of = await createOAuthClient({ deviceGrant: true });
      const device = await allowed(of);
      const grant = await getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: of.id } });
      const [answer] = await Promise.all([poll(of, device), endConsent({ actor, grantId: grant.id })]);
      if (answer.status === 200) expect([round, await isLive(String(answer.body.access_token))]).toEqual([round, false]);
      else expect(['access_denied', 'invalid_grant']).toContain(answer.body.error);
    }
  });

  it('E1: the line is asked about once more: one that lost its standing gets no token', async () => {
    const owner = await createSubscriber();
    const device = await allowed(client, owner);
    await getPrisma().simulatedLine.update({ where: { msisdn: owner.msisdn }, data: { standing: 'suspended' } });
    expect(await errorOf(device)).toBe('invalid_grant');
    await getPrisma().simulatedLine.update({ where: { msisdn: owner.msisdn }, data: { standing: 'active' } });
    await afterInterval();
    expect((await poll(client, device)).status).toBe(200);
  });
});

describe('the decision about a device', () => {
  it('is made once: allowing twice is told so and changes nothing', async () => {
    const device = await askAsDevice(client);
    const question = await openQuestion(actor, device);
    await allowDevice(question);
    await expect(allowDevice(question)).rejects.toMatchObject({ code: 'not-found' });
    expect((await poll(client, device)).status).toBe(200);
  });

  it('two people at one code at the same moment: one is first, and of the other nothing is stored', async () => {
    for (let round = 0; round < 10; round += 1) {
      const of = await createOAuthClient({ deviceGrant: true });
      const people = await Promise.all([createSubscriber(), createSubscriber()]);
      const device = await askAsDevice(of);
      const questions = await Promise.all(people.map((person, at) => openQuestion(person, device, String(at).repeat(43))));
      const ends = await Promise.allSettled(questions.map((question) => allowDevice(question)));
      expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const grants = await getPrisma().consentGrant.findMany({ where: { clientId: of.id } });
      const winner = people[ends.findIndex(({ status }) => status === 'fulfilled')];
      expect(grants.map(({ subscriberId }) => subscriberId)).toEqual([winner?.subscriberId]);
      await expect(holderOf(String((await poll(of, device)).body.access_token))).resolves.toMatchObject({ msisdn: winner?.msisdn });
    }
  });

  it('Not mine beside Allow in another browser: the first counts, and the other is told that it was answered', async () => {
    const device = await askAsDevice(client);
    const [mine, theirs] = [await openQuestion(actor, device, 'c'.repeat(43)), await openQuestion(await createSubscriber(), device, 'd'.repeat(43))];
    await notMine(theirs);
    await expect(allowDevice(mine)).rejects.toMatchObject({ code: 'not-found' });
    expect(await errorOf(device)).toBe('access_denied');
  });

  it('comes too late when the code is over', async () => {
    const device = await askAsDevice(client);
    const question = await openQuestion(actor, device);
    setTestClock(new Date(Date.now() + 601_000));
    await expect(allowDevice(question)).rejects.toMatchObject({ code: 'not-found' });
    await expect(openQuestion(actor, device)).rejects.toMatchObject({ code: 'not-found' });
    expect(await errorOf(device)).toBe('expired_token');
  });

  it('is asked for even where a live grant allows all of it already (5.4)', async () => {
    const of = await createOAuthClient({ deviceGrant: true });
    await allow(actor, authorizeQuery(of));
    const device = await askAsDevice(of);
    await openQuestion(actor, device);
    expect(await errorOf(device, of)).toBe('authorization_pending');
  });
});

it('the worker’s purge takes what is over for a week, with the questions about it', async () => {
  const [old, fresh] = [await askAsDevice(client, { device_name: 'Old' }), await askAsDevice(client, { device_name: 'Fresh' })];
  const { requestId } = await openQuestion(actor, old);
  await openQuestion(actor, fresh);
  await getPrisma().deviceAuthorization.updateMany({ where: { device: 'Old' }, data: { expiresAt: new Date(Date.now() - 8 * 86_400_000) } });
  await purgeExpired();
  expect(await getPrisma().deviceAuthorization.count({ where: { device: { in: ['Old', 'Fresh'] } } })).toBe(1);
  expect(await getPrisma().consentRequest.findUnique({ where: { id: requestId } })).toBeNull();
});
