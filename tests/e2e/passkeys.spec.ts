import { randomInt } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { oneAtATime } from '#tests/e2e/support/one-at-a-time.ts';
import { signInAsOwnDeveloper } from '#tests/e2e/support/own-account.ts';
import { codeFor, signInAsSubscriber } from '#tests/e2e/support/sign-in.ts';
import { addVirtualAuthenticator } from '#tests/e2e/support/virtual-authenticator.ts';
import { query } from '#tests/e2e/support/world.ts';

/** A line of this test alone. */
async function ownLine(): Promise<string> {
  const msisdn = `+1425555${randomInt(2_000, 10_000)}`;
  await query(`INSERT INTO "SimulatedLine" (msisdn, name, plan, standing) VALUES ($1, 'Passkey line', 'postpaid', 'active') ON CONFLICT DO NOTHING`, [msisdn]);
  return msisdn;
}

const main = (page: Page) => page.getByRole('main');
const rows = (page: Page) => page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem');

async function makePasskey(page: Page): Promise<void> {
  const before = await rows(page).count();
  await main(page).getByRole('button', { name: 'Make a passkey' }).click();
  await expect(rows(page)).toHaveCount(before + 1);
  await expect(page.getByRole('status').filter({ hasText: 'Your passkey is made' })).toBeVisible();
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies();
}

test('a passkey is made on the account page, signs in by the button, is renamed and removed', async ({ page }) => {
  await addVirtualAuthenticator(page);
  await signInAsSubscriber(page, await ownLine(), '/account');
  await makePasskey(page);
  await expect(rows(page)).toContainText('not used yet');
  await signOut(page);
  await page.goto('/sign-in?as=line&returnTo=%2Faccount');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL('**/account');
  await expect(rows(page)).toContainText('last used');
  await rows(page).getByRole('button', { name: /^Rename/ }).click();
  await page.getByLabel('Name', { exact: true }).fill('My laptop');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toContainText('My laptop');
  await rows(page).getByRole('button', { name: /^Remove/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove it' }).click();
  await expect(rows(page)).toHaveCount(0);
  await signOut(page);
  await page.goto('/sign-in?as=line');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(main(page).getByRole('alert')).toContainText('could not be used');
});

test('a passkey offers itself in the number field', async ({ page }) => {
  await addVirtualAuthenticator(page, { offers: true });
  await signInAsSubscriber(page, await ownLine(), '/account');
  await makePasskey(page);
  await signOut(page);
  await page.goto('/sign-in?as=line&returnTo=%2Faccount');
  await page.waitForURL('**/account');
  await expect(rows(page)).toContainText('last used');
});

test('a wish at the code makes a passkey on the way', async ({ page }) => {
  await addVirtualAuthenticator(page);
  await signInAsSubscriber(page, await ownLine(), '/account', { atCode: () => page.getByLabel('Set up a passkey next').check(), until: '/sign-in/passkey' });
  await expect(main(page).getByRole('status')).toContainText('Your passkey is made.');
  await expect(page.getByRole('link', { name: 'Go on', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/account');
  await expect(rows(page)).toHaveCount(1);
});

test('a wish at the code that the device cannot fulfil holds nobody up', async ({ page }) => {
  await addVirtualAuthenticator(page, { verified: false });
  await signInAsSubscriber(page, await ownLine(), '/account', { atCode: () => page.getByLabel('Set up a passkey next').check(), until: '/sign-in/passkey' });
  await expect(main(page).getByRole('alert')).toBeVisible();
  await page.getByRole('link', { name: 'Go on without' }).click();
  await page.waitForURL('**/account');
  await expect(rows(page)).toHaveCount(0);
});

test('a developer makes a passkey and signs in by it on either tab', async ({ page }) => {
  await addVirtualAuthenticator(page);
  await signInAsOwnDeveloper(page, { name: 'Noor Passkey' });
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await makePasskey(page);
  await signOut(page);
  await page.goto('/sign-in?as=line');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL('**/developer/apps');
});

test('T24: a change of passkeys asks a session that is not fresh to sign in again', async ({ page }) => {
  await addVirtualAuthenticator(page);
  const msisdn = await ownLine();
  await signInAsSubscriber(page, msisdn, '/account');
  await makePasskey(page);
  await query(`UPDATE "Session" SET "createdAt" = now() - interval '11 minutes' WHERE "subscriberId" = (SELECT id FROM "Subscriber" WHERE msisdn = $1)`, [msisdn]);
  await page.reload();
  await expect(main(page).getByRole('button', { name: 'Make a passkey' })).toHaveCount(0);
  await expect(rows(page).getByRole('button', { name: /^Remove/ })).toBeDisabled();
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL('**/account');
  await expect(main(page).getByRole('button', { name: 'Make a passkey' })).toBeVisible();
});

test('T29: a passkey of a line that was not proven for 90 days asks for a code once', async ({ page }) => {
  await addVirtualAuthenticator(page);
  const msisdn = await ownLine();
  await signInAsSubscriber(page, msisdn, '/account');
  await makePasskey(page);
  await signOut(page);
  await query(`UPDATE "Subscriber" SET "lineProvenAt" = now() - interval '91 days' WHERE msisdn = $1`, [msisdn]);
  await oneAtATime(msisdn, async () => {
    await page.goto('/sign-in?as=line&returnTo=%2Faccount');
    const since = new Date();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page.getByText('Your line was not proven for 90 days')).toBeVisible();
    const field = page.getByLabel('Code', { exact: true });
    await field.fill(await codeFor(page.request, msisdn, since));
    await page.locator('form', { has: field }).getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/account');
  });
  await signOut(page);
  await page.goto('/sign-in?as=line&returnTo=%2Faccount');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL('**/account');
});
