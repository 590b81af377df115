import { expect } from '@playwright/test';
import { signInAsAccount } from '#tests/e2e/support/accounts.ts';
import { test } from '#tests/e2e/support/signed-in.ts';
import { query } from '#tests/e2e/support/world.ts';

const nobody = '(206) 555-0187';

test('the virtual phone of a code is the one that the code goes to', async ({ page }) => {
  await page.goto('/sign-in?as=line');
  await page.getByLabel('Mobile number').fill('(416) 555-0143');
  await page.getByRole('main').getByRole('button', { name: 'Text me a code' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('This is a number in Canada. Sign in with the US mobile number of your own line: codes go to no other.');
  await page.getByLabel('Mobile number').fill(nobody);
  await page.getByRole('main').getByRole('button', { name: 'Text me a code' }).click();
  await expect(page.getByRole('link', { name: 'your virtual phone' })).toHaveAttribute('href', '/simulator?phones=12065550187');
});

test('a picture opens as it is shown, and can be downloaded as it was sent', async ({ pageFor }) => {
  const page = await pageFor('ana');
  await page.goto('/inbox?q=ridge');
  await page.locator('a[data-thread-link]', { hasText: 'Ben Okafor' }).click();
  await page.waitForURL(/\/inbox\/[^/]{22}/);
  const picture = page.getByRole('figure').filter({ has: page.getByRole('img', { name: /^Picture: / }) }).first();
  const name = ((await picture.getByRole('img').getAttribute('alt')) ?? '').replace('Picture: ', '');
  const [download] = await Promise.all([page.waitForEvent('download'), picture.getByRole('link', { name: 'Download the original' }).click()]);
  expect(download.suggestedFilename()).toBe(name);
  expect(new URL(download.url()).search).toBe('');
});

test('an error of one decision does not stay when another is chosen, and in part begins with a part', async ({ page }) => {
  await signInAsAccount(page, 'support', '/support/tickets');
  const [ticket] = await query<{ number: number; requested: number }>(`SELECT number, requested FROM "LimitIncrease" WHERE state = 'SUBMITTED' ORDER BY number LIMIT 1`);
  await page.goto(`/support/tickets/${ticket?.number ?? ''}`);
  await page.getByRole('radio', { name: /Deny/ }).check();
  await page.getByRole('button', { name: 'Deny the request' }).click();
  const reason = page.getByLabel(/^Reason .* sees/);
  await expect(reason).toHaveAccessibleDescription(/Say why/);
  await page.getByRole('radio', { name: /In part/ }).check();
  await expect(reason).not.toHaveAttribute('aria-invalid', 'true');
  const part = Number(await page.getByLabel('Grant, a minute').inputValue());
  expect(part).toBeGreaterThan(0);
  expect(part).toBeLessThan(ticket?.requested ?? 0);
});

test('an app in the sandbox is switched on, and in production live', async ({ pageFor }) => {
  const page = await pageFor('developer');
  for (const [environment, app, word] of [['sandbox', 'Desk', 'Switched on'], ['production', 'Classic', 'Live']] as const) {
    await page.goto(`/developer/apps?env=${environment}`);
    await expect(page.getByRole('row').filter({ hasText: app }).first().getByText(word, { exact: true })).toBeVisible();
  }
});
