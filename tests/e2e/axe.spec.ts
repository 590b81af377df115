import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openFor, pathOf, sitePages } from '#tests/e2e/support/pages.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function problemsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`));
}

/** Colours that are on their way to others are neither these nor those. */
const untilStill = (page: Page) => page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Each looks and changes nothing.
test.describe.configure({ mode: 'parallel' });

for (const site of sitePages) {
  test(`axe finds nothing, wide and narrow, light and dark; nothing scrolls sideways: ${site.name}`, async ({ browser, baseURL }) => {
    const page = await openFor(browser, site, baseURL);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(await pathOf(site, page));
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page).toHaveTitle(/\S+ · Handset$|^Handset/);
    for (const [width, height] of [[1360, 860], [390, 844]] as const) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await untilStill(page);
        expect.soft(await problemsOf(page), `${width} px, ${colorScheme}`).toEqual([]);
      }
      expect.soft(await sideways(page), `${width} px`).toBe(0);
    }
    await page.context().close();
  });

  if (site.status !== 400) {
    test(`Skip to content is first in the tab order and leads to the content (P2): ${site.name}`, async ({ browser, baseURL }) => {
      const page = await openFor(browser, site, baseURL);
      if (site.asksDevice) await page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
      await page.goto(await pathOf(site, page));
      const skip = page.getByRole('link', { name: 'Skip to content' });
      await expect(skip).toBeAttached();
      // A field that takes the focus by itself begins the order in the middle; a person who starts anew begins at the top.
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press('Tab');
      await expect(skip).toBeFocused();
      await expect(skip).toBeInViewport();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('main')).toBeFocused();
      await page.context().close();
    });
  }
}
