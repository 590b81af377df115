import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { newId } from '#lib/ids.ts';
import { Authorization, MessageApi, type RegisteredApp, signInOnTheWay } from '#tests/e2e/support/client-app.ts';
import { query } from '#tests/e2e/support/world.ts';

/** Lines and apps of this file alone: numbers that the demo world does not have. */
let nextLine = 0;
async function ownLine(plan = 'postpaid'): Promise<string> {
  nextLine += 1;
  const msisdn = `+1425555${String(2_000 + test.info().workerIndex * 50 + nextLine)}`;
  await query(`INSERT INTO "SimulatedLine" (msisdn, name, plan, standing) VALUES ($1, $2, $3, 'active') ON CONFLICT DO NOTHING`, [msisdn, `Guest ${msisdn.slice(-4)}`, plan]);
  return msisdn;
}

async function ownApp(name = 'Guestbook', description = ''): Promise<RegisteredApp & { id: string; applicationId: string }> {
  const [accountId, applicationId, id] = [newId(), newId(), newId()];
  const clientId = `app-${id}`;
  const redirectUri = 'http://localhost:9/callback';
  await query(`INSERT INTO "Account" (id, email, name, organisation, "passwordHash", role) VALUES ($1, $2, 'Guest', 'Guest House', '-', 'developer')`, [accountId, `${accountId}@example.com`]);
  await query(`INSERT INTO "Application" (id, "accountId", name, description) VALUES ($1, $2, $3, $4)`, [applicationId, accountId, name, description]);
  await query(
    `INSERT INTO "Client" (id, "applicationId", "clientId", environment, profile, "redirectUris", scopes) VALUES ($1, $2, $3, 'production', 'classic', $4, '{IMMN,MIM}')`,
    [id, applicationId, clientId, [redirectUri]],
  );
  return { id, applicationId, profile: 'classic', clientId, clientSecret: 'none', redirectUri };
}

/** What a browser sends along with a form of our own page. */
const ownOrigin = (page: Page) => ({ Origin: new URL(page.url()).origin });
const ask = (app: RegisteredApp, scopes = ['IMMN', 'MIM']) => new Authorization(app, scopes);
const press = (page: Page, name: 'Allow' | 'Not now') => page.getByRole('button', { name }).click();

/** A person in a browser of their own, at the question of an app. */
async function askedOf(browser: Browser, app: RegisteredApp, options: { line?: string; javaScriptEnabled?: boolean; scopes?: string[] } = {}) {
  const context = await browser.newContext({ baseURL: test.info().project.use.baseURL, javaScriptEnabled: options.javaScriptEnabled });
  const page = await context.newPage();
  const asking = ask(app, options.scopes);
  await page.goto(asking.path);
  const msisdn = options.line ?? (await ownLine());
  await signInOnTheWay(page, msisdn);
  return { context, page, asking, msisdn };
}

test.describe.configure({ mode: 'default' });

test('without script: nothing chosen, a day that is over and *Not now* each get a clear answer, and nothing is chosen twice', async ({ browser }) => {
  const app = await ownApp();
  const { context, page, asking } = await askedOf(browser, app, { javaScriptEnabled: false });
  await expect(page.getByText('You have no inbox here yet. Allowing this makes one')).toBeVisible();
  for (const name of ['Send messages as you', 'Read and organise your inbox']) await page.getByRole('switch', { name }).uncheck();
  await page.getByLabel('30 days').check();
  await press(page, 'Allow');
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('Choose at least one, or choose Not now.');
  await expect(page.getByLabel('30 days')).toBeChecked();
  await expect(page.getByRole('switch', { checked: true })).toHaveCount(0);

  await page.getByRole('switch', { name: 'Send messages as you' }).check();
  await page.getByLabel('Until a date').check();
  // Past the check of the field itself, which a browser may not have.
  const form = { csrf: await page.locator('[name=csrf]').inputValue(), decision: 'allow', scope: 'IMMN', until: 'date', end: '2020-01-01' };
  const refused = await page.request.post(`${page.url().split('?')[0]}/decide`, { form, headers: ownOrigin(page), maxRedirects: 0 });
  expect(refused.status()).toBe(303);
  await page.goto(refused.headers().location ?? '');
  await expect(page.getByLabel('Last day')).toHaveValue('2020-01-01');
  await expect(page.getByLabel('Last day')).toHaveAccessibleDescription('Choose a last day that is still to come, within ten years.');
  await expect(page.getByRole('switch', { name: 'Send messages as you' })).toBeChecked();
  await expect(page.getByRole('switch', { name: 'Read and organise your inbox' })).not.toBeChecked();

  // Enter in a field decides nothing; on the button it does.
  const question = page.url();
  await page.getByLabel('Last day').press('Enter');
  await page.getByRole('switch', { name: 'Send messages as you' }).press('Enter');
  expect(page.url()).toBe(question);

  await page.getByLabel('90 days').check();
  await page.getByRole('button', { name: 'Allow' }).focus();
  const answer = await asking.answer(page, () => page.keyboard.press('Enter'));
  expect(answer.get('code')).toBeTruthy();
  await context.close();
});

test('a second click, the way back and another tab: the answer was given once, and the page says what holds', async ({ browser }) => {
  const app = await ownApp();
  const { context, page, asking } = await askedOf(browser, app);
  const question = page.url();
  const csrf = await page.locator('[name=csrf]').inputValue();
  const decisions: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/decide')) decisions.push(request.url());
  });
  await asking.answer(page, () => page.getByRole('button', { name: 'Allow' }).dblclick());
  expect(decisions).toHaveLength(1);
  await page.goto(question);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have answered this');
  await expect(page.getByText(/Guestbook may use your number now/)).toBeVisible();
  const again = await page.request.post(`${question}/decide`, { form: { csrf, decision: 'allow', scope: 'IMMN', until: 'none' }, headers: ownOrigin(page), maxRedirects: 0 });
  expect(again.status()).toBe(303);
  expect(again.headers().location).not.toContain('code=');
  expect(await query(`SELECT 1 FROM "ConsentEvent" e JOIN "ConsentGrant" g ON g.id = e."grantId" WHERE g."clientId" = $1`, [app.id])).toHaveLength(1);
  await context.close();
});

test('T24: a decision posted by another site, from a sandbox, without the token or with the token of another session is none', async ({ browser }) => {
  const app = await ownApp();
  const { context, page } = await askedOf(browser, app);
  const other = await askedOf(browser, app);
  const csrf = await page.locator('[name=csrf]').inputValue();
  const foreign = await other.page.locator('[name=csrf]').inputValue();
  const decide = `${page.url()}/decide`;
  const post = (headers: Record<string, string>, token: string) =>
    page.request.post(decide, { headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers }, data: new URLSearchParams({ csrf: token, decision: 'allow', scope: 'IMMN', until: '90' }).toString(), maxRedirects: 0 });
  const elsewhere: Record<string, string>[] = [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }, {}];
  for (const headers of elsewhere) {
    expect((await post(headers, csrf)).status(), JSON.stringify(headers)).toBe(403);
  }
  for (const token of [foreign, '', `${csrf}0`]) {
    const refused = await post(ownOrigin(page), token);
    expect(refused.status(), token).toBe(303);
    expect(refused.headers().location).toContain('problem=session');
  }
  expect(await query(`SELECT 1 FROM "ConsentGrant" WHERE "clientId" = $1`, [app.id])).toHaveLength(0);
  // The parameters are the server's own: what is sent along with a good decision changes nothing.
  const forged = await page.request.post(decide, { form: { csrf, decision: 'allow', scope: 'IMMN', until: '90', redirect_uri: 'https://evil.example/', client_id: 'other' }, headers: ownOrigin(page), maxRedirects: 0 });
  expect(forged.headers().location).toContain('problem=form');
  const good = await post(ownOrigin(page), csrf);
  expect(good.status()).toBe(303);
  expect(good.headers().location).toMatch(/^http:\/\/localhost:9\/callback\?code=/);
  expect(good.headers()['cache-control']).toBe('no-store');
  await Promise.all([context.close(), other.context.close()]);
});

test('T24: the question cannot be shown inside of another site', async ({ browser }) => {
  const { context, page } = await askedOf(browser, await ownApp());
  const question = page.url();
  // Another origin on the same host: the browser sends the session's cookie along, so nothing but the policy stands in the way.
  const outside = await context.newPage();
  await outside.route('http://localhost:3999/prize', (route) => route.fulfill({ contentType: 'text/html', body: `<h1>Win a prize</h1><iframe src="${question}" width="800" height="600"></iframe>` }));
  await outside.goto('http://localhost:3999/prize');
  await expect.poll(() => outside.frames()[1]?.url()).toBe('chrome-error://chromewebdata/');
  await context.close();
});

test('what was decided before is told: at more permissions, after an end, and under another name', async ({ browser }) => {
  const app = await ownApp();
  const { context, page, asking } = await askedOf(browser, app, { scopes: ['IMMN'] });
  await expect(page.getByText(/you let it/)).toHaveCount(0);
  await asking.answer(page, () => press(page, 'Allow'));

  await page.goto(ask(app).path);
  await expect(page.getByText(/On .* you let it send\. Reading your inbox is new\./)).toBeVisible();
  await expect(page.getByText('New', { exact: true })).toHaveCount(1);

  await query(`UPDATE "Application" SET name = 'Guestbook Plus' WHERE id = $1`, [app.applicationId]);
  await page.reload();
  await expect(page.getByText('When you decided about this app last, it was called Guestbook by Guest House.')).toBeVisible();

  await page.goto('/connected-apps');
  const card = page.getByRole('article', { name: 'Guestbook Plus' });
  await card.getByRole('link', { name: /^End\b/ }).click();
  await card.getByRole('button', { name: 'End it now' }).click();
  await expect(page.getByText('Ended. The app can no longer use your line.')).toBeVisible();
  await page.goto(ask(app).path);
  await expect(page.getByText(/From .* to .* you let it send\. Then it was ended\./)).toBeVisible();
  await context.close();
});

test('E1: a line that is mended meanwhile is asked about again when its tab is shown', async ({ browser }) => {
  const line = await ownLine('prepaid');
  const { context, page } = await askedOf(browser, await ownApp(), { line });
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guestbook cannot use');
  await query(`UPDATE "SimulatedLine" SET plan = 'postpaid' WHERE msisdn = $1`, [line]);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible();
  await context.close();
});

test('receipts are files of their owner alone: one, and all; for others they do not exist, byte for byte (T1)', async ({ browser }) => {
  const app = await ownApp();
  const { context, page, asking, msisdn } = await askedOf(browser, app);
  await page.setViewportSize({ width: 390, height: 844 });
  await asking.answer(page, () => press(page, 'Allow'));
  await page.goto('/connected-apps');
  const card = page.getByRole('article', { name: 'Guestbook' });
  await card.getByText('What it did, how long, receipts').click();
  const link = card.getByRole('link', { name: /^Download receipt of/ });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(file.suggestedFilename()).toMatch(/^consent-receipt-\d{4}-\d\d-\d\d-[\w-]{22}\.json$/);
  const href = (await link.getAttribute('href')) ?? '';
  const answer = await page.request.get(href);
  expect(answer.headers()).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  expect(await answer.json()).toMatchObject({ kind: 'given', number: msisdn, app: { name: 'Guestbook', owner: 'Guest House', clientId: app.clientId } });
  const [all] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'All receipts' }).click()]);
  expect(all.suggestedFilename()).toBe('consent-receipts.json');

  const stranger = await askedOf(browser, app);
  const told = async (path: string) => {
    const refused = await stranger.page.request.get(path);
    const { date: _, 'x-request-id': __, 'content-security-policy': ___, ...headers } = refused.headers();
    return { status: refused.status(), headers, body: await refused.text() };
  };
  const foreign = await told(href);
  expect(foreign).toMatchObject({ status: 404, body: 'There is no such receipt.' });
  expect(foreign).toEqual(await told('/connected-apps/receipts/AZqvvvvvvvvvvvvvvvvvvQ'));
  const nobody = await browser.newContext({ baseURL: test.info().project.use.baseURL });
  const redirected = await nobody.request.get(href, { maxRedirects: 0 });
  expect(redirected.status()).toBe(307);
  expect(redirected.headers().location).toContain('/sign-in');
  await Promise.all([context.close(), stranger.context.close(), nobody.close()]);
});

test('T29: given away in the simulator, a number takes its former owner’s sessions and tokens along, and the new owner finds nothing', async ({ browser, request }) => {
  const app = await ownApp();
  const { context, page, asking, msisdn } = await askedOf(browser, app);
  await asking.answer(page, () => press(page, 'Allow'));
  await page.goto('/inbox');
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  const phone = await browser.newPage();
  await phone.goto(`/simulator?phones=${msisdn.slice(1)}`);
  await phone.getByRole('button', { name: 'Give this number to somebody else' }).click();
  await phone.getByRole('button', { name: 'Give it away' }).click();
  await expect(phone.getByRole('heading', { name: /^Newcomer/ })).toBeVisible();
  // The worker walks through all lines by itself.
  await expect.poll(async () => (await page.request.get('/session')).status(), { timeout: 60_000 }).not.toBe(200);
  await page.goto('/inbox');
  await expect(page).toHaveURL(/\/sign-in/);

  const successor = await browser.newContext({ baseURL: test.info().project.use.baseURL });
  const theirs = await successor.newPage();
  await query(`DELETE FROM "AbuseLimit"`);
  await theirs.goto('/sign-in?as=line&returnTo=/connected-apps');
  await signInOnTheWay(theirs, msisdn);
  await expect(theirs.getByText('Apps you let in will be here')).toBeVisible();
  expect((await new MessageApi(request, 'hs_at_none').get('messages')).status()).toBe(401);
  await Promise.all([context.close(), successor.close(), phone.close()]);
});

const longest = { name: 'W'.repeat(40), description: 'A very long description of an app. '.repeat(29).slice(0, 1_000) };
for (const [what, name, description] of [['40 wide letters and 1,000 characters', longest.name, longest.description], ['a name written from right to left', 'مكتب الرسائل', '']] as const) {
  test(`axe finds nothing and nothing scrolls sideways, wide and narrow, light and dark: ${what}`, async ({ browser }) => {
    const { context, page } = await askedOf(browser, await ownApp(name, description));
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await expect(page.getByRole('switch', { name: 'Send messages as you' })).toHaveAccessibleDescription(new RegExp(`sent by ${name}`));
    for (const [width, height] of [[1280, 860], [390, 844]] as const) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect.soft(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)), `${width} ${colorScheme}`).toEqual([]);
        if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/consent-${name.slice(0, 3)}-${width}-${colorScheme}.png`, fullPage: true });
      }
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    }
    await context.close();
  });
}
