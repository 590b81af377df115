import type { Page } from '@playwright/test';
import { hashPassword } from '#lib/crypto.ts';
import { newId } from '#lib/ids.ts';
import { query } from '#tests/e2e/support/world.ts';

/** Signs in as a developer of this test alone, at the list of apps. */
export async function signInAsOwnDeveloper(page: Page, { name, organisation = null }: { name: string; organisation?: string | null }): Promise<void> {
  const [email, password] = [`${newId()}@example.com`, `own-${newId()}`];
  await query(`INSERT INTO "Account" (id, email, name, organisation, "passwordHash", role) VALUES ($1, $2, $3, $4, $5, 'developer')`, [newId(), email, name, organisation, await hashPassword(password)]);
  await page.goto('/sign-in?as=work&returnTo=%2Fdeveloper%2Fapps');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.locator('form', { has: page.getByLabel('E-mail') }).getByRole('button', { name: /sign in/i }).click();
  await page.waitForURL('**/developer/apps');
}

/** Registers an app by the page and answers its client's id. */
export async function registerApp(page: Page, name: string, redirectUri = 'https://desk.example.com/back'): Promise<string> {
  await page.goto('/developer/apps/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Redirect URIs').fill(redirectUri);
  await page.getByRole('button', { name: 'Register the app' }).click();
  await page.getByRole('link', { name: /I have stored it/ }).click();
  await page.waitForURL(/hs_app_/);
  return /hs_app_[a-z0-9]+/.exec(page.url())?.[0] ?? '';
}
