import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { isLive, writeFromPhone } from '#tests/e2e/support/sign-in.ts';
import { test } from '#tests/e2e/support/signed-in.ts';
import { lines, query } from '#tests/e2e/support/world.ts';

const field = (page: Page) => page.getByRole('searchbox', { name: 'Search all messages' });
const results = (page: Page) => page.getByRole('list', { name: 'Conversations' }).getByRole('listitem');
const announced = (page: Page) => page.getByRole('status').filter({ hasText: /“/ });

async function search(page: Page, words: string): Promise<void> {
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(announced(page)).toContainText(`“${words}”`);
}

/** Anything, so that no search finds it but ours. */
const word = () => `zq${Date.now().toString(36)}`;
const mailboxOf = '(SELECT id FROM "Mailbox" WHERE msisdn = $1)';

test('finds mistyped words and words without marks, marks them and opens the conversation there, by keyboard alone', async ({ pageFor }) => {
  const page = await pageFor('ana');
  const name = word();
  await writeFromPhone(page.request, lines.ben, [lines.ana], `Look at the ${name}écran now`);
  await page.goto('/inbox');
  await isLive(page);
  await search(page, `${name}ecrna`);
  await expect(announced(page)).toHaveText(`1 conversation for “${name}ecrna”`);
  await expect(results(page).locator('mark')).toHaveText(`${name}écran`);
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(results(page).getByRole('link')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/inbox\/[^/]{22}\?.*at=/);
  const found = page.getByRole('log').locator('li[aria-current="true"]');
  await expect(found).toContainText(`${name}écran`);
  await expect(found).toBeInViewport();
});

test('opens an old message in the midst of those around it', async ({ pageFor }) => {
  const page = await pageFor('ana');
  const name = word();
  await writeFromPhone(page.request, lines.ben, [lines.ana], `${name} begins`);
  for (let at = 0; at < 60; at += 1) await writeFromPhone(page.request, lines.ben, [lines.ana], `and then ${at}`);
  await page.goto(`/inbox?q=${name}`);
  await isLive(page);
  await results(page).getByRole('link').click();
  const log = page.getByRole('log');
  await expect(log.locator('li[aria-current="true"]')).toContainText(`${name} begins`);
  await expect(log.locator('li[aria-current="true"]')).toBeInViewport();
  await expect(log.getByText('and then 3', { exact: true })).toBeAttached();
  await page.getByRole('link', { name: 'Go to the newest' }).click();
  await expect(log.getByText('and then 59', { exact: true })).toBeInViewport();
});

test('a mailbox without an index gets one by its first search: progress shows, and what is found without a reload (I1)', async ({ pageFor }) => {
  const page = await pageFor('gus');
  const name = word();
  await writeFromPhone(page.request, lines.gus, [lines.ben], `${name}é is here`);
  await page.goto('/inbox');
  await isLive(page);
  await query(`DELETE FROM "MessageIndex" WHERE "mailboxId" = ${mailboxOf}`, [lines.gus]);
  await search(page, `${name}e`);
  await expect(announced(page)).toHaveText(`1 conversation for “${name}e”`);
  await expect(results(page).locator('mark')).toHaveText(`${name}é`);
  expect(await query(`SELECT status FROM "MessageIndex" WHERE "mailboxId" = ${mailboxOf}`, [lines.gus])).toEqual([{ status: 'INITIALIZED' }]);

  // Held by a builder that does nothing, so that what is shown meanwhile can be looked at.
  await query(`UPDATE "MessageIndex" SET status = 'INITIALIZING', "cursorId" = NULL, "indexedCount" = 0, "leaseUntil" = now() + interval '1 day', "leaseToken" = gen_random_uuid() WHERE "mailboxId" = ${mailboxOf}`, [lines.gus]);
  await page.getByRole('link', { name: 'Clear search' }).click();
  await page.waitForURL('**/inbox');
  await search(page, `${name}e`);
  await expect(page.getByText('Search is being prepared for all your messages.')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Messages prepared for search' })).toBeVisible();
  await expect(announced(page)).toContainText('is being prepared');
  await expect(page.getByText('Nothing found', { exact: true })).toBeVisible();
  await query(`UPDATE "MessageIndex" SET "leaseUntil" = NULL WHERE "mailboxId" = ${mailboxOf}`, [lines.gus]);
  await expect(announced(page)).toHaveText(`1 conversation for “${name}e”`);
  await expect(page.getByText('Search is being prepared')).toHaveCount(0);
});

for (const [name, width, height] of [['wide', 1360, 860], ['at 390 px', 390, 844]] as const) {
  test(`queries of every kind are answered in words, ${name}`, async ({ pageFor }) => {
    const page = await pageFor('ana');
    await page.setViewportSize({ width, height });
    for (const [asked, told] of [
      ['priya', /conversation/],
      ['(206) 555-0121', /conversation/],
      ['🦄🦄', 'Nothing found for “🦄🦄”'],
      ['!?!', 'Nothing found for “!?!”'],
      ['x'.repeat(1_000), /^Nothing found for “x+…”$/],
      ['no such words anywhere', 'Nothing found for “no such words anywhere”'],
    ] as const) {
      await page.goto(`/inbox?${new URLSearchParams({ q: asked }).toString()}`);
      await expect(announced(page)).toHaveText(told);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    }
    await expect(page.getByText('Try fewer of them or another spelling')).toBeVisible();
    await page.goto('/inbox?q=the');
    await expect(results(page).first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });
}
