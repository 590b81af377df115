import { expect, test, type Page } from '@playwright/test';
import { expectSoundPage, signInAsAccount } from '#tests/e2e/support/accounts.ts';

async function openWebhooks(page: Page): Promise<void> {
  await signInAsAccount(page, 'developer', '/developer/apps');
  await page.goto('/developer/apps/new');
  await page.getByLabel('Name', { exact: true }).fill(`Hooks ${Date.now().toString(36)}`);
  await page.getByLabel('Redirect URIs').fill('https://desk.example.com/back');
  await page.getByRole('checkbox', { name: /MIM/ }).check();
  await page.getByRole('button', { name: 'Register the app' }).click();
  await page.getByRole('link', { name: /I have stored it/ }).click();
  await page.getByRole('link', { name: 'Webhooks', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Webhooks' })).toBeVisible();
}

const saveAddress = async (page: Page, url: string) => {
  await page.getByRole('textbox', { name: 'Address' }).fill(url);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
};

test('SSRF: an address inside is refused beside its field, and what was typed stays', async ({ page }) => {
  await openWebhooks(page);
  await saveAddress(page, 'https://169.254.169.254/latest/meta-data');
  await expect(page.getByRole('textbox', { name: 'Address' })).toHaveAccessibleDescription(/must be one of the public internet/);
  await expect(page.getByRole('textbox', { name: 'Address' })).toHaveValue('https://169.254.169.254/latest/meta-data');
  await expectSoundPage(page);
});

test('the docs tell how to subscribe, what is posted and how to check it', async ({ page }) => {
  await openWebhooks(page);
  await page.getByRole('link', { name: 'How webhooks work' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Webhooks' })).toBeVisible();
  await expect(page).toHaveURL(/\/docs\/webhooks$/);
  for (const name of ['Set up', 'What is posted', 'Check the signature', 'Answers and repeats', 'Without a public address']) await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Body' })).toContainText('"notificationEvents"');
  await expectSoundPage(page);
  for (const target of await page.locator('main a[href^="/docs/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
    const [path = '', hash] = target.split('#');
    await page.goto(path);
    if (hash) await expect(page.locator(`[id="${hash}"]`)).toBeVisible();
  }
});

test('T7: the signing secret is shown once, rotated with an overlap, and the old one ended', async ({ page }) => {
  await openWebhooks(page);
  await saveAddress(page, 'https://hooks.example.com/handset');
  await expect(page.getByRole('heading', { name: 'Copy the signing secret now' })).toBeFocused();
  const secret = await page.getByText(/^whsec_[A-Za-z0-9+/]{43}=$/).innerText();
  await expectSoundPage(page);
  await page.reload();
  await expect(page.getByText(`whsec_…${secret.slice(-5, -1)}`)).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole('button', { name: 'Rotate' }).click();
  await page.getByRole('radio', { name: /24 hours/ }).check();
  await page.getByRole('button', { name: 'Make the new secret' }).click();
  await expect(page.getByRole('heading', { name: 'Copy the signing secret now' })).toBeVisible();
  const old = page.getByRole('row').filter({ hasText: 'Rotating out' });
  await expect(old).toHaveCount(1);
  await old.getByRole('button', { name: /End now/ }).click();
  await expect(old).toHaveCount(0);
});

test('the address is switched off and on again', async ({ page }) => {
  await openWebhooks(page);
  await saveAddress(page, 'https://hooks.example.com/handset');
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await page.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText('It is off. Events wait until you switch it on.')).toBeVisible();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(page.getByRole('button', { name: 'Switch off' })).toBeVisible();
});

test('STOMP is spoken on the one port, and an upgrade to anything else is not', async ({ page }) => {
  await page.goto('/sign-in');
  const ask = (path: string) =>
    page.evaluate(
      (at) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(new URL(at, location.href.replace(/^http/, 'ws')), ['v12.stomp']);
          socket.onopen = () => socket.send('SEND\ndestination:/queue/x\n\nhello\0');
          socket.onmessage = ({ data }) => resolve(String(data).split('\n')[0] ?? '');
          socket.onclose = () => resolve('closed');
        }),
      path,
    );
  expect(await ask('/stomp/websocket')).toBe('ERROR');
  expect(await ask('/stomp')).toBe('closed');
  expect(await ask('/inbox')).toBe('closed');
});
