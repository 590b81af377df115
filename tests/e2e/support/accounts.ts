import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

interface DemoAccounts {
  developer: { email: string; password: string };
  support: { email: string; password: string };
}

/** The demo accounts as the running server wrote them. */
function demoAccounts(): DemoAccounts {
  return JSON.parse(readFileSync(`${process.env.HANDSET_DATA_DIR ?? '.handset'}/demo.json`, 'utf8')) as DemoAccounts;
}

/** Signs in with e-mail and password, as a developer or support agent would. */
export async function signInAsAccount(page: Page, who: keyof DemoAccounts, returnTo: string): Promise<void> {
  const { email, password } = demoAccounts()[who];
  await page.goto(`/sign-in?as=work&returnTo=${encodeURIComponent(returnTo)}`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.locator('form', { has: page.getByLabel('E-mail') }).getByRole('button', { name: /sign in/i }).click();
  await page.waitForURL((url) => url.pathname === returnTo.split('?')[0]);
}

/** axe finds nothing, nothing scrolls sideways. */
export async function expectSoundPage(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
}
