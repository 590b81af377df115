import { expect, test } from '@playwright/test';
import { lines } from '#tests/e2e/support/world.ts';

const phones = `/simulator?phones=${lines.ana.slice(1)}`;

test.describe('in another time zone', () => {
  test.use({ timezoneId: 'Asia/Tokyo' });

  test('times are drawn once, in the zone of the reader', async ({ page }) => {
    // The server's page alone, as it stands before the browser has said where it is.
    await page.route('**/_next/static/**/*.js', (route) => route.abort());
    await page.goto(phones);
    const times = page.getByRole('log').locator('time');
    await expect(times.first()).toBeAttached();
    const before = await times.last().textContent();
    for (const time of await page.locator('time').all()) await expect(time).toBeHidden();

    await page.unroute('**/_next/static/**/*.js');
    await page.goto(phones);
    await expect(times.last()).toBeVisible();
    const at = new Date((await times.last().getAttribute('datetime')) ?? '');
    const [hour, minute] = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', timeStyle: 'short' }).format(at).split(':');
    await expect(times.last()).toHaveText(`${Number(hour) % 12 || 12}:${minute} ${Number(hour) < 12 ? 'am' : 'pm'}`);
    expect(await times.last().textContent()).not.toBe(before);

    // Known from here on: the server's page has them right by itself.
    await page.route('**/_next/static/**/*.js', (route) => route.abort());
    await page.reload();
    await expect(times.last()).toBeVisible();
    await expect(times.last()).toHaveText(new RegExp(`:${minute} `));
  });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('times are there, since nobody will ask for the zone', async ({ page }) => {
    await page.goto(phones);
    await expect(page.getByRole('log').locator('time').last()).toBeVisible();
  });
});

test('the way to give a number away stays within its phone, wide and narrow', async ({ page }) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 860 });
    await page.goto('/simulator');
    const phone = page.getByRole('article').first();
    const button = phone.getByRole('button', { name: 'Give this number to somebody else' });
    const [outer, inner] = [await phone.boundingBox(), await button.boundingBox()];
    expect(inner?.x ?? 0).toBeGreaterThanOrEqual(outer?.x ?? 0);
    expect((inner?.x ?? 0) + (inner?.width ?? 9999)).toBeLessThanOrEqual((outer?.x ?? 0) + (outer?.width ?? 0));
    expect(await button.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  }
});
