import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { MessageApi, signInOnTheWay } from '#tests/e2e/support/client-app.ts';
import { ask, askedOf, ownApp, ownLine, press } from '#tests/e2e/support/own-app.ts';
import { query } from '#tests/e2e/support/world.ts';

/** What a browser sends along with a form of our own page. */
const ownOrigin = (page: Page) => ({ Origin: new URL(page.url()).origin });

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
  await expect(page.getByText(/you let it|as you chose it the last time/)).toHaveCount(0);
  await expect(page.getByLabel('90 days')).toBeChecked();
  await page.getByLabel('30 days').check();
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
  await expect(page.getByText(/From [A-Z][a-z]{2} \d{1,2}, \d{4} you let it send\. You ended it on [A-Z][a-z]{2} \d{1,2}, \d{4}\./)).toBeVisible();
  await expect(page.getByLabel('30 days')).toBeChecked();
  await expect(page.getByText('Filled in as you chose it the last time.')).toBeVisible();
  await context.close();
});

test('where people read about an app opens in a tab of its own that knows nothing of the question; an app without has no links', async ({ browser }) => {
  const app = await ownApp();
  const { context, page } = await askedOf(browser, app);
  await expect(page.getByText('About Guestbook')).toHaveCount(0);
  await query(`UPDATE "Application" SET "siteUrl" = 'https://guest.example', "privacyUrl" = 'https://law.guest.example/privacy' WHERE id = $1`, [app.applicationId]);
  await page.reload();
  await expect(page.getByText('At guest.example and law.guest.example')).toBeVisible();
  await context.route('https://*.example/**', (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Guest House</h1>' }));
  await context.route('https://guest.example/**', (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Guest House</h1>' }));
  for (const [name, address] of [['Website (opens in a new tab)', 'https://guest.example/'], ['Privacy text (opens in a new tab)', 'https://law.guest.example/privacy']] as const) {
    const link = page.getByRole('link', { name });
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await expect(tab.getByRole('heading', { name: 'Guest House' })).toBeVisible();
    expect(tab.url()).toBe(address);
    expect(await tab.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
    await tab.close();
  }
  await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible();
  await context.close();
});

test('E1: each gate that fails leads on: to the account, to support, and back to the app', async ({ browser }) => {
  const line = await ownLine('prepaid');
  await query(`UPDATE "SimulatedLine" SET standing = 'suspended', "smsEnabled" = false WHERE msisdn = $1`, [line]);
  const { context, page, asking } = await askedOf(browser, await ownApp(), { line });
  const question = page.url();
  const gates = page.getByRole('list', { name: 'Checks on this line' }).locator(':scope > li');
  for (const [gate, links] of [
    ['prepaid', [['Lines that work', /\/faqs#who-can$/], ['Ask support about plans', /\/support-info#contact$/]]],
    ['suspended', [['Open your account', /\/account#line$/], ['Talk to support', /\/support-info#contact$/]]],
    ['SMS is switched off', [['Ask support about SMS', /\/support-info#contact$/]]],
  ] as const) {
    for (const [name, leadsTo] of links) {
      await gates.filter({ hasText: gate }).getByRole('link', { name }).click();
      await expect(page).toHaveURL(leadsTo);
      await expect(page.locator(':target')).toBeVisible();
      await page.goto(question);
    }
  }
  const answer = await asking.answer(page, () => page.getByRole('button', { name: 'Go back to Guestbook' }).click());
  expect(answer.get('error')).toBe('access_denied');
  await context.close();
});

test('E1: a line without SMS is told that its carrier switches it on, and in the demo the simulator does', async ({ browser }) => {
  const line = await ownLine('postpaid');
  await query(`UPDATE "SimulatedLine" SET "smsEnabled" = false WHERE msisdn = $1`, [line]);
  const { context, page } = await askedOf(browser, await ownApp(), { line });
  const question = page.url();
  const gate = page.getByRole('list', { name: 'Checks on this line' }).locator(':scope > li').filter({ hasText: 'SMS is switched off' });
  await expect(gate).toContainText('Your carrier switches it on');
  await expect(gate).not.toContainText('Text messages and');
  await gate.getByRole('link', { name: 'switch Texting on at your virtual phone' }).click();
  await expect(page).toHaveURL(`/simulator?phones=${line.slice(1)}`);
  await page.getByRole('button', { name: 'Texting off' }).click();
  await expect(page.getByRole('button', { name: 'Texting on' })).toBeVisible();
  await page.goto(question);
  await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible();
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
  // Over before the phone shows it: nothing here waits for the worker's walk through all lines.
  expect((await page.request.get('/session')).status()).not.toBe(200);
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

test('the wide page has no hole: what each part holds fills it', async ({ browser }) => {
  const { context, page } = await askedOf(browser, await ownApp());
  await page.setViewportSize({ width: 1280, height: 860 });
  const holes = await page.locator('form[aria-labelledby=ask] > div.grid > *').evaluateAll((cells) =>
    cells.map((cell) => cell.getBoundingClientRect().bottom - Math.max(...[...cell.children].map((child) => child.getBoundingClientRect().bottom))),
  );
  expect(holes.length).toBeGreaterThanOrEqual(5);
  expect(Math.max(...holes)).toBeLessThan(160);
  await context.close();
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
