import { expect, type Page, test } from '@playwright/test';
import { expectSoundPage, signInAsAccount } from '#tests/e2e/support/accounts.ts';

const names = ['Requests must be pushed', 'Tokens must be bound to a key', 'Devices without a browser may sign in'];

async function registerApp(page: Page, profile: 'modern' | 'classic'): Promise<string> {
  await page.goto('/developer/apps/new');
  await page.getByLabel('Name', { exact: true }).fill(`Keys ${Date.now().toString(36)}`);
  await page.getByLabel('Redirect URIs').fill('https://desk.example.com/back');
  await page.getByRole('checkbox', { name: /MIM/ }).check();
  if (profile === 'classic') await page.getByRole('radio', { name: /classic/i }).check();
  await page.getByRole('button', { name: 'Register the app' }).click();
  await page.getByRole('link', { name: /I have stored it/ }).click();
  await expect(page.getByRole('link', { name: 'Settings', exact: true }).first()).toBeVisible();
  return `${new URL(page.url()).pathname}/settings`;
}

test('PAR, DPoP and devices are switched by keyboard, at once, and stay so', async ({ page, request }) => {
  await signInAsAccount(page, 'developer', '/developer/apps');
  const settings = await registerApp(page, 'modern');
  await page.goto(settings);
  const [pushes, keys, devices] = names.map((name) => page.getByRole('switch', { name: new RegExp(name) }));
  if (!pushes || !keys || !devices) throw new Error('A switch is missing.');
  for (const each of [pushes, keys, devices]) await expect(each).not.toBeChecked();
  await expect(keys).toHaveAccessibleDescription(/refresh tokens from before are refused/);
  await pushes.focus();
  const saved = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().includes('/settings'));
  await page.keyboard.press('Space');
  await expect(pushes).toBeChecked();
  await expect(pushes).toBeFocused();
  expect((await saved).status()).toBe(200);
  const clientId = /apps\/([^/]+)\//.exec(settings)?.[1] ?? '';
  const plain = await request.get(`/oauth/v4/authorize?client_id=${clientId}&redirect_uri=${encodeURIComponent('https://desk.example.com/back')}&prompt=none`, { maxRedirects: 0 });
  expect(new URL(plain.headers().location ?? '').searchParams.get('error')).toBe('invalid_request');
  expect(new URL(plain.headers().location ?? '').searchParams.get('error_description')).toContain('pushes its requests');
  await page.reload();
  await expect(pushes).toBeChecked();
  await expect(keys).not.toBeChecked();
  await expectSoundPage(page);
});

test('the switches fit a phone, light and dark', async ({ page }) => {
  await signInAsAccount(page, 'developer', '/developer/apps');
  const settings = await registerApp(page, 'modern');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(settings);
    await expect(page.getByRole('switch')).toHaveCount(3);
    await expectSoundPage(page);
  }
});

test('an app of the classic profile has none of them', async ({ page }) => {
  await signInAsAccount(page, 'developer', '/developer/apps');
  await page.goto(await registerApp(page, 'classic'));
  await expect(page.getByRole('region', { name: 'OAuth' }).getByRole('button', { name: 'Save' })).toBeVisible();
  await expect(page.getByRole('switch')).toHaveCount(0);
});
