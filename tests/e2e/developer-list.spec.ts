import { expect } from '@playwright/test';
import { registerApp, signInAsOwnDeveloper } from '#tests/e2e/support/own-account.ts';
import { test } from '#tests/e2e/support/signed-in.ts';
import { query } from '#tests/e2e/support/world.ts';

test('the list tells the last call of an app that has a sandbox only', async ({ pageFor }) => {
  const page = await pageFor('developer');
  const name = `Listed ${Date.now().toString(36)}`;
  const clientId = await registerApp(page, name);
  const row = page.getByRole('row').filter({ hasText: name });
  await page.goto('/developer/apps?env=production');
  await expect(row.getByRole('cell', { name: 'None in 28 days' })).toBeVisible();
  await query(
    `INSERT INTO "UsageMinute" ("clientId", "limitName", "minuteAt", allowed, "perMinute")
     SELECT id, 'sends', date_trunc('minute', now()) - interval '3 minutes', 5, 60 FROM "Client" WHERE "clientId" = $1`,
    [clientId],
  );
  await page.reload();
  await expect(row.getByRole('cell', { name: /ago\s*in sandbox$/ })).toBeVisible();
  await page.goto('/developer/apps?env=sandbox');
  await expect(row.getByRole('cell', { name: /ago$/ })).toBeVisible();
});

test('the list opens where the apps are: in the sandbox until one is live', async ({ page }) => {
  await signInAsOwnDeveloper(page, { name: 'Nia Sand' });
  const clientId = await registerApp(page, 'Sandcastle');
  const lens = page.getByRole('navigation', { name: 'Use in' });
  await page.goto('/developer/apps');
  await expect(lens.getByRole('link', { name: 'Sandbox' })).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('row').filter({ hasText: 'Sandcastle' }).getByRole('meter')).toHaveCount(1);
  await page.goto(`/developer/apps/${clientId}/settings`);
  await page.getByLabel('Redirect URIs in production').fill('https://desk.example.com/live');
  await page.getByRole('button', { name: 'Add production' }).click();
  await expect(page.getByRole('heading', { name: 'Copy your new secret now' })).toBeVisible();
  await page.goto('/developer/apps');
  await expect(lens.getByRole('link', { name: 'Production' })).toHaveAttribute('aria-current', 'true');
});
