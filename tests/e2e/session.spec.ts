import { expect, test, type Page } from '@playwright/test';
import { isLive } from '#tests/e2e/support/sign-in.ts';
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
