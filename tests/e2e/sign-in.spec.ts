import { expect, test, type Locator, type Page } from '@playwright/test';
import { oneAtATime } from '#tests/e2e/support/one-at-a-time.ts';

/** A number in the plan that is no line of this carrier: it gets no code, and is told like any other. */
const nobody = '+12065550198';

/** Each refused try puts the focus into the field, and its reason is a new alert: told again when it is the same. */
async function expectToldInField(field: Locator, text: RegExp, again: () => Promise<void>): Promise<void> {
  const alert = field.page().getByRole('main').getByRole('alert');
  for (const before of [null, await alert.elementHandle()]) {
    if (before) {
      await again();
      await expect.poll(() => before.evaluate((element) => element.isConnected)).toBe(false);
    }
    await expect(field).toBeFocused();
    await expect(field).toHaveAccessibleDescription(text);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(alert).toHaveText(text);
  }
}

/** Takes the focus along, as a press with the mouse does. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
}

test('a refused number is told in its field, which has the focus', async ({ page }) => {
  await page.goto('/sign-in?as=line');
  const field = page.getByLabel('Mobile number');
  await field.fill('(416) 555-0143');
  await field.press('Enter');
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await expectToldInField(field, /Canada/, () => press(page, 'Text me a code'));
  await expect(field).toHaveValue('(416) 555-0143');
});

test('a wrong code is told in its field, which has the focus', async ({ page }) => {
  await page.goto('/sign-in?as=line');
  await oneAtATime(nobody, async () => {
    await page.getByLabel('Mobile number').fill(nobody);
    await press(page, 'Text me a code');
    const field = page.getByLabel('Code', { exact: true });
    await field.fill('12');
    await press(page, 'Sign in');
    await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
    // What to do about it is open by then.
    await expect(page.getByText('Codes can take a minute')).toBeVisible();
    await expectToldInField(field, /6 digits/, async () => {
      await field.fill('12');
      await press(page, 'Sign in');
    });
  });
});

test('a wrong password is told in its field, which has the focus', async ({ page }) => {
  await page.goto('/sign-in?as=work');
  const field = page.getByLabel('Password', { exact: true });
  const attempt = async () => {
    await page.getByLabel('E-mail').fill('nobody@example.com');
    await field.fill('not the password');
    await press(page, 'Sign in');
  };
  await attempt();
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await expectToldInField(field, /./, attempt);
});
