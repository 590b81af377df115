import { expect, type Page } from '@playwright/test';
import { registerApp, signInAsOwnDeveloper } from '#tests/e2e/support/own-account.ts';
import { test } from '#tests/e2e/support/signed-in.ts';

/** The longest of everything that the forms take, without a space to break at. */
const letters = (length: number, start: string) => start + 'Wm'.repeat(length).slice(0, length - start.length);

/** Nothing of the page is cut: every text lies inside the window and inside whatever hides what is over, or is told in full by a title. */
async function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || !node.textContent?.trim() || element.closest('script, style, option, .sr-only, [title], svg')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      let [left, right] = [0, document.documentElement.clientWidth];
      for (let around: Element | null = element; around; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (style.position === 'absolute' && around.clientWidth <= 1) box.width = 0;
        // What scrolls in a labelled region of its own can be reached there.
        if (/auto|scroll/.test(style.overflowX) && around.closest('[role=group][aria-label], [role=region][aria-label]')) break;
        if (!/hidden|clip/.test(style.overflowX)) continue;
        const edge = around.getBoundingClientRect();
        [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      }
      if (box.width > 1 && (box.left < left - 1 || box.right > right + 1)) found.push(`${element.tagName} ${node.textContent.trim().slice(0, 30)}`);
    }
    return found;
  });
}

async function expectNothingCut(page: Page): Promise<void> {
  await expect(page.locator('h1')).toHaveCount(1);
  for (const width of [390, 1000, 1360]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${page.url()} at ${width} px`).toBe(0);
    expect(await cutTexts(page), `${page.url()} at ${width} px`).toEqual([]);
  }
}

/** An app of an account of its own, with all that is long, and an open request. */
async function fileLongRequest(page: Page): Promise<{ name: string; base: string }> {
  const name = letters(40, `L${Date.now().toString(36)}`);
  await signInAsOwnDeveloper(page, { name: letters(60, 'Ada'), organisation: letters(60, 'Org') });
  const clientId = await registerApp(page, name, `https://${'d'.repeat(60)}.example.com/${letters(1800, 'back')}`);
  const base = `/developer/apps/${clientId}`;
  await page.goto(`${base}/limits`);
  await page.getByLabel('I want, a minute').fill('100000');
  await page.getByLabel('Business case').fill(letters(4000, 'Nine'));
  await page.getByLabel('Contact for questions').fill(`${'c'.repeat(60)}@${'d'.repeat(60)}.example.com`);
  await page.getByRole('button', { name: 'Send the request' }).click();
  await expect(page.getByRole('status').filter({ hasText: /is sent/ })).toBeFocused();
  return { name, base };
}

test('long names without a space are cut on no page of the developer', async ({ page }) => {
  const { base } = await fileLongRequest(page);
  await expectNothingCut(page);
  for (const path of ['/developer/apps?env=sandbox', '/developer/apps?env=production', '/developer/requests', base, `${base}/keys`, `${base}/activity`, `${base}/settings`]) {
    await page.goto(path);
    await expectNothingCut(page);
  }
  await page.getByRole('button', { name: 'Delete…' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expectNothingCut(page);
});

test('long names without a space are cut on no page of support', async ({ page, pageFor }) => {
  const { name } = await fileLongRequest(page);
  const support = await pageFor('support');
  await support.goto(`/support/tickets?q=${name}`);
  await expect(support.getByRole('rowheader').filter({ hasText: name })).toBeVisible();
  await expectNothingCut(support);
  await support.getByRole('rowheader').getByRole('link').click();
  await support.waitForURL(/tickets\/\d+/);
  await support.getByRole('radio', { name: /Deny/ }).check();
  await support.getByLabel(/^Reason .* sees/).fill(letters(1900, 'No'));
  await expectNothingCut(support);
  await support.getByRole('button', { name: 'Deny the request' }).click();
  await expect(support.getByText('Decided. The developer sees it now.')).toBeVisible();
  await expectNothingCut(support);
  await support.goto(`/support/clients?q=${name}`);
  await support.getByRole('button', { name: /^Suspend/ }).click();
  await support.getByLabel('Reason the developer reads').fill(letters(900, 'Stop'));
  await expectNothingCut(support);
  await support.getByRole('button', { name: 'Suspend it' }).click();
  await expect(support.getByText('Suspended')).toBeVisible();
  await expectNothingCut(support);
});
