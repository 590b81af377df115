import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { renamePasskeyInput } from '#lib/contracts/passkey.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { addPasskey, beginPasskey } from '#lib/use-cases/passkeys/add-passkey.ts';
import { listPasskeys, removePasskey, renamePasskey } from '#lib/use-cases/passkeys/manage-passkeys.ts';
import { owesPasskey } from '#lib/use-cases/passkeys/owes-passkey.ts';
import { signInPasskey } from '#lib/use-cases/passkeys/sign-in-passkey.ts';
import { findSession } from '#lib/use-cases/sign-in/find-session.ts';
import { startSession } from '#lib/use-cases/sign-in/start-session.ts';
import { createDeveloper, createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { addPasskeyFor, assertionOf, type Authenticator, browserOf, createAuthenticator, type Lies } from '#tests/support/fixtures/authenticator.ts';
import { freshSession } from '#tests/support/fixtures/session-cookies.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const mine = browserOf('m');
let actor: SubscriberActor;
beforeEach(async () => {
  const subscriber = await createSubscriber();
  actor = { ...subscriber, sessionId: await freshSession('subscriber', { subscriberId: subscriber.subscriberId }) };
});
afterEach(() => setTestClock(null));

const add = (registration: Parameters<typeof addPasskey>[0]['registration'], browserId: string | null = mine) => addPasskey({ actor, browserId, registration, userAgent: 'test' });
const removeFirst = async (who: Parameters<typeof listPasskeys>[0]['actor']) => removePasskey({ actor: who, passkeyId: (await listPasskeys({ actor: who }))[0]?.id ?? '' });

describe('adding a passkey', () => {
  it('keeps its public half and says so in the audit', async () => {
    await addPasskeyFor(actor);
    const [passkey, ...others] = await listPasskeys({ actor });
    expect(others).toEqual([]);
    expect(passkey).toMatchObject({ backedUp: false, lastUsedAt: null, label: expect.stringMatching(/\S/) as string });
    expect(await getPrisma().auditEntry.count({ where: { action: 'passkey.added', subjectId: passkey?.id ?? '' } })).toBe(1);
  });

  const lies: Record<string, Lies> = {
    'without the person verified': { userVerified: false },
    'for another origin': { origin: 'https://handset.example.net' },
    'for another host': { rpId: 'handset.example.net' },
    'for a challenge that was never asked': { challenge: 'A'.repeat(43) },
  };
  it.each(Object.entries(lies))('is refused %s', async (_name, lie) => {
    const options = await beginPasskey({ actor, browserId: mine });
    await expect(add(createAuthenticator().create(options, lie))).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await listPasskeys({ actor })).toEqual([]);
  });

  it('answers one challenge once, in the browser that was asked', async () => {
    const options = await beginPasskey({ actor, browserId: mine });
    const registration = createAuthenticator().create(options);
    await expect(add(registration, browserOf('o'))).rejects.toMatchObject({ code: 'invalid-input' });
    await add(registration);
    await expect(add(registration)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(add(createAuthenticator().create(options))).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('refuses one that is known, also to somebody else', async () => {
    const known = createAuthenticator();
    await add(known.create(await beginPasskey({ actor, browserId: mine })));
    const other = await createDeveloper();
    const developer = { ...other, sessionId: await freshSession('developer', { accountId: other.accountId }) };
    const registration = known.create(await beginPasskey({ actor: developer, browserId: mine }));
    await expect(addPasskey({ actor: developer, browserId: mine, registration, userAgent: 'test' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('ends at twenty, also when several are added at the same time', async () => {
    for (let at = 0; at < 18; at += 1) await addPasskeyFor(actor);
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => addPasskeyFor(actor)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await listPasskeys({ actor })).toHaveLength(20);
    await expect(beginPasskey({ actor, browserId: mine })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a fresh proof', () => {
  it('is asked for to add and to remove, not to rename', async () => {
    await addPasskeyFor(actor);
    const registration = createAuthenticator().create(await beginPasskey({ actor, browserId: mine }));
    setTestClock(new Date(Date.now() + 601_000));
    await expect(beginPasskey({ actor, browserId: mine })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(add(registration)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(removeFirst(actor)).rejects.toMatchObject({ code: 'forbidden' });
    const [passkey] = await listPasskeys({ actor });
    await renamePasskey({ actor, passkeyId: passkey?.id ?? '', label: '  Blue \n phone ' });
    expect(await listPasskeys({ actor })).toMatchObject([{ label: 'Blue phone' }]);
    actor = { ...actor, sessionId: await freshSession('subscriber', { subscriberId: actor.subscriberId }) };
    await removeFirst(actor);
    expect(await listPasskeys({ actor })).toEqual([]);
  });

  it('is not a session that nobody proved', async () => {
    const sessionId = await startSession({ kind: 'subscriber', owner: { subscriberId: actor.subscriberId }, userAgent: 'test' });
    await expect(beginPasskey({ actor: { ...actor, sessionId }, browserId: mine })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the sessions that a passkey began', () => {
  const lives = async (sessionId: string) => (await findSession(sessionId, { asUse: false })) !== null;
  async function signInBy(authenticator: Authenticator): Promise<string> {
    const found = await signInPasskey({ assertion: await assertionOf(authenticator, mine), browserId: mine });
    if (found.outcome !== 'subscriber') throw new Error(found.outcome);
    return startSession({ kind: 'subscriber', owner: { subscriberId: found.subscriberId }, provenBy: 'passkey', passkeyId: found.passkeyId, userAgent: 'test' });
  }
  beforeEach(() => getPrisma().subscriber.update({ where: { id: actor.subscriberId }, data: { lineProvenAt: new Date() } }));

  it('end with it; those of other proofs, of other passkeys and the one in use stay', async () => {
    const [lost, kept] = [await addPasskeyFor(actor), await addPasskeyFor(actor)];
    const [byLost, byLostToo, byKept] = [await signInBy(lost), await signInBy(lost), await signInBy(kept)];
    await removeFirst(actor);
    expect(await Promise.all([byLost, byLostToo, byKept, actor.sessionId].map(lives))).toEqual([false, false, true, true]);
    await removeFirst({ ...actor, sessionId: byKept });
    expect(await lives(byKept)).toBe(true);
  });

  it('a sign-in beside the removal leaves no session, whichever is first', async () => {
    for (let round = 0; round < 20; round += 1) {
      const lost = await addPasskeyFor(actor);
      const [begun, removed] = await Promise.allSettled([signInBy(lost), removeFirst(actor)]);
      expect(removed.status).toBe('fulfilled');
      if (begun.status === 'fulfilled') expect([round, await lives(begun.value)]).toEqual([round, false]);
      else expect(begun.reason).toMatchObject({ code: 'invalid-input', field: 'passkey' });
    }
  });

  it('a passkey that was removed after it was looked at begins none', async () => {
    const lost = await addPasskeyFor(actor);
    const found = await signInPasskey({ assertion: await assertionOf(lost, mine), browserId: mine });
    if (found.outcome !== 'subscriber') throw new Error(found.outcome);
    await removeFirst(actor);
    await expect(startSession({ kind: 'subscriber', owner: { subscriberId: actor.subscriberId }, provenBy: 'passkey', passkeyId: found.passkeyId, userAgent: 'test' })).rejects.toMatchObject({ code: 'invalid-input', field: 'passkey' });
    expect(await getPrisma().session.count({ where: { subscriberId: actor.subscriberId } })).toBe(1);
  });
});

describe('a passkey of somebody else', () => {
  it('is neither listed, renamed nor removed', async () => {
    await addPasskeyFor(actor);
    const [passkey] = await listPasskeys({ actor });
    const other = await createSubscriber();
    const stranger = { ...other, sessionId: await freshSession('subscriber', { subscriberId: other.subscriberId }) };
    expect(await listPasskeys({ actor: stranger })).toEqual([]);
    const passkeyId = passkey?.id ?? '';
    await expect(renamePasskey({ actor: stranger, passkeyId, label: 'mine' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(removePasskey({ actor: stranger, passkeyId })).rejects.toMatchObject({ code: 'not-found' });
    expect(await listPasskeys({ actor })).toMatchObject([{ id: passkeyId, label: passkey?.label }]);
  });

  it.each(['', ' \n ', '\u202e\u2066\u200b', 'x'.repeat(61), 'x'.repeat(1_000)])('a name like %j is refused', async (label) => {
    await addPasskeyFor(actor);
    const [passkey] = await listPasskeys({ actor });
    await expect(renamePasskey({ actor, passkeyId: passkey?.id ?? '', label })).rejects.toMatchObject({ code: 'invalid-input', field: 'label' });
  });

  it('T17: what turns text around or cannot be seen is not kept in a name', async () => {
    await addPasskeyFor(actor);
    const [passkey] = await listPasskeys({ actor });
    await renamePasskey({ actor, passkeyId: passkey?.id ?? '', label: 'Blue\u202e phone\u2066\u200b 2\u0007' });
    expect(await listPasskeys({ actor })).toMatchObject([{ label: 'Blue phone 2' }]);
  });
});

describe('support staff', () => {
  it('keep one passkey, also when two are removed at the same time', async () => {
    const made = await createSupportAgent();
    const agent = { ...made, sessionId: await freshSession('support', { accountId: made.accountId }) };
    expect(await owesPasskey({ actor: agent })).toBe('soon');
    expect(await owesPasskey({ actor: agent, carrier: 'smpp' })).toBe('before-all-else');
    await addPasskeyFor(agent);
    expect(await owesPasskey({ actor: agent, carrier: 'smpp' })).toBe('no');
    await expect(removeFirst(agent)).rejects.toMatchObject({ code: 'conflict' });
    await addPasskeyFor(agent);
    const both = await listPasskeys({ actor: agent });
    const outcomes = await Promise.allSettled(both.map(({ id }) => removePasskey({ actor: agent, passkeyId: id })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await listPasskeys({ actor: agent })).toHaveLength(1);
  });
});

it.each([61, 401, 5_000])('a name of %i characters is refused in our own words, at its field', async (length) => {
  const passkeyId = newId();
  const input = renamePasskeyInput.safeParse({ passkeyId, label: 'n'.repeat(length) });
  const refused = input.success
    ? await renamePasskey({ actor, ...input.data }).catch((error: unknown) => (error instanceof AppError ? { field: error.field, text: error.message } : null))
    : { field: input.error.issues[0]?.path.join('.'), text: input.error.issues[0]?.message };
  expect(refused).toEqual({ field: 'label', text: 'Type a name of at most 60 characters.' });
});
