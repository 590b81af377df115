import { expect, test, type Page } from '@playwright/test';
import { isLive, writeFromPhone } from '#tests/e2e/support/sign-in.ts';
import { signInOnTheWay } from '#tests/e2e/support/client-app.ts';
import { signIn } from '#tests/e2e/support/signed-in.ts';
import { lines, query } from '#tests/e2e/support/world.ts';

/** Moves the end of Chen's sessions. The server's clock decides, so the row is where time passes faster. */
async function endIn(seconds: number): Promise<void> {
  await query(
    `UPDATE "Session" SET "endsAt" = now() + make_interval(secs => $2), "lastUsedAt" = now()
     WHERE "subscriberId" = (SELECT id FROM "Subscriber" WHERE "msisdn" = $1) AND "endedAt" IS NULL AND "endsAt" > now()`,
    [lines.chen, seconds],
  );
}

/** What a tab does when it is looked at again: it asks how long is left. */
const lookAgain = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('online')));

const warning = (page: Page) => page.getByRole('alertdialog', { name: /^Your session ends in/ });
const ended = (page: Page) => page.getByRole('alertdialog', { name: /^(Your session ended|Session ended, your draft is safe)$/ });
const secondsLeft = async (page: Page) => {
  const [minutes = '', seconds = ''] = (await page.getByRole('timer').innerText()).split(':');
  return Number(minutes) * 60 + Number(seconds);
};

async function endsInSeconds(page: Page): Promise<number> {
  const { endsAt, now } = (await (await page.request.get('/session')).json()) as { endsAt: string; now: string };
  return (Date.parse(endsAt) - Date.parse(now)) / 1000;
}

async function signInAsChen(page: Page): Promise<void> {
  await signIn(page, 'chen');
  await isLive(page);
}

test('the dialog counts down, is told to screen readers rarely, and Stay signed in extends (P1)', async ({ page }) => {
  await signInAsChen(page);
  await endIn(100);
  await lookAgain(page);
  await expect(warning(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stay signed in' })).toBeFocused();
  await expect(page.getByRole('timer')).toHaveAttribute('aria-live', 'off');
  await expect(warning(page).getByRole('status')).toHaveText('2 minutes left');
  const first = await secondsLeft(page);
  expect(first).toBeLessThanOrEqual(100);
  await expect.poll(() => secondsLeft(page)).toBeLessThan(first);
  await expect(page).toHaveTitle(/^Session ends soon · /);

  // Asking how long is left moves nothing.
  expect(await endsInSeconds(page)).toBeLessThan(100);
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(warning(page)).toHaveCount(0);
  expect(await endsInSeconds(page)).toBeGreaterThan(3600);
  await expect(page).not.toHaveTitle(/Session ends soon/);
});

test('Escape means stay (P1)', async ({ page }) => {
  await signInAsChen(page);
  await endIn(100);
  await lookAgain(page);
  await expect(warning(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(warning(page)).toHaveCount(0);
  expect(await endsInSeconds(page)).toBeGreaterThan(3600);
});

test('after the end nothing of the page is left, and sign-in comes back to the page and the draft (P1)', async ({ page }) => {
  await signInAsChen(page);
  const text = `Half a thought ${Date.now().toString(36)}`;
  await page.goto('/inbox/new');
  await isLive(page);
  const to = page.getByRole('combobox', { name: 'To' });
  await to.fill('(206) 555-0177');
  await to.press('Enter');
  await page.getByLabel('Message', { exact: true }).fill(text);
  await expect.poll(() => query(`SELECT 1 FROM "Draft" WHERE "text" = $1`, [text])).toHaveLength(1);

  await endIn(-1);
  await lookAgain(page);
  await expect(ended(page)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sign in', exact: true })).toBeFocused();
  const left = await page.content();
  expect(left).not.toContain(text);
  expect(left).not.toContain('555-0177');
  expect(left).not.toContain('555-0103');
  await expect(page).toHaveTitle('Session ended · Handset');

  await page.getByRole('link', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in\?.*returnTo=%2Finbox%2Fnew/);
  await expect(page.getByRole('status').filter({ hasText: 'Your session ended. The text you wrote and did not send is kept' })).toBeVisible();
  await signInOnTheWay(page, lines.chen);
  await page.waitForURL('**/inbox/new');
  await expect(page.getByLabel('Message', { exact: true })).toHaveValue(text);
  await expect(page.getByText('1 of 10')).toBeVisible();
  await page.getByLabel('Message', { exact: true }).fill('');
  await page.getByRole('button', { name: /^Remove/ }).click();
});

test('two tabs agree: one that stays keeps the other, one that ends ends the other (P1)', async ({ page, context }) => {
  await signInAsChen(page);
  const other = await context.newPage();
  await other.goto('/connected-apps');
  await isLive(other);
  await endIn(100);
  await lookAgain(page);
  await lookAgain(other);
  await expect(warning(page)).toBeVisible();
  await expect(warning(other)).toBeVisible();
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(warning(page)).toHaveCount(0);
  await expect(warning(other)).toHaveCount(0);

  await endIn(100);
  await lookAgain(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  for (const tab of [page, other]) {
    await expect(ended(tab)).toBeVisible();
    expect(await tab.content()).not.toContain('555-0103');
  }
  expect((await page.request.get('/session')).status()).toBe(401);
});

test('a page asked for after the end is sign-in, with the way back (P1, T29)', async ({ page }) => {
  await signInAsChen(page);
  await endIn(-1);
  const answer = await page.goto('/inbox');
  expect(answer?.url()).toContain('/sign-in');
  expect(new URL(page.url()).searchParams.get('returnTo')).toBe('/inbox');
});

test('a page that reads itself anew after the end leads back to the page and not to its data (P1)', async ({ page }) => {
  await signInAsChen(page);
  await endIn(-1);
  await page.getByRole('navigation', { name: 'Show' }).getByRole('link', { name: 'Groups' }).click();
  await page.waitForURL(/\/sign-in\?/);
  expect(new URL(page.url()).searchParams.get('returnTo')).not.toContain('_rsc');
  await expect(page.getByText('Your session ended.')).toBeVisible();
});

test('sign-in says nothing of an end to somebody who signed out or was never in (P1)', async ({ page }) => {
  await page.goto('/sign-in?as=line');
  await expect(page.getByLabel('Mobile number')).toBeVisible();
  await expect(page.getByText('Your session ended.')).toHaveCount(0);
  await signInAsChen(page);
  await page.getByRole('button', { name: 'Account menu for Chen Wei' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/sign-in?as=line');
  await expect(page.getByLabel('Mobile number')).toBeVisible();
  await expect(page.getByText('Your session ended.')).toHaveCount(0);
});

test('a conversation that marks by itself what arrives keeps no session alive, and a person who uses it does (P1)', async ({ page, request }) => {
  await signInAsChen(page);
  const text = (what: string) => `${what} ${Date.now().toString(36)}`;
  const opening = text('Opening');
  // Abroad without a plan, as Chen is, nothing reaches the phone.
  await query(`UPDATE "SimulatedLine" SET "roaming" = false WHERE "msisdn" = $1`, [lines.chen]);
  await writeFromPhone(request, lines.ben, [lines.chen], opening);
  const row = page.getByRole('list', { name: 'Conversations' }).getByRole('listitem').filter({ hasText: opening });
  await row.getByRole('link').click();
  const arrived = (words: string) => page.getByRole('log').getByRole('listitem').filter({ hasText: words });
  await expect(arrived(opening)).toBeVisible();
  const isRead = (words: string) => query(`SELECT 1 FROM "Message" WHERE text = $1 AND direction = 'in' AND NOT "isUnread"`, [words]);
  await expect.poll(() => isRead(opening)).toHaveLength(1);

  // As if nobody had touched it for ten minutes; far from the warning, so that no dialog comes.
  await query(
    `UPDATE "Session" SET "lastUsedAt" = now() - interval '10 minutes', "endsAt" = now() + interval '30 minutes'
     WHERE "subscriberId" = (SELECT id FROM "Subscriber" WHERE "msisdn" = $1) AND "endedAt" IS NULL AND "endsAt" > now()`,
    [lines.chen],
  );
  const before = await endsInSeconds(page);
  expect(before).toBeLessThan(1801);
  const later = text('Later');
  await writeFromPhone(request, lines.ben, [lines.chen], later);
  await expect(arrived(later)).toBeVisible();
  await expect.poll(() => isRead(later)).toHaveLength(1);
  expect(await endsInSeconds(page)).toBeLessThanOrEqual(before);

  await page.getByRole('button', { name: 'Favorite' }).click();
  await expect.poll(() => endsInSeconds(page)).toBeGreaterThan(3600);
});

test('a message sent after the session ended says so where it was written, with the way back (P1)', async ({ page }) => {
  await signInAsChen(page);
  // As on a phone that slept: neither the dialog that tells of the end nor news reach the page.
  await page.route('**/session', (route) => route.abort());
  await page.route('**/events**', (route) => route.abort());
  await page.goto((await page.locator('a[data-thread-link]').first().getAttribute('href')) ?? '');
  const field = page.getByLabel('Message', { exact: true });
  const text = `Still here ${Date.now().toString(36)}`;
  await field.fill(text);
  const send = page.getByRole('button', { name: 'Send', exact: true });
  await expect(send).toBeEnabled();
  await query(
    `UPDATE "Session" SET "endedAt" = now(), "endsAt" = now() WHERE id = (SELECT id FROM "Session" WHERE "subscriberId" = (SELECT id FROM "Subscriber" WHERE msisdn = $1) AND "endedAt" IS NULL ORDER BY "createdAt" DESC LIMIT 1)`,
    [lines.chen],
  );
  await send.click();
  const form = page.getByRole('form', { name: /^Write to/ });
  await expect(form.getByRole('alert')).toContainText('Your session has ended. Sign in again; what you typed stays here.');
  await expect(form.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', /returnTo=%2Finbox%2F/);
  await expect(field).toHaveValue(text);
});

test('Sign out in the account menu ends the session (T29)', async ({ page }) => {
  await signInAsChen(page);
  await page.getByRole('button', { name: 'Account menu for Chen Wei' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  expect((await page.request.get('/session')).status()).toBe(401);
});

for (const who of ['developer', 'support'] as const) {
  test(`Sign out in the menu of the ${who} console ends the session (T29)`, async ({ page }) => {
    await signIn(page, who);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    expect((await page.request.get('/session')).status()).toBe(401);
  });
}
