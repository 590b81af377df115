import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { Authorization, signInOnTheWay } from '#tests/e2e/support/client-app.ts';
import { signInAsAccount } from '#tests/e2e/support/accounts.ts';
import { ownApp, ownLine } from '#tests/e2e/support/own-app.ts';
import { query } from '#tests/e2e/support/world.ts';

test.describe.configure({ mode: 'default' });

/** Every redirect that the server answered in this browser, as `303 /path`. */
function redirectsOf(context: BrowserContext): string[] {
  const seen: string[] = [];
  context.on('response', (response) => {
    if (response.status() >= 300 && response.status() < 400 && response.status() !== 304) seen.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  return seen;
}

const asked = (asking: Authorization, prompt: string) => `${asking.path}&prompt=${prompt}`;
const allow = (page: Page) => page.getByRole('button', { name: 'Allow' }).click();

for (const javaScriptEnabled of [true, false]) {
  test(`RFC 9700 4.12: from the question over sign-in to the app every redirect is 303, ${javaScriptEnabled ? 'with' : 'without'} script, and prompt is followed`, async ({ browser }) => {
    const { baseURL } = test.info().project.use;
    const [app, line] = [await ownApp(), await ownLine()];
    const context = await browser.newContext({ baseURL, javaScriptEnabled });
    const redirects = redirectsOf(context);
    const page = await context.newPage();
    const asking = new Authorization(app);

    // Nobody is signed in, nothing is allowed.
    expect((await asking.answer(page, () => page.goto(asked(asking, 'none')).catch(() => null))).get('error')).toBe('login_required');
    await page.goto(asking.path);
    await signInOnTheWay(page, line);
    expect((await asking.answer(page, () => allow(page))).get('code')).toBeTruthy();

    // Signed in and allowed: at once.
    for (const path of [asking.path, asked(asking, 'none')]) expect((await asking.answer(page, () => page.goto(path).catch(() => null))).get('code')).toBeTruthy();
    for (const prompt of ['consent', 'select_account']) {
      await page.goto(asked(asking, prompt));
      await expect(page.getByRole('button', { name: 'Not you?' })).toBeVisible();
      expect((await asking.answer(page, () => allow(page))).get('code')).toBeTruthy();
    }

    // Signed in before: again, and then at once.
    await page.goto(asked(asking, 'login'));
    await expect(page).toHaveURL(/\/sign-in\?/);
    expect((await asking.answer(page, () => signInOnTheWay(page, line))).get('code')).toBeTruthy();

    // Allowed, and signed out: the sign-in leads back to the app by itself.
    await context.clearCookies();
    await page.goto(asking.path);
    expect((await asking.answer(page, () => signInOnTheWay(page, line))).get('code')).toBeTruthy();
    expect(await query(`SELECT 1 FROM "ConsentEvent" e JOIN "ConsentGrant" g ON g.id = e."grantId" WHERE g."clientId" = $1 AND e.kind = 'given'`, [app.id])).toHaveLength(1);

    expect(redirects.length).toBeGreaterThan(10);
    expect(redirects.filter((each) => !each.startsWith('303 '))).toEqual([]);
    await context.close();
  });
}

test('whoever is signed in as a developer and tries an app is asked for a number, and then the question', async ({ page }) => {
  const [app, line] = [await ownApp(), await ownLine()];
  const asking = new Authorization(app);
  await signInAsAccount(page, 'developer', '/developer/apps');
  await page.goto(asking.path);
  await expect(page).toHaveURL(/\/sign-in\?as=line/);
  await signInOnTheWay(page, line);
  expect((await asking.answer(page, () => allow(page))).get('code')).toBeTruthy();
});
