import { expect, test, type Browser, type Page } from '@playwright/test';
import { expectSoundPage, signInAsAccount } from '#tests/e2e/support/accounts.ts';

interface Filed {
  name: string;
  clientId: string;
  page: Page;
}

/** A developer in another browser, with a fresh app and an open request for 240 sends. */
async function fileRequest(browser: Browser, what: string): Promise<Filed> {
  const page = await (await browser.newContext()).newPage();
  const name = `${what} ${Date.now().toString(36)}`;
  await signInAsAccount(page, 'developer', '/developer/apps/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Redirect URIs').fill('https://desk.example.com/back');
  await page.getByRole('button', { name: 'Register the app' }).click();
  await page.getByRole('link', { name: /I have stored it/ }).click();
  await page.getByRole('link', { name: 'Ask for a higher limit' }).click();
  await page.waitForURL(/\/limits/);
  const clientId = /hs_app_[a-z0-9]+/.exec(page.url())?.[0] ?? '';
  await page.getByLabel('I want, a minute').fill('240');
  await page.getByLabel('Business case').fill('Nine clinics join us in December, each answers thirty people by hand.');
  await page.getByRole('button', { name: 'Send the request' }).click();
  await expect(page.getByRole('button', { name: /^Amend request #/ })).toBeVisible();
  return { name, clientId, page };
}

async function openTicket(page: Page, name: string): Promise<void> {
  await page.goto(`/support/tickets?q=${encodeURIComponent(name)}`);
  await page.getByRole('rowheader').getByRole('link', { name: new RegExp(name) }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('60 → 240');
}

test('L3 a grant in part reaches the developer and the limit at once, without a reload', async ({ page, browser }) => {
  const { name, page: developer, clientId } = await fileRequest(browser, 'Grant');
  await developer.goto(`/developer/apps/${clientId}`);
  await expect(developer.getByRole('meter', { name: 'Sends per minute' })).toHaveAttribute('aria-valuemax', '60');
  await signInAsAccount(page, 'support', '/support/tickets');
  await openTicket(page, name);
  await page.getByRole('radio', { name: /In part/ }).check();
  await page.getByLabel('Grant, a minute').fill('120');
  await page.getByLabel(/^Reason .* sees/).fill('Twice your busiest minute.');
  await page.getByRole('button', { name: 'Grant 120' }).click();
  await expect(page.getByText('In effect').first()).toBeVisible();
  // Written down, and shown: who decided what, and the limit that followed from it (I9).
  const audit = page.getByRole('list', { name: 'Audit entries' }).getByRole('listitem');
  await expect(audit.filter({ hasText: 'Approved in part' })).toContainText('granted 120');
  await expect(audit.filter({ hasText: 'Limit changed' })).toContainText('before 60 · perMinute 120');
  await expect(audit.filter({ hasText: 'Limit changed' })).toContainText('Sol Brandt');
  await expect(developer.getByRole('meter', { name: 'Sends per minute' })).toHaveAttribute('aria-valuemax', '120');
  await developer.goto('/developer/requests');
  await expect(developer.getByRole('row').filter({ hasText: name })).toContainText('Twice your busiest minute.');
});

test('L3 a denial needs a reason, and the developer reads it', async ({ page, browser }) => {
  const { name, page: developer } = await fileRequest(browser, 'Deny');
  await signInAsAccount(page, 'support', '/support/tickets');
  await openTicket(page, name);
  await page.getByRole('radio', { name: /Deny/ }).check();
  await page.getByRole('button', { name: 'Deny the request' }).click();
  await expect(page.getByLabel(/^Reason .* sees/)).toHaveAccessibleDescription(/Say why/);
  await page.getByLabel(/^Reason .* sees/).fill('Not enough calls to judge yet.');
  await page.getByRole('button', { name: 'Deny the request' }).click();
  await expect(developer.getByRole('row').filter({ hasText: 'Not enough calls to judge yet.' })).toBeVisible();
});

test('L3 a question stops the clock, a note stays with staff, an offer is accepted', async ({ page, browser }) => {
  const { name, page: developer } = await fileRequest(browser, 'Talk');
  await signInAsAccount(page, 'support', '/support/tickets');
  await openTicket(page, name);
  await page.getByText('Internal note', { exact: true }).click();
  await page.getByLabel('Internal note, staff only').fill('Looks like real front desks.');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await expect(page.getByText('Looks like real front desks.')).toBeVisible();
  await page.getByRole('radio', { name: /Ask for more/ }).check();
  await page.getByLabel(/is asked/).fill('What makes 240 necessary?');
  await page.getByRole('button', { name: 'Ask, and stop the clock' }).click();
  await developer.getByLabel('Your answer to the support team').fill('Nine more clinics.');
  await developer.getByRole('button', { name: 'Send the answer' }).click();
  await expect(page.getByText('Nine more clinics.')).toBeVisible();
  await page.getByRole('radio', { name: /Counter-offer/ }).check();
  await page.getByLabel('Offer, a minute').fill('180');
  await page.getByRole('button', { name: 'Offer 180' }).click();
  await developer.getByRole('button', { name: 'Accept 180' }).click();
  await expect(developer.getByText('now 180')).toBeVisible();
  await expect(developer.getByText('Looks like real front desks.')).toHaveCount(0);
});

test('T16 who decides second is told who was faster and keeps the text', async ({ page, browser }) => {
  const { name } = await fileRequest(browser, 'Race');
  // With live updates the page would show the other decision by itself.
  await page.route('**/events', (route) => route.abort());
  await signInAsAccount(page, 'support', '/support/tickets');
  await openTicket(page, name);
  await page.getByRole('radio', { name: /Deny/ }).check();
  const reason = page.getByLabel(/^Reason .* sees/);
  await reason.fill('My own words.');
  const other = await (await browser.newContext()).newPage();
  await signInAsAccount(other, 'support', '/support/tickets');
  await openTicket(other, name);
  await other.getByRole('radio', { name: /Ask for more/ }).check();
  await other.getByLabel(/is asked/).fill('Since when?');
  await other.getByRole('button', { name: 'Ask, and stop the clock' }).click();
  await expect(other.getByText('Needs your answer').first()).toBeVisible();
  await page.getByRole('button', { name: 'Deny the request' }).click();
  await expect(page.getByRole('region', { name: 'Decision' }).getByRole('alert')).toContainText(/changed this ticket .* it is now: Needs your answer/);
  await expect(reason).toHaveValue('My own words.');
});

test('what happens on a ticket shows by itself and leaves what is typed', async ({ page, browser }) => {
  const { name, page: developer } = await fileRequest(browser, 'Live');
  await signInAsAccount(page, 'support', '/support/tickets');
  await openTicket(page, name);
  await page.getByRole('radio', { name: /Deny/ }).check();
  await page.getByLabel(/^Reason .* sees/).fill('My own words.');
  await developer.getByLabel('Write to the support team').fill('We forgot to say: it peaks at nine.');
  await developer.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('it peaks at nine.')).toBeVisible();
  await expect(page.getByLabel(/^Reason .* sees/)).toHaveValue('My own words.');
  await expect(page.getByRole('radio', { name: /Deny/ })).toBeChecked();
});

test('the queue works by keys, its state is the address, its file is the filtered set', async ({ page, browser }) => {
  const { name } = await fileRequest(browser, 'Keys');
  await signInAsAccount(page, 'support', '/support/tickets');
  // The keys work from the moment the page has its script.
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: /App, company/ })).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=Keys/);
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await page.locator('body').click({ position: { x: 700, y: 5 } });
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('You');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Age', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'Age', exact: true })).toHaveAttribute('aria-sort', 'ascending');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
  const text = await (await file.createReadStream()).toArray();
  const lines = Buffer.concat(text as Buffer[]).toString('utf8').trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(name);
  await page.keyboard.press('e');
  await page.waitForURL(/\/support\/tickets\/\d+#decision/);
});

test('a suspended app tells its developer why', async ({ page, browser }) => {
  const { name, page: developer, clientId } = await fileRequest(browser, 'Hold');
  await signInAsAccount(page, 'support', '/support/clients');
  await page.goto(`/support/clients?q=${encodeURIComponent(name)}`);
  await page.getByRole('button', { name: /^Suspend/ }).click();
  await page.getByLabel('Reason the developer reads').fill('It sends advertising to strangers.');
  await page.getByRole('button', { name: 'Suspend it' }).click();
  await expect(page.getByText('Suspended')).toBeVisible();
  await developer.goto(`/developer/apps/${clientId}`);
  await expect(developer.getByText('It sends advertising to strangers.')).toBeVisible();
});

test('T32 a developer does not find the support pages', async ({ page }) => {
  await signInAsAccount(page, 'developer', '/developer/apps');
  for (const path of ['/support/tickets', '/support/clients', '/support/flags', '/support/sign-in-help', '/support/tickets.csv']) {
    expect((await page.request.get(path)).status()).toBe(404);
  }
});

for (const width of [1360, 390]) {
  test(`the support pages are sound at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await signInAsAccount(page, 'support', '/support/tickets');
    await expectSoundPage(page);
    const first = await page.getByRole('rowheader').getByRole('link').first().getAttribute('href');
    for (const path of [first ?? '', '/support/clients', '/support/flags', '/support/sign-in-help', '/support/tickets?view=closed']) {
      await page.goto(path);
      await expectSoundPage(page);
    }
  });
}
