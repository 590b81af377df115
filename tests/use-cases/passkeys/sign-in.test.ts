import { beforeEach, describe, expect, it } from 'vitest';
import { findActorOfCookie } from '#lib/auth/session-cookie.ts';
import { browserCookieName, sessionCookieName } from '#lib/auth/cookies.ts';
import { signInWith } from '#lib/auth/run-next-auth.ts';
import { hashPassword } from '#lib/crypto.ts';
import { sql } from '#lib/data/pool.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { isAppError } from '#lib/errors.ts';
import { beginPasskeySignIn } from '#lib/use-cases/passkeys/begin-sign-in.ts';
import { signInPasskey } from '#lib/use-cases/passkeys/sign-in-passkey.ts';
import { signInAccount } from '#lib/use-cases/sign-in/sign-in-account.ts';
import { createDeveloper, createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { addPasskeyFor, type Authenticator, assertionOf, browserOf, createAuthenticator } from '#tests/support/fixtures/authenticator.ts';
import { freshSession } from '#tests/support/fixtures/session-cookies.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const mine = browserOf('m');
let actor: SubscriberActor;
let phone: Authenticator;
beforeEach(async () => {
  const subscriber = await createSubscriber();
  actor = { ...subscriber, sessionId: await freshSession('subscriber', { subscriberId: subscriber.subscriberId }) };
  await sql.query(`UPDATE "Subscriber" SET "lineProvenAt" = now() WHERE id = $1::uuid`, [actor.subscriberId]);
  phone = await addPasskeyFor(actor);
});

const signIn = (assertion: string, browserId: string | null = mine) => signInPasskey({ assertion, browserId });
const refusalOf = (attempt: Promise<unknown>) => attempt.then(() => 'let in', (error: unknown) => (isAppError(error) ? JSON.stringify([error.code, error.message, error.field]) : String(error)));
const refusal = JSON.stringify(['invalid-input', 'That passkey could not be used. Try again, or sign in another way.', 'passkey']);

describe('a passkey', () => {
  it('signs its owner in, and the counter and the time of use are kept', async () => {
    await expect(signIn(await assertionOf(phone, mine))).resolves.toEqual({ outcome: 'subscriber', subscriberId: actor.subscriberId, passkeyId: expect.any(String) as string });
    expect(await getPrisma().passkey.findFirstOrThrow({ where: { subscriberId: actor.subscriberId } })).toMatchObject({ signCount: 1n, lastUsedAt: expect.any(Date) as Date });
  });

  it('T24: makes a session of its own through next-auth, told apart from those of codes', async () => {
    const sent = new Headers({ cookie: `${browserCookieName}=${mine}`, 'user-agent': 'test' });
    const outcome = await signInWith('passkey', { assertion: await assertionOf(phone, mine) }, sent);
    if (!outcome.ok) throw new Error(outcome.problem.text);
    const found = await findActorOfCookie(`${sessionCookieName}=${outcome.sessionCookie}`);
    expect(found).toMatchObject({ kind: 'subscriber', subscriberId: actor.subscriberId });
    expect(found?.sessionId).not.toBe(actor.sessionId);
    expect(await getPrisma().session.findUniqueOrThrow({ where: { id: found?.sessionId ?? '' } })).toMatchObject({ provenBy: 'passkey' });
  });

  it('is asked for with the person verified, and no list of who has one', async () => {
    const options = await beginPasskeySignIn({ browserId: mine, address: null });
    expect(options).toMatchObject({ userVerification: 'required', rpId: 'localhost' });
    expect(options.allowCredentials ?? []).toEqual([]);
  });
});

describe('an assertion is refused in the same words', () => {
  const lies = {
    'without the person verified': { userVerified: false },
    'made for another origin': { origin: 'https://handset.example.net' },
    'made for another host': { rpId: 'handset.example.net' },
    'of a registration': { type: 'webauthn.create' },
    'for a challenge that was never asked': { challenge: 'A'.repeat(43) },
    'for no challenge': { challenge: '' },
    'with the handle of somebody else': { userHandle: 'AAAA' },
  };
  it.each(Object.entries(lies))('%s', async (_name, lie) => {
    expect(await refusalOf(signIn(await assertionOf(phone, mine, lie)))).toBe(refusal);
    await expect(signIn(await assertionOf(phone, mine))).resolves.toMatchObject({ outcome: 'subscriber' });
  });

  it('in another browser than the one that was asked, and in one without a name', async () => {
    const assertion = await assertionOf(phone, mine);
    expect(await refusalOf(signIn(assertion, browserOf('o')))).toBe(refusal);
    expect(await refusalOf(signIn(assertion, null))).toBe(refusal);
    await expect(signIn(assertion)).resolves.toMatchObject({ outcome: 'subscriber' });
  });

  it('a second time, and after a wrong answer to the same challenge', async () => {
    const assertion = await assertionOf(phone, mine);
    await signIn(assertion);
    expect(await refusalOf(signIn(assertion))).toBe(refusal);
    const asked = await beginPasskeySignIn({ browserId: mine, address: null });
    expect(await refusalOf(signIn(phone.get(asked, { userVerified: false })))).toBe(refusal);
    expect(await refusalOf(signIn(phone.get(asked)))).toBe(refusal);
  });

  it('five minutes after the question', async () => {
    const assertion = await assertionOf(phone, mine);
    await sql.query(`UPDATE "PasskeyChallenge" SET "expiresAt" = "expiresAt" - interval '300 seconds'`);
    expect(await refusalOf(signIn(assertion))).toBe(refusal);
  });

  it('of an unknown passkey, a removed one and with a wrong signature', async () => {
    const stranger = createAuthenticator();
    expect(await refusalOf(signIn(await assertionOf(stranger, mine)))).toBe(refusal);
    const assertion = JSON.parse(await assertionOf(phone, mine)) as { response: { signature: string } };
    const other = JSON.parse(await assertionOf(phone, mine)) as { response: { signature: string } };
    expect(await refusalOf(signIn(JSON.stringify({ ...assertion, response: { ...assertion.response, signature: other.response.signature } })))).toBe(refusal);
    const late = await assertionOf(phone, mine);
    await getPrisma().passkey.deleteMany({ where: { subscriberId: actor.subscriberId } });
    expect(await refusalOf(signIn(late))).toBe(refusal);
  });

  it.each(['', '{}', 'null', '[]', '{"id":1}', 'x'.repeat(8000)])('that is none: %s', async (text) => {
    expect(await refusalOf(signIn(text))).toBe(refusal);
  });

  it('T29: of a line that the carrier gave to somebody else, who is released by it', async () => {
    await sql.query(`UPDATE "SimulatedLine" SET "ownerKey" = '2' WHERE msisdn = $1`, [actor.msisdn]);
    expect(await refusalOf(signIn(await assertionOf(phone, mine)))).toBe(refusal);
    expect((await getPrisma().subscriber.findUniqueOrThrow({ where: { id: actor.subscriberId } })).releasedAt).not.toBeNull();
  });

  it('of a released subscriber and a disabled account', async () => {
    await sql.query(`UPDATE "Subscriber" SET "releasedAt" = now() WHERE id = $1::uuid`, [actor.subscriberId]);
    expect(await refusalOf(signIn(await assertionOf(phone, mine)))).toBe(refusal);
    const developer = await createDeveloper();
    const key = await addPasskeyFor({ ...developer, sessionId: await freshSession('developer', { accountId: developer.accountId }) });
    await expect(signIn(await assertionOf(key, mine))).resolves.toEqual({ outcome: 'account', accountId: developer.accountId, passkeyId: expect.any(String) as string, role: 'developer' });
    await getPrisma().account.update({ where: { id: developer.accountId }, data: { disabledAt: new Date() } });
    expect(await refusalOf(signIn(await assertionOf(key, mine)))).toBe(refusal);
  });
});

it('T24: of fifty uses of one assertion at the same time one wins', async () => {
  const assertion = await assertionOf(phone, mine);
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => refusalOf(signIn(assertion))));
  expect(outcomes.filter((outcome) => outcome === 'let in')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === refusal)).toHaveLength(49);
});

it('a counter that goes back is refused and written down, whoever else signs in at the same time', async () => {
  await signIn(await assertionOf(phone, mine, { counter: 9 }));
  for (const counter of [9, 3, 0]) expect(await refusalOf(signIn(await assertionOf(phone, mine, { counter })))).toBe(refusal);
  const { id } = await getPrisma().passkey.findFirstOrThrow({ where: { subscriberId: actor.subscriberId } });
  const told = await getPrisma().auditEntry.findMany({ where: { action: 'passkey.counter-back', subjectId: id }, orderBy: { id: 'asc' } });
  expect(told.map(({ detail }) => detail)).toEqual([{ stored: 9, told: 9 }, { stored: 9, told: 3 }, { stored: 9, told: 0 }]);
  const copies = await Promise.all([assertionOf(phone, mine, { counter: 10 }), assertionOf(phone, mine, { counter: 10 })]);
  const outcomes = await Promise.all(copies.map((copy) => refusalOf(signIn(copy))));
  expect(outcomes.sort()).toEqual([refusal, 'let in'].sort());
});

it('an authenticator without a counter signs in again and again', async () => {
  for (let use = 0; use < 3; use += 1) await expect(signIn(await assertionOf(phone, mine, { counter: 0 }))).resolves.toMatchObject({ outcome: 'subscriber' });
});

describe('T29: the line behind a passkey', () => {
  it.each([['90 days ago', "now() - interval '90 days 1 minute'"], ['never', 'NULL']])('proven %s asks for a code first', async (_name, provenAt) => {
    await sql.query(`UPDATE "Subscriber" SET "lineProvenAt" = ${provenAt} WHERE id = $1::uuid`, [actor.subscriberId]);
    await expect(signIn(await assertionOf(phone, mine))).resolves.toEqual({ outcome: 'line-unproven', msisdn: actor.msisdn });
  });

  it('proven 89 days ago is enough', async () => {
    await sql.query(`UPDATE "Subscriber" SET "lineProvenAt" = now() - interval '89 days' WHERE id = $1::uuid`, [actor.subscriberId]);
    await expect(signIn(await assertionOf(phone, mine))).resolves.toMatchObject({ outcome: 'subscriber' });
  });
});

describe('a support account with a passkey', () => {
  it('is refused by password alone, and only who knows the password learns why', async () => {
    const agent = await createSupportAgent();
    const email = `${agent.accountId}@example.com`;
    await getPrisma().account.update({ where: { id: agent.accountId }, data: { passwordHash: await hashPassword('correct horse') } });
    const byPassword = (password: string) => signInAccount({ email, password, address: null });
    await expect(byPassword('correct horse')).resolves.toMatchObject({ role: 'support' });
    const key = await addPasskeyFor({ ...agent, sessionId: await freshSession('support', { accountId: agent.accountId }) });
    await expect(byPassword('correct horse')).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('passkey') as string });
    await expect(byPassword('wrong')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(signIn(await assertionOf(key, mine))).resolves.toEqual({ outcome: 'account', accountId: agent.accountId, passkeyId: expect.any(String) as string, role: 'support' });
  });
});
