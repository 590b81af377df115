import { expect, test, type Browser, type Page } from '@playwright/test';
import { askedOf, ownApp, press } from '#tests/e2e/support/own-app.ts';
import { query } from '#tests/e2e/support/world.ts';

/** A person who let an app in, at the list of apps. */
async function connected(browser: Browser, app: Awaited<ReturnType<typeof ownApp>>) {
  const asked = await askedOf(browser, app);
  await asked.asking.answer(asked.page, () => press(asked.page, 'Allow'));
  await asked.page.goto('/connected-apps');
  return { ...asked, card: asked.page.getByRole('article', { name: 'Guestbook' }) };
}

async function writeLedger(msisdn: string, clientId: string, days: number): Promise<void> {
  await query(
    `INSERT INTO "AppActivityDay" ("mailboxId", "clientId", day, sent, read, "firstAt", "lastAt")
     SELECT b.id, $2::uuid, d.day, 1, 10 + d.n, d.day + interval '8 hours 2 minutes', d.day + interval '21 hours 41 minutes'
     FROM "Mailbox" b, (SELECT n, (now() AT TIME ZONE 'UTC')::date - n AS day FROM generate_series(0, $3::int - 1) AS s(n)) d
     WHERE b.msisdn = $1`,
    [msisdn, clientId, days],
  );
}

const download = async (page: Page, name: string | RegExp) => {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
  return file;
};

const ledger = (page: Page) => page.getByRole('table', { name: 'What it did, by day (UTC)' });

for (const javaScriptEnabled of [true, false]) {
  test(`the ledger shows seven days with their hours and zone, and the older ones when asked, ${javaScriptEnabled ? 'with' : 'without'} script`, async ({ browser }) => {
    const app = await ownApp();
    const { context, page, msisdn } = await connected(browser, app);
    await writeLedger(msisdn, app.id, 12);
    await query(`UPDATE "ConsentGrant" SET "lastUsedAt" = now() WHERE "clientId" = $1`, [app.id]);
    const plain = await browser.newContext({ baseURL: test.info().project.use.baseURL, javaScriptEnabled, storageState: await context.storageState() });
    const reader = await plain.newPage();
    await reader.goto('/connected-apps');
    await reader.getByText('What it did, how long, receipts').click();
    const rows = ledger(reader).locator('tbody tr');
    await expect(rows).toHaveCount(7);
    await expect(rows.nth(0)).toContainText(/^Today/);
    await expect(rows.nth(1)).toContainText('Yesterday');
    await expect(rows.nth(1)).toContainText('8:02 am to 9:41 pm UTC');
    await reader.getByRole('link', { name: 'Show older: 5 days of Guestbook' }).click();
    await expect(rows).toHaveCount(12);
    await expect(rows.nth(11)).toBeVisible();
    await reader.getByRole('link', { name: 'Show the newest 7 only of Guestbook' }).click();
    await expect(rows).toHaveCount(7);
    await expect(rows.nth(0)).toBeVisible();
    for (const fact of [/^Last used [A-Z][a-z]{2} \d{1,2}, \d{1,2}:\d\d [ap]m [A-Z]{2,4}/, /^Ends .* \(UTC\)$/]) await expect(reader.getByRole('article').getByText(fact).first()).toBeVisible();
    await Promise.all([context.close(), plain.close()]);
    await page.close();
  });
}

test('T18, T1: the ledger is a file of its owner alone; a name cannot become a formula in it', async ({ browser }) => {
  const app = await ownApp();
  const { context, page, card, msisdn } = await connected(browser, app);
  await writeLedger(msisdn, app.id, 9);
  await query(`UPDATE "Account" SET organisation = '=HYPERLINK("https://evil.example";"Guest House")' WHERE id = (SELECT "accountId" FROM "Application" WHERE id = $1)`, [app.applicationId]);
  await page.reload();
  await card.getByText('What it did, how long, receipts').click();
  const file = await download(page, 'Download as CSV of Guestbook');
  expect(file.suggestedFilename()).toMatch(/^app-activity-[\w-]{22}\.csv$/);
  const href = new URL(file.url()).pathname + new URL(file.url()).search;
  const answer = await page.request.get(href);
  expect(answer.headers()).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  const rows = (await answer.text()).trimEnd().split('\r\n');
  expect(rows).toHaveLength(10);
  expect(rows[0]).toContain('"Day (UTC)","Sent","Read","Marked","Deleted","Refused","First at (UTC)","Last at (UTC)"');
  expect(rows[1]).toContain(`"Guestbook","'=HYPERLINK(""https://evil.example"";""Guest House"")","${app.clientId}"`);
  expect(rows[1]).toMatch(/"1","10","0","0","0","\d{4}-\d\d-\d\dT08:02:00\.000Z","\d{4}-\d\d-\d\dT21:41:00\.000Z"$/);
  expect((await download(page, 'All activity (CSV)')).suggestedFilename()).toBe('app-activity.csv');

  const stranger = await connected(browser, await ownApp());
  const told = async (path: string) => {
    const refused = await stranger.page.request.get(path);
    return { status: refused.status(), type: refused.headers()['content-type'], body: await refused.text() };
  };
  const foreign = await told(href);
  expect(foreign).toMatchObject({ status: 404, body: 'There is no such app.' });
  expect(foreign).toEqual(await told('/connected-apps/activity.csv?app=AZqvvvvvvvvvvvvvvvvvvQ'));
  expect(foreign).toEqual(await told('/connected-apps/activity.csv?app=nothing'));
  expect((await (await stranger.page.request.get('/connected-apps/activity.csv')).text()).trimEnd().split('\r\n')).toHaveLength(1);
  const nobody = await browser.newContext({ baseURL: test.info().project.use.baseURL });
  const redirected = await nobody.request.get(href, { maxRedirects: 0 });
  expect(redirected.status()).toBe(307);
  expect(redirected.headers().location).toContain('/sign-in');
  await Promise.all([context.close(), stranger.context.close(), nobody.close()]);
});

test('receipts are a page for people: who, what in the words that were shown, when and from where, how it ended and what that cancelled; on white paper', async ({ browser }) => {
  const app = await ownApp();
  const { context, page, card, msisdn } = await connected(browser, app);
  await page.getByText('What it did, how long, receipts').click();
  await page.getByLabel('Ends by itself on').fill('2027-08-01');
  await card.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(card.getByText('Ends Aug 1, 2027 (UTC)', { exact: true })).toBeVisible();
  await expect(card.getByRole('list').filter({ hasText: 'text version' })).toContainText(/Changed\. End moved from [A-Z][a-z]{2} \d{1,2}, \d{4} \(UTC\) to Aug 1, 2027 \(UTC\)\./);
  await card.getByRole('link', { name: /^End\b/ }).click();
  await card.getByRole('button', { name: 'End it now' }).click();
  await page.getByRole('link', { name: 'All receipts' }).click();
  const paper = page.getByRole('article', { name: 'Guestbook' });
  for (const text of ['by Guest House', `(${msisdn.slice(2, 5)}) ${msisdn.slice(5, 8)}-${msisdn.slice(8)}`, app.clientId, 'Send messages as you', 'Read all your messages, old and new, mark them, and delete them for good.']) await expect(paper).toContainText(text);
  await expect(paper).toContainText(/Allowed[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d [ap]m [A-Z]{2,4}[+\d:]*, from Chrome on/);
  await expect(paper).toContainText('It was to end by itself on Aug 1, 2027 (UTC)');
  await expect(paper).toContainText(/End moved from [A-Z][a-z]{2} \d{1,2}, \d{4} \(UTC\) to Aug 1, 2027 \(UTC\)\./);
  await expect(paper).toContainText(/You ended it on .*, from Chrome on .*\. No queued send was there to cancel\./);
  await expect(page.getByRole('heading', { name: 'Text version 2: what else the page said' })).toBeVisible();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const hidden of [page.getByRole('banner'), page.getByRole('button', { name: 'Print' }), page.getByRole('link', { name: 'All as a file (JSON)' })]) await expect(hidden).toBeHidden();
  await expect(paper).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
  await page.emulateMedia({ media: 'screen' });
  await page.goto('/connected-apps/receipts?app=somebody-elses');
  await expect(page.getByText('There are no receipts')).toBeVisible();
  await context.close();
});

test('receipts are files of their owner alone: one, and all; for others they do not exist, byte for byte (T1)', async ({ browser }) => {
  const app = await ownApp();
  const { context, page, asking, msisdn } = await askedOf(browser, app);
  await page.setViewportSize({ width: 390, height: 844 });
  await asking.answer(page, () => press(page, 'Allow'));
  await page.goto('/connected-apps');
  const card = page.getByRole('article', { name: 'Guestbook' });
  await card.getByText('What it did, how long, receipts').click();
  const link = card.getByRole('link', { name: /^Download receipt of/ });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(file.suggestedFilename()).toMatch(/^consent-receipt-\d{4}-\d\d-\d\d-[\w-]{22}\.json$/);
  const href = (await link.getAttribute('href')) ?? '';
  const answer = await page.request.get(href);
  expect(answer.headers()).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  expect(await answer.json()).toMatchObject({ kind: 'given', number: msisdn, app: { name: 'Guestbook', owner: 'Guest House', clientId: app.clientId } });
  await page.getByRole('link', { name: 'All receipts' }).click();
  expect((await download(page, 'All as a file (JSON)')).suggestedFilename()).toBe('consent-receipts.json');

  const stranger = await askedOf(browser, app);
  const told = async (path: string) => {
    const refused = await stranger.page.request.get(path);
    const { date: _, 'x-request-id': __, 'content-security-policy': ___, ...headers } = refused.headers();
    return { status: refused.status(), headers, body: await refused.text() };
  };
  const foreign = await told(href);
  expect(foreign).toMatchObject({ status: 404, body: 'There is no such receipt.' });
  expect(foreign).toEqual(await told('/connected-apps/receipts/AZqvvvvvvvvvvvvvvvvvvQ'));
  const nobody = await browser.newContext({ baseURL: test.info().project.use.baseURL });
  const redirected = await nobody.request.get(href, { maxRedirects: 0 });
  expect(redirected.status()).toBe(307);
  expect(redirected.headers().location).toContain('/sign-in');
  await Promise.all([context.close(), stranger.context.close(), nobody.close()]);
});

for (const javaScriptEnabled of [true, false]) {
  test(`what was just done is told once, and never what is so no more, ${javaScriptEnabled ? 'with' : 'without'} script`, async ({ browser }) => {
    const { context } = await connected(browser, await ownApp());
    const plain = await browser.newContext({ baseURL: test.info().project.use.baseURL, javaScriptEnabled, storageState: await context.storageState() });
    const page = await plain.newPage();
    const told = page.getByText('Paused for a day.');
    await page.goto('/connected-apps');
    await page.getByRole('button', { name: 'Pause for a day' }).click();
    await expect(told).toBeVisible();
    const address = page.url();
    if (javaScriptEnabled) {
      await expect(page).not.toHaveURL(/done=/);
      await page.reload();
      await expect(page.getByRole('button', { name: 'Go on now' })).toBeVisible();
      await expect(told).toHaveCount(0);
    }
    await page.getByRole('button', { name: 'Go on now' }).click();
    await expect(page.getByText('It may use your line again.')).toBeVisible();
    await page.goto(address.includes('done=') ? address : `${address}&done=paused`);
    await expect(page.getByRole('button', { name: 'Pause for a day' })).toBeVisible();
    await expect(told).toHaveCount(0);
    await Promise.all([context.close(), plain.close()]);
  });
}
