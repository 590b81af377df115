import { expect, test, type Page } from '@playwright/test';
import { expectSoundPage, signInAsAccount } from '#tests/e2e/support/accounts.ts';

const newName = (what: string) => `${what} ${Date.now().toString(36)}`;

async function register(page: Page, name: string): Promise<string> {
  await page.goto('/developer/apps/new');
  // The hint says what holds: the field takes no more than it names.
  await expect(page.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/2 to 40 characters/);
  await expect(page.getByLabel('Name', { exact: true })).toHaveAttribute('maxlength', '40');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Redirect URIs').fill('https://desk.example.com/back');
  await page.getByRole('checkbox', { name: /MIM/ }).check();
  await page.getByRole('button', { name: 'Register the app' }).click();
  await expect(page.getByRole('heading', { name: 'Copy your new secret now' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Copy the client id' })).toBeVisible();
  const secret = await page.getByText(/^hs_test_/).innerText();
  await page.getByRole('link', { name: /I have stored it/ }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return secret;
}

test('T7 an app is registered, and its secret is shown once and nowhere again', async ({ page }) => {
  await signInAsAccount(page, 'developer', '/developer/apps');
  const secret = await register(page, newName('Notes'));
  expect(page.url()).not.toContain(secret);
  await page.goto(`${page.url()}/keys`);
  await expect(page.getByText(`hs_test_…${secret.slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.locator('body').innerText()).not.toContain(secret);
});

test('a bad form names each field and keeps what was typed', async ({ page }) => {
  await signInAsAccount(page, 'developer', '/developer/apps/new');
  await page.getByLabel('Name', { exact: true }).fill('Handset Help');
  await page.getByLabel('Redirect URIs').fill('http://desk.example.com/back');
  await page.getByRole('button', { name: 'Register the app' }).click();
  await expect(page.getByRole('alert').first()).toContainText('looks like Handset’s own');
  await expect(page.getByLabel('Redirect URIs')).toHaveAccessibleDescription(/must begin with https/);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Handset Help');
  await expectSoundPage(page);
});

test('T7 a secret is rotated with an overlap and the old one ended', async ({ page }) => {
  await signInAsAccount(page, 'developer', '/developer/apps');
  await register(page, newName('Keys'));
  await page.getByRole('link', { name: 'Keys', exact: true }).first().click();
  await page.getByRole('button', { name: 'Rotate' }).click();
  await page.getByRole('radio', { name: /24 hours/ }).check();
  await page.getByRole('button', { name: 'Make the new secret' }).click();
  await expect(page.getByRole('heading', { name: 'Copy your new secret now' })).toBeVisible();
  const old = page.getByRole('row').filter({ hasText: 'Rotating out' });
  await expect(old).toHaveCount(1);
  await old.getByRole('button', { name: /End now/ }).click();
  await expect(page.getByText('The new secret has not been used yet.')).toBeVisible();
  await page.getByRole('button', { name: 'End it now' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Revoked' })).toHaveCount(1);
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByRole('heading', { name: 'Copy your new secret now' })).toHaveCount(0);
});

test('L3 a request is filed, amended instead of doubled, and withdrawn', async ({ page }) => {
  await signInAsAccount(page, 'developer', '/developer/apps');
  await register(page, newName('More'));
  await page.getByRole('link', { name: 'Ask for a higher limit' }).click();
  const wanted = page.getByLabel('I want, a minute');
  await wanted.fill('60');
  await expect(page.getByText('It must be a whole number above 60.')).toBeVisible();
  await wanted.fill('120');
  await page.getByLabel('Business case').fill('short');
  await page.getByRole('button', { name: 'Send the request' }).click();
  await expect(page.getByLabel('Business case')).toHaveAccessibleDescription(/at least 20 characters/);
  await page.getByLabel('Business case').fill('Nine clinics join us in December, each answers thirty people by hand.');
  await page.getByRole('button', { name: 'Send the request' }).click();
  // Said where the person is: announced, focused, with the way to the request.
  const said = page.getByRole('status').filter({ hasText: /^Request #\d+ is sent\. It asks for 120 a minute\./ });
  await expect(said).toBeFocused();
  await expect(page.getByRole('button', { name: 'Send the request' })).toHaveCount(0);
  const number = /#(\d+)/.exec(await said.innerText())?.[1] ?? '';
  await said.getByRole('link', { name: `See request #${number}` }).click();
  await expect(page.getByRole('region', { name: `Request #${number}` })).toBeFocused();
  // Amending is a step of its own, and can be left.
  const amend = page.getByRole('button', { name: `Amend request #${number}` });
  await amend.click();
  await expect(wanted).toBeFocused();
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  await expect(wanted).toHaveCount(0);
  await amend.click();
  await wanted.fill('180');
  await page.getByRole('button', { name: 'Send the change' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Request #${number} is amended. It now asks for 180 a minute.` })).toBeFocused();
  await expect(page.getByText('120 becomes 180 a minute')).toBeVisible();
  await page.getByRole('button', { name: `Withdraw #${number}` }).click();
  await page.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Request #${number} is withdrawn.` })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Send the request' })).toBeVisible();
});

test('T1 a foreign or missing app is the same page that is not there', async ({ page }) => {
  await signInAsAccount(page, 'developer', '/developer/apps');
  const answer = await page.goto('/developer/apps/hs_app_000000000000');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('main')).toHaveCount(1);
  await page.getByRole('link', { name: 'Go to your apps' }).click();
  await page.waitForURL('**/developer/apps');
});

for (const width of [1360, 390]) {
  test(`the pages are sound at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await signInAsAccount(page, 'developer', '/developer/apps');
    await expectSoundPage(page);
    const first = await page.getByRole('rowheader').getByRole('link').first().getAttribute('href');
    for (const path of ['', '/keys', '/limits', '/activity', '/settings']) {
      await page.goto(`${first ?? ''}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await expectSoundPage(page);
    }
    await page.goto('/developer/requests');
    await expectSoundPage(page);
  });
}
