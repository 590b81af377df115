import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { isLive, phoneMessages, signInAsSubscriber, writeFromPhone } from '#tests/e2e/support/sign-in.ts';

const ana = '+14255550101';
const ben = '+14255550102';
/** Delivered within a second, and nobody's line. */
const ordinary = '(206) 555-0177';

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signed in as Ana once for the file: a line gets few codes a day. */
const test = base.extend<object, { signedIn: StorageState }>({
  signedIn: [
    async ({ browser }, provide, { project }) => {
      const context = await browser.newContext({ baseURL: project.use.baseURL });
      await signInAsSubscriber(await context.newPage(), ana);
      await provide(await context.storageState());
      await context.close();
    },
    { scope: 'worker' },
  ],
  storageState: ({ signedIn }, provide) => provide(signedIn),
});

const newText = (what: string) => `${what} ${Date.now().toString(36)}`;
const message = (page: Page) => page.getByLabel('Message', { exact: true });

/** The bubble of a message with its status line. */
const bubble = (page: Page, text: string) => page.getByRole('log').getByRole('listitem').filter({ hasText: text });

async function compose(page: Page, to: string[], text: string): Promise<void> {
  await page.goto('/inbox/new');
  await isLive(page);
  const left = page.getByRole('button', { name: 'Discard this draft' });
  if (await left.isVisible()) await left.click();
  const field = page.getByRole('combobox', { name: 'To' });
  for (const one of to) {
    await field.fill(one);
    await field.press('Enter');
  }
  await message(page).fill(text);
}

async function expectNoProblems(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test.describe('the inbox', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('/inbox');
    await isLive(page);
  });

  test('shows the threads, and filters and searches them in the address', async ({ page }) => {
    await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Conversations' }).getByRole('listitem').first()).toBeVisible();
    await page.getByRole('navigation', { name: 'Show' }).getByRole('link', { name: 'Groups' }).click();
    await expect(page).toHaveURL(/show=groups/);
    await page.getByRole('searchbox', { name: 'Search all messages' }).fill('no such words anywhere');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/q=no/);
    await expect(page.getByText('Nothing found', { exact: true })).toBeVisible();
  });

  test('sends an SMS once and shows it delivered without a reload (M5, S7)', async ({ page }) => {
    const text = newText('See you at seven');
    await compose(page, [ordinary], text);
    await expect(page.getByText(/^SMS · 1 segment/)).toBeVisible();
    await page.getByRole('button', { name: 'Send' }).dblclick();
    await page.waitForURL(/\/inbox\/[^/]{22}/);
    await expect(bubble(page, text).getByRole('button', { name: /Delivered/ })).toBeVisible();
    await expect(bubble(page, text)).toHaveCount(1);
    const submits = (await (await page.request.get('/simulator/api/ledger?limit=500')).json()) as { messageId: string }[];
    expect(submits.length).toBeGreaterThan(0);
    await bubble(page, text).getByRole('button', { name: /Delivered/ }).click();
    await expect(bubble(page, text).getByText('Handed to the network')).toBeVisible();
  });

  test('says why it is an MMS, marks the character and offers the fix (S4)', async ({ page }) => {
    await compose(page, [ordinary], 'It’s on');
    await expect(page.getByText(/^MMS because ’ \(character 3\) is outside the SMS alphabet/)).toBeVisible();
    await page.getByRole('button', { name: 'Use straight quotes' }).click();
    await expect(message(page)).toHaveValue("It's on");
    await expect(page.getByText(/^SMS · 1 segment/)).toBeVisible();
  });

  test('folds spellings, refuses a foreign number by name and keeps what was typed (S1, S3)', async ({ page }) => {
    const text = newText('Potluck');
    await compose(page, ['(206) 555-0171', '206.555.0171', '(416) 555-0143'], text);
    await expect(page.getByText('2 spellings of one number, sent once')).toBeVisible();
    await expect(page.getByText(/number in Canada/)).toBeVisible();
    await expect(page.getByText('1 of 10')).toBeVisible();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(page.getByText('Remove or correct the addresses in red first.')).toBeVisible();
    await expect(message(page)).toHaveValue(text);
    await page.getByRole('button', { name: 'Remove (416) 555-0143' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/\/inbox\/[^/]{22}/);
    await expect(bubble(page, text)).toHaveCount(1);
  });

  test('sends to a group, where the status counts everybody (S5)', async ({ page }) => {
    const text = newText('All of you');
    await compose(page, ['(206) 555-0173', '(206) 555-0174'], text);
    await page.getByRole('radio', { name: /As a group/ }).check();
    await expect(page.getByText(/All 3 see each other, and every number/)).toBeVisible();
    await page.getByRole('button', { name: 'Send to 2' }).click();
    await page.waitForURL(/\/inbox\/[^/]{22}/);
    await expect(bubble(page, text).getByRole('button', { name: /Delivered to all 2/ })).toBeVisible();
  });

  test('sends a picture, shows it to its owner alone and never lets it run (T1, T11)', async ({ page, browser, baseURL }) => {
    const text = newText('Look');
    await compose(page, [ordinary], text);
    await page.locator('input[type=file]').setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(onePixel, 'base64') });
    await expect(page.getByText('and because 1 file is attached').or(page.getByText(/^MMS because 1 file is attached/))).toBeVisible();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/\/inbox\/[^/]{22}/);
    const source = (await bubble(page, text).getByRole('img', { name: 'Picture: dot.png' }).getAttribute('src')) ?? '';
    const own = await page.request.get(source);
    expect(own.status()).toBe(200);
    // What is shown is made for showing; without the parameter come the bytes as they were sent.
    const original = await page.request.get(source.split('?')[0] ?? '');
    for (const [answer, type] of [[own, 'image/webp'], [original, 'image/png']] as const) {
      expect(answer.headers()).toMatchObject({ 'content-type': type, 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" });
    }
    const stranger = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
    expect((await stranger.request.get(source)).status()).toBe(404);
    await stranger.close();
  });

  test('shows a message that failed with the reason in words', async ({ page }) => {
    const text = newText('Are you there');
    await compose(page, ['(206) 555-0151'], text);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/\/inbox\/[^/]{22}/);
    await expect(bubble(page, text).getByText('Not delivered: no messaging plan')).toBeVisible();
  });

  test('shows what a phone answers while the conversation is open, and marks it read', async ({ page }) => {
    const text = newText('Dinner tonight');
    await compose(page, [ben], text);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/\/inbox\/[^/]{22}/);
    await expect.poll(async () => (await phoneMessages(page.request, ben)).map((one) => one.text)).toContain(text);
    const answer = newText('With pleasure');
    await writeFromPhone(page.request, ben, [ana], answer);
    await expect(bubble(page, answer)).toBeVisible();
    await expect(page.getByRole('list', { name: 'Conversations' }).locator('[aria-current="true"]').getByLabel(/unread/)).toHaveCount(0);
  });

  test('keeps a draft over a reload (P1)', async ({ page }) => {
    const text = newText('Not finished');
    await compose(page, [ordinary], text);
    await page.reload();
    await expect(message(page)).toHaveValue(text);
    await expect(page.getByText('1 of 10')).toBeVisible();
    await page.getByRole('button', { name: 'Discard this draft' }).click();
    await expect(message(page)).toHaveValue('');
  });

  test('works by keyboard alone', async ({ page }) => {
    await page.keyboard.press('j');
    await expect(page.locator('a[data-thread-link]').first()).toBeFocused();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/inbox\/[^/]{22}/);
    await page.keyboard.press('Escape');
    await page.waitForURL('**/inbox');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  });

  for (const [name, width, height] of [['wide', 1360, 860], ['at 390 px', 390, 844]] as const) {
    for (const path of ['/inbox', '/inbox/new', '/simulator', '/sync-health']) {
      test(`${path} has nothing for axe to find and nothing that scrolls sideways, ${name}`, async ({ page }) => {
        await page.setViewportSize({ width, height });
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectNoProblems(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      });
    }

    test(`a conversation has nothing for axe to find, ${name}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.locator('a[data-thread-link]').first().click();
      await page.waitForURL(/\/inbox\/[^/]{22}/);
      await expect(message(page)).toBeVisible();
      await expectNoProblems(page);
    });
  }
});

test('a conversation of somebody else does not exist (T1)', async ({ page, browser }) => {
  await page.goto('/inbox');
  await page.locator('a[data-thread-link]').first().click();
  await page.waitForURL(/\/inbox\/[^/]{22}/);
  const path = new URL(page.url()).pathname;
  const other = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const eve = await other.newPage();
  await signInAsSubscriber(eve, ben);
  const answer = await eve.goto(path);
  expect(answer?.status()).toBe(404);
  await other.close();
});

test('T1 a conversation that is not there is told within the inbox, under one header', async ({ page }) => {
  const answer = await page.goto('/inbox/AAAAAAAAAAAAAAAAAAAAAA');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'There is no page here' })).toBeVisible();
  await expect(page.getByRole('banner')).toHaveCount(1);
  await expect(page.getByRole('main')).toHaveCount(1);
  await page.getByRole('link', { name: 'Go to your inbox' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
});
