import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sessionCookieName } from '#lib/auth/cookies.ts';
import { signInWith } from '#lib/auth/run-next-auth.ts';
import { findActorOfCookie } from '#lib/auth/session-cookie.ts';
import { decodeSignInProblem, encodeSignInProblem } from '#lib/auth/sign-in-problem.ts';
import { hashPassword } from '#lib/crypto.ts';
import { sql } from '#lib/data/pool.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { signInAccount } from '#lib/use-cases/sign-in/sign-in-account.ts';

const password = 'correct horse battery staple';
const email = `${newId()}@example.com`;
const accountId = newId();
beforeAll(async () => {
  await getPrisma().account.create({ data: { id: accountId, email, name: 'Priya', role: 'developer', passwordHash: await hashPassword(password) } });
});
beforeEach(async () => {
  await sql.query('DELETE FROM "AbuseLimit"');
});
const signIn = (changes: Partial<Parameters<typeof signInAccount>[0]> = {}) => signInAccount({ email, password, address: null, ...changes });

describe('e-mail and password', () => {
  it('lets in, whatever the case of the e-mail', async () => {
    await expect(signIn({ email: ` ${email.toUpperCase()} ` })).resolves.toEqual({ accountId, role: 'developer' });
  });

  it('says the same for unknown, wrong and disabled', async () => {
    const disabled = `${newId()}@example.com`;
    await getPrisma().account.create({ data: { id: newId(), email: disabled, name: 'X', role: 'support', passwordHash: await hashPassword(password), disabledAt: new Date() } });
    const refusals = await Promise.all(
      [signIn({ email: 'nobody@example.com' }), signIn({ password: 'wrong' }), signIn({ email: disabled })].map((attempt) =>
        attempt.then(() => null, (error: AppError) => JSON.stringify([error.code, error.message, error.field])),
      ),
    );
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toContain('invalid-input');
  });

  it('ten tries in a quarter of an hour, counted for unknown accounts as well, also at the same time', async () => {
    for (const who of [email, 'nobody@example.com']) {
      const tries = await Promise.all(Array.from({ length: 14 }, () => signIn({ email: who, password: 'wrong' }).then(() => 'in', (error: AppError) => error.code)));
      expect(tries.filter((code) => code === 'invalid-input')).toHaveLength(10);
      expect(tries.filter((code) => code === 'limit-exceeded')).toHaveLength(4);
    }
    await expect(signIn()).rejects.toMatchObject({ code: 'limit-exceeded' });
  });

  it('the right password forgets the tries', async () => {
    for (let at = 0; at < 12; at += 1) {
      await signIn({ password: 'wrong' }).catch(() => undefined);
      await signIn();
    }
  });
});

describe('through next-auth', () => {
  it('makes the cookie of a session of ours, and a new session each time', async () => {
    const first = await signInWith('account', { email, password }, new Headers({ 'user-agent': 'Firefox/1 Linux' }));
    const second = await signInWith('account', { email, password }, new Headers({ cookie: first.ok ? `${sessionCookieName}=${first.sessionCookie}` : '' }));
    if (!first.ok || !second.ok) throw new Error('not signed in');
    await expect(findActorOfCookie(`${sessionCookieName}=${second.sessionCookie}`)).resolves.toMatchObject({ kind: 'developer', accountId });
    // The session of the same browser before it has ended (T24).
    await expect(findActorOfCookie(`${sessionCookieName}=${first.sessionCookie}`)).resolves.toBeNull();
  });

  it('hands a refusal over in our words', async () => {
    const refused = await signInWith('account', { email, password: 'wrong' }, new Headers());
    expect(refused).toMatchObject({ ok: false, problem: { code: 'invalid-input', field: 'password' } });
    const line = await signInWith('line', { number: '(425) 555-0101', code: '123456' }, new Headers());
    expect(line).toMatchObject({ ok: false, problem: { code: 'invalid-input', field: 'code' } });
  });

  it('a link cannot make the page say something else', () => {
    expect(decodeSignInProblem('Your account was hacked, call 555')?.text).not.toContain('hacked');
    const own = encodeSignInProblem(new AppError('invalid-input', 'Type your password.', { field: 'password' }));
    expect(decodeSignInProblem(own)).toMatchObject({ text: 'Type your password.', field: 'password' });
    expect(decodeSignInProblem(`${own}x`)?.text).not.toContain('Type');
  });
});
