import { expect } from '@playwright/test';
import { test } from '#tests/e2e/support/signed-in.ts';

for (const [width, colorScheme, file] of [[1280, 'light', /inbox-light/], [1280, 'dark', /inbox-dark/], [390, 'light', /inbox-small-light/], [390, 'dark', /inbox-small-dark/]] as const) {
  test(`home shows the real inbox in a picture, ${width} px, ${colorScheme}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    await page.goto('/');
    const picture = page.getByRole('img', { name: /^Ana’s inbox/ });
    await expect(picture).toHaveCount(1);
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0 && image.currentSrc)).toMatch(file);
    expect(await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) <= window.innerWidth)).toBe(true);
    await context.close();
  });
}

for (const path of ['/', '/docs', '/docs/quick-start', '/docs/oauth', '/docs/simulator', '/docs/webhooks', '/docs/errors', '/docs/errors/SVC0002']) {
  test(`what can be pasted from ${path} names the address that is served`, async ({ page, baseURL }) => {
    await page.goto(path);
    const text = await page.locator('body').innerText();
    expect(text).toContain(baseURL);
    expect(text).not.toContain('localhost:3000');
  });
}

test('the quick start sends twice under keys of their own', async ({ page }) => {
  await page.goto('/docs/quick-start');
  const keys = [...(await page.locator('main').innerText()).matchAll(/Idempotency-Key: ([\w-]+)/g)].map(([, key]) => key);
  expect(keys.length).toBe(2);
  expect(new Set(keys).size).toBe(2);
});

test('L3 a decision stays with its story where the developer looks, and a link leads to each', async ({ pageFor }) => {
  const page = await pageFor('developer');
  await page.goto('/developer/requests');
  const decided = page.getByRole('row').filter({ hasText: /granted/ }).first();
  await decided.getByRole('link').first().click();
  await page.waitForURL(/request=\d+#request-\d+$/);
  const number = /request=(\d+)/.exec(page.url())?.[1] ?? '';
  const card = page.locator(`#request-${number}`);
  await expect(card.getByText(/The support team granted [\d,]+ a minute/)).toBeVisible();
  await expect(card.getByRole('textbox', { name: 'Write to the support team' })).toBeVisible();
});
