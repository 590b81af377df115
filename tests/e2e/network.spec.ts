import { expect } from '@playwright/test';
import { calmConditions } from '#lib/domain/network-conditions.ts';
import { oneAtATime } from '#tests/e2e/support/one-at-a-time.ts';
import { isLive } from '#tests/e2e/support/sign-in.ts';
import { test } from '#tests/e2e/support/signed-in.ts';
import { lines, query } from '#tests/e2e/support/world.ts';

// The network is everybody's: these run alone, after all others, and leave it calm.
test.describe.configure({ mode: 'serial' });
test.afterAll(async ({ request }) => {
  expect((await request.put('/simulator/api/network', { data: {} })).status()).toBe(200);
});

/** A number in the plan that is no line of this carrier: what is told is the same for every number. */
const nobody = '+12065550198';

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
  await developer.goto('/developer/requests');
  const supportAtApps = await pageFor('support');
  await supportAtApps.goto('/support/clients');
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
  await expect(supportAtApps.getByRole('status', { name: 'Connection to the carrier' })).toContainText('Messages wait: the connection to the carrier is down.');
  const links = support.getByRole('table', { name: 'Links to the carrier' });
  await expect(links).toContainText('The link was taken down in the simulator.');
  await expect(support.getByText('Messages wait', { exact: true })).toBeVisible();

  const stranger = await onlooker.context().newPage();
  await stranger.goto('/sign-in?as=line');
  await oneAtATime(nobody, async () => {
    await stranger.getByLabel('Mobile number').fill(nobody);
    await stranger.getByRole('button', { name: 'Text me a code' }).click();
    await expect(stranger.getByRole('status').filter({ hasText: 'The network takes no messages at the moment' })).toBeVisible();
    await expect(stranger.getByText('a 6-digit code waits to be sent')).toBeVisible();
  });
  await stranger.close();

  const text = `Kept in the tunnel ${Date.now()}`;
  const bubble = ana.getByRole('log').getByRole('listitem').filter({ hasText: text });
  const field = ana.getByLabel('Message', { exact: true });
  await field.fill(text);
  await field.press('Enter');
  await expect(bubble).toContainText(/Waiting for the network · \d{1,2}:\d\d [ap]m/);
  await bubble.getByRole('button', { name: /Details/ }).click();
  await expect(bubble).toContainText(/The connection to the carrier is down since \d{1,2}:\d\d [ap]m\. It goes out by itself when it is back, and is tried until \w{3}, \w{3} \d+, \d{1,2}:\d\d [ap]m; after that it is not sent\./);
  const onPhone = async () => ((await (await request.get(`/simulator/api/phones/${encodeURIComponent(lines.ben)}/messages`)).json()) as { text: string }[]).filter((message) => message.text === text).length;
  expect(await onPhone()).toBe(0);

  await page.getByRole('switch', { name: 'Link up' }).click();
  await expect.poll(onPhone).toBe(1);
  for (const each of [phones, onlooker.getByRole('article')]) await expect(each.getByRole('img', { name: '4 of 4 bars' })).toHaveCount(2);
  await expect(banner).toBeEmpty();
  await expect(bubble).toContainText('Delivered');
  await expect(bubble).not.toContainText('is tried until');
  await expect(support.getByText('Messages go out')).toBeVisible();
  for (const console of [developer, supportAtApps]) await expect(console.getByRole('status', { name: 'Connection to the carrier' })).toBeEmpty();
});

test('given up and flagged: support’s menu says how many, the pages say what in words, and nothing is counted once it was looked at', async ({ pageFor, request }) => {
  const [gus, support] = [await pageFor('gus'), await pageFor('support')];
  const menu = support.getByRole('navigation', { name: 'Support' });
  await support.goto('/support/clients');
  for (const label of ['Flags', 'Network']) await expect(menu.getByRole('link', { name: label, exact: true })).toBeVisible();

  expect((await request.put('/simulator/api/network', { data: { errorPercent: 100 } })).status()).toBe(200);
  await gus.goto('/inbox/new');
  await gus.getByRole('combobox', { name: 'To' }).fill('+12065550171');
  await gus.getByLabel('Message', { exact: true }).fill('Never taken');
  await gus.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(menu.getByRole('link', { name: 'Network 1 message given up' })).toBeVisible();
  expect((await request.put('/simulator/api/network', { data: {} })).status()).toBe(200);

  const [mailbox] = await query<{ id: string }>(`SELECT "id" FROM "Mailbox" WHERE "msisdn" = $1`, [lines.gus]);
  const sign = JSON.stringify([{ key: 'one-sided', value: 60, most: 10, received: 1 }]);
  await query(`INSERT INTO "LineFlag" ("mailboxId", "signs") VALUES ($1::uuid, $2::jsonb)`, [mailbox?.id, sign]);
  await query(`SELECT pg_notify('handset', $1)::text`, [JSON.stringify({ topic: 'line-flag', mailboxId: mailbox?.id })]);
  const flags = menu.getByRole('link', { name: 'Flags 1 line nobody has looked at' });
  await expect(flags).toBeVisible();
  await flags.click();
  const card = support.getByRole('region', { name: 'Flagged line (•••) •••-0107' });
  await expect(card).toContainText('Hardly any answers: 60 sent, 1 received in 24 hours');
  await card.getByRole('textbox', { name: 'Note' }).fill('Asked Gus');
  await card.getByRole('button', { name: 'Release' }).click();
  await expect(support.getByRole('list', { name: 'What was done so far' }).getByRole('listitem').first()).toHaveText(/^Released to full pace.*\(•••\) •••-0107.*Asked Gus/);
  await expect(menu.getByRole('link', { name: 'Flags', exact: true })).toBeVisible();

  await menu.getByRole('link', { name: /^Network/ }).click();
  const row = support.getByRole('table', { name: /^Messages given up/ }).getByRole('row').nth(1);
  await expect(row).toContainText('(•••) •••-0107to (•••) •••-0171');
  await expect(row).toContainText('The carrier had an error of its own at every attempt');
  await row.getByRole('button', { name: /^Mark reviewed/ }).click();
  await expect(menu.getByRole('link', { name: 'Network', exact: true })).toBeVisible();
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
