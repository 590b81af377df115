import { expect } from '@playwright/test';
import { calmConditions } from '#lib/domain/network-conditions.ts';
import { isLive } from '#tests/e2e/support/sign-in.ts';
import { test } from '#tests/e2e/support/signed-in.ts';
import { demoClient, lines } from '#tests/e2e/support/world.ts';

// The network is everybody's: these run alone, after all others, and leave it calm.
test.describe.configure({ mode: 'serial' });
test.afterAll(async ({ request }) => {
  expect((await request.put('/simulator/api/network', { data: {} })).status()).toBe(200);
});

const simulator = `/simulator?phones=${lines.ana.slice(1)},${lines.ben.slice(1)}`;

test('a weather sets all controls, says what will be seen, and Calm takes it back', async ({ page, request }) => {
  const conditions = async () => (await (await request.get('/simulator/api/network')).json()) as typeof calmConditions;
  await page.goto(simulator);
  const weather = page.getByRole('group', { name: 'Weather' });
  await weather.getByRole('button', { name: 'Rush hour' }).click();
  await expect(weather.getByRole('button', { name: 'Rush hour' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('Ten segments a second get through.')).toBeVisible();
  await expect.poll(conditions).toMatchObject({ throttlePerSecond: 10, latencyMs: 150 });

  const errors = page.getByRole('slider', { name: 'Errors' });
  await errors.focus();
  await errors.press('End');
  await expect(errors).toHaveAttribute('aria-valuetext', '100 %');
  await expect(errors).toHaveAccessibleDescription('Every submit fails. Five in a row break the circuit.');
  await expect(page.getByText('A weather of your own.')).toBeVisible();
  await expect.poll(conditions).toMatchObject({ errorPercent: 100, throttlePerSecond: 10 });

  await page.getByLabel('Seed', { exact: true }).fill('2026');
  await expect.poll(conditions).toMatchObject({ seed: 2026 });
  await weather.getByRole('button', { name: 'Calm' }).click();
  await expect.poll(conditions).toEqual({ ...calmConditions, seed: 2026 });
});

test('link down: the inbox says that messages wait and takes one, all pages know, and it goes out when the link is back', async ({ page, pageFor, request }) => {
  const [ana, support, developer] = [await pageFor('ana'), await pageFor('support'), await pageFor('developer')];
  await ana.goto('/inbox');
  await ana.locator('a[data-thread-link]', { hasText: 'Ben Okafor' }).first().click();
  await isLive(ana);
  await support.goto('/support/network');
  await expect(support.getByText('Messages go out')).toBeVisible();
  await developer.goto(`/developer/apps/${demoClient('Desk').clientId}`);
  const banner = ana.getByRole('status', { name: 'Connection to the carrier' });
  await expect(banner).toBeEmpty();

  await page.goto(simulator);
  const phones = page.getByRole('article');
  await expect(phones.getByRole('img', { name: '4 of 4 bars' })).toHaveCount(2);
  const onlooker = await page.context().newPage();
  await onlooker.goto(simulator);
  await expect(onlooker.getByRole('article').getByRole('img', { name: '4 of 4 bars' })).toHaveCount(2);
  await page.getByRole('switch', { name: 'Link up' }).click();
  await expect(page.getByText('Nothing moves until the link is up again.')).toBeVisible();
  for (const each of [phones, onlooker.getByRole('article')]) {
    await expect(each.getByText('No service', { exact: true })).toHaveCount(2);
    await expect(each.getByRole('img', { name: /bars/ })).toHaveCount(0);
  }
  await expect(banner).toHaveText(/^Messages wait: the connection to the carrier is down since \d{1,2}:\d\d [ap]m\. What you send is kept and goes out when it is back\.$/);
  await expect(developer.getByRole('status', { name: 'Connection to the carrier' })).toContainText('The API takes sends as always');
  const links = support.getByRole('table', { name: 'Links to the carrier' });
  await expect(links).toContainText('The link was taken down in the simulator.');
  await expect(support.getByText('Messages wait')).toBeVisible();

  const text = `Kept in the tunnel ${Date.now()}`;
  const bubble = ana.getByRole('log').getByRole('listitem').filter({ hasText: text });
  const field = ana.getByLabel('Message', { exact: true });
  await field.fill(text);
  await field.press('Enter');
  await expect(bubble).toContainText('Sending');
  const onPhone = async () => ((await (await request.get(`/simulator/api/phones/${encodeURIComponent(lines.ben)}/messages`)).json()) as { text: string }[]).filter((message) => message.text === text).length;
  expect(await onPhone()).toBe(0);

  await page.getByRole('switch', { name: 'Link up' }).click();
  await expect.poll(onPhone).toBe(1);
  for (const each of [phones, onlooker.getByRole('article')]) await expect(each.getByRole('img', { name: '4 of 4 bars' })).toHaveCount(2);
  await expect(banner).toBeEmpty();
  await expect(bubble).toContainText('Delivered');
  await expect(support.getByText('Messages go out')).toBeVisible();
});

test('the top of an inbox follows the phone’s messages app without a reload (M2)', async ({ page, pageFor }) => {
  const ana = await pageFor('ana');
  await ana.goto('/inbox');
  await isLive(ana);
  const top = ana.getByRole('banner');
  await expect(top).toContainText('also on your phone');
  await page.goto(simulator);
  const app = page.getByRole('group', { name: 'Ana Rivera’s phone' }).getByRole('button', { name: /^Messages app/ });
  await app.click();
  await expect(top).toContainText('not on your phone: its messages app is missing');
  await expect(app).toHaveAttribute('aria-pressed', 'false');
  await app.click();
  await expect(top).toContainText('also on your phone');
});

test('the ledger is narrowed by line and by outcome', async ({ page }) => {
  await page.goto(simulator);
  const rows = page.getByRole('region', { name: 'Ledger, scrolls' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Ben Okafor' }).first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Line' }).selectOption({ label: 'Ben Okafor' });
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption({ label: 'Delivered' });
  await expect(rows.nth(1)).toContainText('Delivered');
  for (const row of (await rows.all()).slice(1)) {
    await expect(row).toContainText('Ben Okafor');
    await expect(row).toContainText('Delivered');
  }
});
