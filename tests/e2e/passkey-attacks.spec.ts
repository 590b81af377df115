import { randomInt } from 'node:crypto';
import { expect, test, type APIRequestContext, type APIResponse, type Page } from '@playwright/test';
import { hashPassword } from '#lib/crypto.ts';
import { newId } from '#lib/ids.ts';
import { signInAsSubscriber } from '#tests/e2e/support/sign-in.ts';
import { query } from '#tests/e2e/support/world.ts';
import { type Authenticator, createAuthenticatorAt, type Lies } from '#tests/support/fixtures/software-authenticator.ts';

const sessionCookie = /^handset\.session=[^;]/m;

/** The page asks this instead of a person; what it was asked is kept, and nothing is answered. */
async function listenToQuestions(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: () => Promise.resolve(false) });
    navigator.credentials.get = (options) => {
      const bytes = new Uint8Array(options?.publicKey?.challenge as ArrayBuffer);
      const asked = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
      document.documentElement.dataset.asked = asked;
      return Promise.reject(new DOMException('', 'NotAllowedError'));
    };
  });
}

/** A new challenge of this page's browser. Whoever is signed in is not asked, so the session goes first. */
async function askedOf(page: Page): Promise<string> {
  await page.context().clearCookies({ name: 'handset.session' });
  await page.goto('/sign-in?as=line');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.locator('html[data-asked]')).toBeAttached();
  return (await page.locator('html').getAttribute('data-asked')) ?? '';
}

/** Posts as a page of ours does: an origin is asked for before anything else, so without it every lie would be refused unread. */
async function postTo(request: APIRequestContext, provider: 'passkey' | 'account', form: Record<string, string>): Promise<APIResponse> {
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  return request.post(`/api/auth/callback/${provider}`, { form: { csrfToken, json: 'true', ...form }, headers: { Origin: test.info().project.use.baseURL ?? '' }, maxRedirects: 0 });
}

const setCookies = (answer: APIResponse) => answer.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie').map(({ value }) => value).join('\n');
const isIn = (answer: APIResponse) => sessionCookie.test(setCookies(answer));
/** What a refusal says: status and body, without the id of the request. */
const saysOf = async (answer: APIResponse) => JSON.stringify([answer.status(), await answer.text()]);

async function keepPasskey(authenticator: Authenticator, owner: { column: 'subscriberId' | 'accountId'; id: string }): Promise<Authenticator> {
  await query(`INSERT INTO "Passkey" (id, "credentialId", "publicKey", "signCount", transports, label, "backedUp", "${owner.column}") VALUES ($1, $2, $3, 0, '{}', 'Attacked', false, $4)`, [
    newId(), authenticator.credentialId, authenticator.publicKey, owner.id,
  ]);
  authenticator.ownedBy(Buffer.from(owner.id.replaceAll('-', ''), 'hex').toString('base64url'));
  return authenticator;
}

/** A line whose owner signed in once, signed out since, and has a passkey. */
async function victim(page: Page, site: string): Promise<{ authenticator: Authenticator; subscriberId: string }> {
  const msisdn = `+1425555${randomInt(2_000, 10_000)}`;
  await query(`INSERT INTO "SimulatedLine" (msisdn, name, plan, standing) VALUES ($1, 'Attacked line', 'postpaid', 'active') ON CONFLICT DO NOTHING`, [msisdn]);
  await signInAsSubscriber(page, msisdn, '/account');
  const [row] = await query<{ id: string }>(`SELECT id FROM "Subscriber" WHERE msisdn = $1`, [msisdn]);
  await page.context().clearCookies();
  const subscriberId = row?.id ?? '';
  return { authenticator: await keepPasskey(createAuthenticatorAt(site), { column: 'subscriberId', id: subscriberId }), subscriberId };
}

test('T24: what no authenticator of this browser, site and person made opens no session, and is refused alike', async ({ page, browser, baseURL }) => {
  const site = baseURL ?? '';
  const { authenticator, subscriberId } = await victim(page, site);
  await listenToQuestions(page);
  const { request } = page.context();
  const sessions = () => query(`SELECT 1 FROM "Session" WHERE "subscriberId" = $1 AND "provenBy" = 'passkey'`, [subscriberId]);
  const lies: Record<string, Lies> = {
    'a challenge nobody asked': { challenge: 'A'.repeat(43) },
    'another origin': { origin: 'https://evil.example' },
    'another port': { origin: `${site}1` },
    'another host': { rpId: 'evil.example' },
    'a frame of another site': { crossOrigin: true },
    'not verified': { userVerified: false },
    'nobody present': { userPresent: false },
    'another handle': { userHandle: Buffer.alloc(16, 7).toString('base64url') },
    'a registration': { type: 'webauthn.create' },
  };
  const says = new Set<string>();
  for (const [name, lie] of Object.entries(lies)) {
    const answer = await postTo(request, 'passkey', { assertion: authenticator.get({ challenge: await askedOf(page) }, lie) });
    expect([name, isIn(answer)]).toEqual([name, false]);
    says.add(await saysOf(answer));
  }
  const stranger = createAuthenticatorAt(site);
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  for (const assertion of [stranger.get({ challenge: await askedOf(page) }), '', 'null', '{', deep, '{"__proto__":{"id":"x"}}', '\u0000', 'x'.repeat(900_000)]) {
    const answer = await postTo(request, 'passkey', { assertion });
    expect([assertion.slice(0, 20), isIn(answer), answer.status() < 500]).toEqual([assertion.slice(0, 20), false, true]);
    // What is too long is refused before it is read.
    if (assertion.length < 10_000) says.add(await saysOf(answer));
  }
  // In another browser; the challenge stays good in its own.
  const challenge = await askedOf(page);
  const other = await browser.newContext({ baseURL: site });
  for (const visit of ['/', '/oauth/v4/authorize']) await other.request.get(visit);
  const stolen = await postTo(other.request, 'passkey', { assertion: authenticator.get({ challenge }) });
  expect(isIn(stolen)).toBe(false);
  says.add(await saysOf(stolen));
  // A page of another site has neither the token nor its cookie.
  const assertion = authenticator.get({ challenge });
  const forged = await request.post('/api/auth/callback/passkey', { form: { assertion, csrfToken: 'x', json: 'true' }, headers: { Origin: 'https://evil.example' }, maxRedirects: 0 });
  const asGet = await request.get(`/api/auth/callback/passkey?assertion=${encodeURIComponent(assertion)}`, { maxRedirects: 0 });
  expect([isIn(forged), isIn(asGet)]).toEqual([false, false]);
  expect(await sessions()).toEqual([]);
  expect([...says]).toHaveLength(1);
  expect(isIn(await postTo(request, 'passkey', { assertion }))).toBe(true);
  expect(await sessions()).toHaveLength(1);
  await other.close();
});

test('T24: of 50 copies of one assertion at the same moment one opens a session; later none does, signed in or out', async ({ page, baseURL }) => {
  const { authenticator, subscriberId } = await victim(page, baseURL ?? '');
  await listenToQuestions(page);
  const { request } = page.context();
  const assertion = authenticator.get({ challenge: await askedOf(page) });
  const answers = await Promise.all(Array.from({ length: 50 }, () => postTo(request, 'passkey', { assertion })));
  expect(answers.filter(isIn)).toHaveLength(1);
  expect(isIn(await postTo(request, 'passkey', { assertion }))).toBe(false);
  const challenge = await askedOf(page);
  const late = authenticator.get({ challenge });
  expect(await query(`UPDATE "PasskeyChallenge" SET "expiresAt" = now() - interval '1 second' WHERE challenge = $1 RETURNING 1`, [challenge])).toHaveLength(1);
  expect(isIn(await postTo(request, 'passkey', { assertion: late }))).toBe(false);
  // A copy of the authenticator that lags behind.
  expect(isIn(await postTo(request, 'passkey', { assertion: authenticator.get({ challenge: await askedOf(page) }, { counter: 1 }) }))).toBe(false);
  expect(await query(`SELECT 1 FROM "Session" WHERE "subscriberId" = $1 AND "provenBy" = 'passkey'`, [subscriberId])).toHaveLength(1);
});

test('T24: staff with a passkey get in by it alone, verified, and not by password; a disabled or removed one not at all', async ({ page, baseURL }) => {
  const [id, password] = [newId(), `own-${newId()}`];
  const email = `${id}@example.com`;
  await query(`INSERT INTO "Account" (id, email, name, "passwordHash", role) VALUES ($1, $2, 'Kim Attacked', $3, 'support')`, [id, email, await hashPassword(password)]);
  const authenticator = await keepPasskey(createAuthenticatorAt(baseURL ?? ''), { column: 'accountId', id });
  await listenToQuestions(page);
  const { request } = page.context();
  const byPasskey = async (lie: Lies = {}) => isIn(await postTo(request, 'passkey', { assertion: authenticator.get({ challenge: await askedOf(page) }, lie) }));
  for (const guess of [password, 'wrong']) expect(isIn(await postTo(request, 'account', { email, password: guess }))).toBe(false);
  expect(await byPasskey({ userVerified: false })).toBe(false);
  expect(await byPasskey()).toBe(true);
  await query(`UPDATE "Account" SET "disabledAt" = now() WHERE id = $1`, [id]);
  expect(await byPasskey()).toBe(false);
  await query(`UPDATE "Account" SET "disabledAt" = NULL WHERE id = $1`, [id]);
  await query(`DELETE FROM "Passkey" WHERE "accountId" = $1`, [id]);
  expect(await byPasskey()).toBe(false);
});
