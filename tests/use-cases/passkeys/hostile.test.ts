import { beforeEach, describe, expect, it } from 'vitest';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { addPasskeyInput } from '#lib/contracts/passkey.ts';
import { sql } from '#lib/data/pool.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { purgeExpired } from '#lib/data/purge.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { addPasskey, beginPasskey } from '#lib/use-cases/passkeys/add-passkey.ts';
import { beginPasskeySignIn } from '#lib/use-cases/passkeys/begin-sign-in.ts';
import { listPasskeys } from '#lib/use-cases/passkeys/manage-passkeys.ts';
import { signInPasskey } from '#lib/use-cases/passkeys/sign-in-passkey.ts';
import { abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { leavePoints } from '#tests/support/abuse-points.ts';
import { addPasskeyFor, assertionOf, browserOf, createAuthenticator, type Lies } from '#tests/support/fixtures/authenticator.ts';
import { freshSession } from '#tests/support/fixtures/session-cookies.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const mine = browserOf('m');
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
let actor: SubscriberActor;

async function person(): Promise<SubscriberActor> {
  const subscriber = await createSubscriber();
  await sql.query(`UPDATE "Subscriber" SET "lineProvenAt" = now() WHERE id = $1::uuid`, [subscriber.subscriberId]);
  return { ...subscriber, sessionId: await freshSession('subscriber', { subscriberId: subscriber.subscriberId }) };
}
beforeEach(async () => {
  actor = await person();
});

type Registration = Parameters<typeof addPasskey>[0]['registration'];
const add = (registration: Registration, who = actor) => addPasskey({ actor: who, browserId: mine, registration, userAgent: 'test' });
const begun = () => beginPasskey({ actor, browserId: mine });

/** What a browser sends with other bytes of attestation, if the form lets it through at all; whether it was kept. */
async function tryBytes(attestationObject: string): Promise<string> {
  const honest = createAuthenticator().create(await begun());
  const parsed = addPasskeyInput.safeParse({ registration: { ...honest, response: { ...honest.response, attestationObject } } });
  if (!parsed.success) return 'invalid-input';
  return add(parsed.data.registration).then(() => 'kept', (error: unknown) => (error as { code?: string }).code ?? String(error));
}

describe('a registration in hostile bytes is refused, and nothing is kept', () => {
  const repeat = (byte: number, count: number) => Buffer.alloc(count, byte);
  const attestation = (authData: Uint8Array, fmt = 'none') => base64url(isoCBOR.encode(new Map<string, unknown>([['fmt', fmt], ['attStmt', new Map()], ['authData', authData]]) as never));
  const bytes: Record<string, string> = {
    'empty': '',
    'no CBOR': base64url(Buffer.from('hello')),
    'arrays in arrays, 14,000 deep': base64url(repeat(0x81, 14_000)),
    'maps in maps, 7,000 deep': base64url(Buffer.concat(Array.from({ length: 7_000 }, () => Buffer.from([0xa1, 0x01])))),
    'tags in tags': base64url(repeat(0xc0, 14_000)),
    'an array of 2^64 - 1': base64url(Buffer.from('9bffffffffffffffff', 'hex')),
    'an array of 2^32 - 1': base64url(Buffer.from('9affffffff', 'hex')),
    'a map of 2^32 - 1': base64url(Buffer.from('baffffffff', 'hex')),
    'bytes of 2^32 - 1': base64url(Buffer.from('5affffffff00', 'hex')),
    'a text of 2^64 - 1': base64url(Buffer.from('7bffffffffffffffff', 'hex')),
    'an endless array': base64url(repeat(0x9f, 100)),
    'a break alone': base64url(Buffer.from([0xff])),
    'no authData': base64url(isoCBOR.encode(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()]]) as never)),
    'authData of no bytes': attestation(new Uint8Array()),
    'authData of 36 bytes': attestation(new Uint8Array(36)),
    'authData of zeros': attestation(new Uint8Array(300)),
    'a format that is unknown': attestation(new Uint8Array(300), 'evil'),
    'not base64url': 'a+b/c=',
    'more than the form takes': 'A'.repeat(20_001),
  };
  it.each(Object.entries(bytes))('%s', async (_name, attestationObject) => {
    expect(await tryBytes(attestationObject)).toBe('invalid-input');
    expect(await listPasskeys({ actor })).toEqual([]);
  });

  const key = (entries: readonly (readonly [number, number | Uint8Array])[]) => isoCBOR.encode(new Map(entries) as never);
  const zeros = (length: number) => new Uint8Array(length);
  const lies: Record<string, Lies> = {
    'without anybody present': { userPresent: false },
    'in a frame of another site': { crossOrigin: true },
    'as a sign-in': { type: 'webauthn.get' },
    'at another port': { origin: 'http://localhost:1' },
    'at a name that ends like ours': { origin: 'https://evil-localhost' },
    'with the key of no algorithm': { publicKey: key([[1, 2]]) },
    'with an algorithm nobody asked for': { publicKey: key([[1, 2], [3, -47], [-1, 8], [-2, zeros(32)], [-3, zeros(32)]]) },
    'with a symmetric key': { publicKey: key([[1, 4], [3, 5], [-1, zeros(32)]]) },
    'with no key': { publicKey: zeros(0) },
    'with a credential id of another length': { credentialId: zeros(1_100) },
    'with another credential id': { credentialId: zeros(32) },
    'with an empty credential id': { credentialId: zeros(0) },
  };
  it.each(Object.entries(lies))('made %s', async (_name, lie) => {
    await expect(add(createAuthenticator().create(await begun(), lie))).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await listPasskeys({ actor })).toEqual([]);
  });

  it('for a question of signing in, and a sign-in for a question of making one', async () => {
    const phone = await addPasskeyFor(actor);
    const asked = await beginPasskeySignIn({ browserId: mine, address: null });
    await expect(add(createAuthenticator().create({ challenge: asked.challenge, user: { id: 'AAAA' } }))).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(signInPasskey({ assertion: phone.get(await begun()), browserId: mine })).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await listPasskeys({ actor })).toHaveLength(1);
  });

  it('50 copies of one at the same moment: one is kept', async () => {
    const registration = createAuthenticator().create(await begun());
    const ends = await Promise.allSettled(Array.from({ length: 50 }, () => add(registration)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await listPasskeys({ actor })).toHaveLength(1);
  });
});

describe('somebody else’s passkey', () => {
  it('its id registered with a key of one’s own is refused, and its owner still signs in by it', async () => {
    const victim = await addPasskeyFor(actor);
    const thief = await person();
    const own = createAuthenticator().create(await beginPasskey({ actor: thief, browserId: mine }), { credentialId: victim.credentialId });
    const id = base64url(victim.credentialId);
    await expect(add({ ...own, id, rawId: id }, thief)).rejects.toMatchObject({ code: 'conflict' });
    expect(await listPasskeys({ actor: thief })).toEqual([]);
    await expect(signInPasskey({ assertion: await assertionOf(victim, mine), browserId: mine })).resolves.toMatchObject({ subscriberId: actor.subscriberId });
  });

  it('one’s own key under its id, and its handle under one’s own id, sign nobody in', async () => {
    const victim = await addPasskeyFor(actor);
    const thief = await addPasskeyFor(await person());
    const [theirs, own] = [JSON.parse(await assertionOf(victim, mine)), JSON.parse(await assertionOf(thief, mine))] as { id: string; rawId: string; response: { userHandle: string } }[];
    const swapped = [
      { ...own, id: theirs?.id, rawId: theirs?.rawId, response: { ...own?.response, userHandle: theirs?.response.userHandle } },
      { ...own, response: { ...own?.response, userHandle: theirs?.response.userHandle } },
    ];
    for (const assertion of swapped) await expect(signInPasskey({ assertion: JSON.stringify(assertion), browserId: mine })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('an assertion made in a frame of another site, or without anybody present, signs nobody in', async () => {
    const phone = await addPasskeyFor(actor);
    for (const lie of [{ crossOrigin: true }, { userPresent: false }]) await expect(signInPasskey({ assertion: await assertionOf(phone, mine, lie), browserId: mine })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(signInPasskey({ assertion: await assertionOf(phone, mine), browserId: mine })).resolves.toMatchObject({ outcome: 'subscriber' });
  });
});

describe('T28: questions to authenticators', () => {
  it('to make one have a limit for each person', async () => {
    await begun();
    await leavePoints(abuseRules.passkeyPerOwner, 5);
    const ends = await Promise.allSettled(Array.from({ length: 20 }, begun));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    await expect(begun()).rejects.toMatchObject({ code: 'limit-exceeded', retryAfterSeconds: expect.any(Number) });
    await expect(beginPasskey({ actor: await person(), browserId: mine })).resolves.toMatchObject({ challenge: expect.any(String) });
  });

  it('are removed once they are over', async () => {
    await begun();
    await beginPasskeySignIn({ browserId: mine, address: null });
    await sql.query(`UPDATE "PasskeyChallenge" SET "expiresAt" = clock_timestamp() - interval '1 second' WHERE purpose = 'registration'`);
    await purgeExpired();
    expect(await getPrisma().passkeyChallenge.count({ where: { purpose: 'registration' } })).toBe(0);
    expect(await getPrisma().passkeyChallenge.count()).toBeGreaterThan(0);
  });
});
