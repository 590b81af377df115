import { randomBytes } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { isLive } from '#tests/e2e/support/sign-in.ts';
import { test } from '#tests/e2e/support/signed-in.ts';
import { lines, query } from '#tests/e2e/support/world.ts';

const mark = `Q${randomBytes(4).toString('hex')}`;
const first = '+12065553001';

// Gus writes to nobody else in the tests: his one unfinished message is ours.
test.beforeAll(async () => {
  await query(
    `INSERT INTO "Contact" ("mailboxId", address, name)
     SELECT m.id, '+1206555' || (3000 + n), $2 || ' Number ' || n FROM "Mailbox" m, generate_series(1, 8) n WHERE m.msisdn = $1
     ON CONFLICT ("mailboxId", address) DO UPDATE SET name = EXCLUDED.name`,
    [lines.gus, mark],
  );
});

test.afterAll(async () => {
  await query(`DELETE FROM "Contact" WHERE name LIKE $1`, [`${mark}%`]);
});

const to = (page: Page) => page.getByRole('combobox', { name: 'To' });
const offered = (page: Page) => page.getByRole('listbox', { name: 'Contacts' });
const chosen = (page: Page) => page.getByRole('list', { name: 'Recipients' }).getByRole('listitem');
const send = (page: Page) => page.getByRole('button', { name: /^Send\b/ });

async function openNewMessage(page: Page): Promise<void> {
  await page.goto('/inbox/new');
  await isLive(page);
  const left = page.getByRole('button', { name: 'Discard this draft' });
  if (await left.isVisible()) await left.click();
  await expect(chosen(page)).toHaveCount(0);
}

test('contacts are offered once something is typed, and by the mouse one press adds one and closes the list', async ({ pageFor }) => {
  const page = await pageFor('gus');
  await openNewMessage(page);
  await to(page).click();
  await expect(to(page)).toHaveAttribute('aria-expanded', 'false');
  await expect(offered(page)).toBeHidden();
  await to(page).pressSequentially(mark);
  await expect(offered(page).getByRole('option')).toHaveCount(8);
  await offered(page).getByRole('option', { name: `${mark} Number 1` }).click();
  await expect(chosen(page)).toHaveText([`${mark} Number 1`]);
  await expect(offered(page)).toBeHidden();
  await expect(to(page)).toBeFocused();
});

test('contacts are chosen by keyboard, and Tab goes on to what follows and adds nobody', async ({ pageFor }) => {
  const page = await pageFor('gus');
  await openNewMessage(page);
  await to(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(offered(page)).toBeHidden();
  await expect(chosen(page)).toHaveCount(0);
  await page.keyboard.type(mark);
  await page.keyboard.press('ArrowDown');
  await expect(offered(page).getByRole('option', { selected: true })).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(chosen(page)).toHaveText([`${mark} Number 1`]);
  await expect(offered(page)).toBeHidden();
  await page.keyboard.type(mark);
  await expect(offered(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(offered(page)).toBeHidden();
  await to(page).fill('');
  await page.keyboard.type(mark);
  await expect(offered(page)).toBeVisible();
  // What was typed stands there in red, and the focus is not lost with the list.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: /Each separately/ })).toBeFocused();
  await expect(chosen(page)).toHaveText([`${mark} Number 1`, mark]);
});

for (const [width, height] of [[1280, 800], [390, 664]] as const) {
  test(`the list of contacts never lies over Send, at ${width} px`, async ({ pageFor }) => {
    const page = await pageFor('gus');
    await page.setViewportSize({ width, height });
    await openNewMessage(page);
    await page.getByLabel('Message', { exact: true }).fill('Hello');
    await to(page).pressSequentially(mark);
    await expect(offered(page)).toBeVisible();
    const list = await offered(page).boundingBox();
    const button = await send(page).boundingBox();
    expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual(button?.y ?? 0);
    await page.mouse.click((button?.x ?? 0) + (button?.width ?? 0) / 2, (button?.y ?? 0) + (button?.height ?? 0) / 2);
    // What was typed is nobody, and stands there in red.
    await expect(page.locator('li').filter({ hasText: `${mark}:` })).toBeVisible();
    await expect(chosen(page)).toHaveText([mark]);
    await expect(page).toHaveURL(/\/inbox\/new$/);
  });
}

test('whoever is named once more as before is already added, not a second spelling (S1)', async ({ pageFor }) => {
  const page = await pageFor('gus');
  await openNewMessage(page);
  for (const address of [first, `${mark} Number 1`]) {
    await to(page).fill(address);
    await to(page).press('Enter');
  }
  await expect(page.getByText(`${mark} Number 1 is already added.`)).toBeVisible();
  await expect(chosen(page)).toHaveCount(1);
  await expect(page.getByText(/spellings of one number/)).toHaveCount(0);
  await to(page).fill('(206) 555-3001');
  await to(page).press('Enter');
  await expect(page.getByText('2 spellings of one number, sent once')).toBeVisible();
  await expect(page.getByText(/is already added/)).toHaveCount(0);
});

test('up to three characters that make it an MMS are named, the others counted (S4)', async ({ pageFor }) => {
  const page = await pageFor('gus');
  await openNewMessage(page);
  await page.getByLabel('Message', { exact: true }).fill('“Yes” 👍🏽 and 🎉');
  await expect(page.getByText('MMS because “ (character 1), ” (5), 👍🏽 (7) and 1 more are outside the SMS alphabet, ISO-8859-1')).toBeVisible();
  await expect(page.locator('form mark')).toHaveText(['“', '”', '👍🏽']);
  await page.getByLabel('Message', { exact: true }).fill('“Yes”');
  await expect(page.getByText('MMS because “ (character 1) and ” (5) are outside')).toBeVisible();
});

test('c and New message put the focus into To', async ({ pageFor }) => {
  const page = await pageFor('gus');
  await page.goto('/inbox');
  await isLive(page);
  await page.keyboard.press('c');
  await page.waitForURL('**/inbox/new');
  await expect(to(page)).toBeFocused();
  await page.getByRole('link', { name: 'Back to inbox' }).click();
  await page.getByRole('link', { name: 'New message' }).click();
  await page.waitForURL('**/inbox/new');
  await expect(to(page)).toBeFocused();
});

test('nothing is said to be missing from a message that was just sent', async ({ pageFor }) => {
  const page = await pageFor('gus');
  await openNewMessage(page);
  await to(page).fill('(206) 555-0177');
  await to(page).press('Enter');
  await page.getByLabel('Message', { exact: true }).fill(`Sent ${mark}`);
  // The next page is held back, so that this one can be looked at for as long as it takes.
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/inbox\/[^/?]{22}\?/, async (route) => {
    await held;
    await route.continue();
  });
  await send(page).click();
  await expect(page.getByLabel('Message', { exact: true })).toHaveValue('');
  await expect(page.getByText('Add at least one recipient.')).toHaveCount(0);
  await send(page).click();
  await expect(page.getByText('Add at least one recipient.')).toHaveCount(0);
  release();
  await page.waitForURL(/\/inbox\/[^/]{22}/);
});
