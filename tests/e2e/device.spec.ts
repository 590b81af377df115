import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { expectSoundPage } from '#tests/e2e/support/accounts.ts';
import { signInOnTheWay } from '#tests/e2e/support/client-app.ts';
import { cookiesOf, test, type Person } from '#tests/e2e/support/signed-in.ts';
import { demoClient, lines, query } from '#tests/e2e/support/world.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;

async function openIn(browser: Browser, options: BrowserContextOptions & { who?: Person } = {}): Promise<Page> {
  const { who, ...rest } = options;
  const { baseURL } = test.info().project.use;
  const context = await browser.newContext({ baseURL, storageState: who ? await cookiesOf(browser, who) : { cookies: [], origins: [] }, ...rest });
  return context.newPage();
}

/** A television of its own, switched on: it shows a code. */
async function televisionWithCode(browser: Browser, options: BrowserContextOptions = {}): Promise<{ television: Page; code: string }> {
  const television = await openIn(browser, options);
  await television.goto('/simulator/television');
  await television.getByRole('button', { name: 'Show my messages' }).click();
  await expect(television.getByRole('heading', { name: 'On your phone, open' })).toBeVisible();
  const code = (await television.getByText(/^[B-Z]{4}-[B-Z]{4}$/).innerText()).trim();
  return { television, code };
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.goto('/device');
  await page.getByLabel('Code on the device').fill(code);
  await page.getByRole('button', { name: 'Find the device' }).click();
}

async function endDesk(page: Page): Promise<void> {
  await page.goto('/connected-apps');
  const card = page.getByRole('article', { name: 'Desk' });
  await card.getByRole('link', { name: /^End\b/ }).click();
  await card.getByRole('button', { name: 'End it now' }).click();
  await expect(page.getByText('Ended. The app can no longer use your line.')).toBeVisible();
}

const screenOf = (television: Page) => television.getByRole('status');

test('a television shows the inbox after its code was typed on a phone, and goes dark when the consent ends (E2, E3, RFC 8628)', async ({ browser }) => {
  const { television, code } = await televisionWithCode(browser);
  await expectSoundPage(television);
  // The drawing is of this very code, and needs no script and no other host.
  const drawing = television.getByRole('img', { name: /QR code that opens/ });
  expect(await drawing.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 0))).toBe(true);
  await expect(television.getByText(code.replace('-', '').split('').join(' ').replace(/^(.{7}) /, '$1, '))).toBeAttached();

  const page = await openIn(browser, phone);
  await page.goto('/device');
  await expectSoundPage(page);
  await page.getByLabel('Code on the device').fill(` ${code.toLowerCase().replace('-', ' ')}`);
  await page.getByRole('button', { name: 'Find the device' }).click();

  // One page before any sign-in: which code, which device, whose app, and both ways on.
  await expect(page.getByRole('heading', { level: 1, name: 'Is this your device?' })).toBeVisible();
  await expect(page.getByText(code, { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Only continue if this code is on a device in front of you.')).toBeVisible();
  await expect(page.getByText('Television in the simulator')).toBeVisible();
  await expect(page.getByText('Desk by')).toBeVisible();
  await expect(page.getByRole('button', { name: 'This is not mine' })).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole('link', { name: 'Continue' }).click();
  await signInOnTheWay(page, lines.chen);

  await expect(page.getByRole('switch')).toHaveCount(1);
  await expect(page.getByText('Either way you go back to your device')).toBeVisible();
  await page.getByRole('radio', { name: '30 days' }).check();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Allowed. Go back to your device.' })).toBeVisible();
  await expectSoundPage(page);

  await expect(screenOf(television).getByRole('heading', { name: /unread message|One moment/ })).toBeVisible();
  await expect(screenOf(television).getByText('Wrote last')).toBeVisible();
  await expectSoundPage(television);
  // Neither the app's secret nor the tokens are anywhere in the page or readable in its cookies.
  const seen = (await television.content()) + JSON.stringify(await television.context().cookies()) + (await television.evaluate(() => document.cookie));
  for (const secret of [demoClient('Desk').clientSecret, 'hs_dc_', 'hs_at_', 'hs_rt_']) expect(seen).not.toContain(secret);

  await page.goto('/connected-apps');
  const card = page.getByRole('article', { name: 'Desk' });
  await expect(card).toContainText('Television in the simulator');
  await card.getByText('What it did, how long, receipts').click();
  await expect(card.getByRole('listitem').filter({ hasText: 'Television in the simulator' }).first()).toContainText(/Since [A-Z][a-z]{2} \d{1,2}, \d{4}, last decided [A-Z][a-z]{2} \d{1,2}, \d{1,2}:\d\d [ap]m/);
  await endDesk(page);
  await expect(screenOf(television).getByRole('heading', { name: 'Not connected any more' })).toBeVisible();
  await Promise.all([television.context().close(), page.context().close()]);
});

test('a scanned code still has to be confirmed; whoever says This is not mine need not sign in, it ends, and support sees it (5.4)', async ({ browser, pageFor }) => {
  const { television, code } = await televisionWithCode(browser);
  const page = await openIn(browser, phone);
  await page.goto(`/device?code=${code}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Is this your device?' })).toBeVisible();
  await expect(page.getByText(code, { exact: true }).first()).toBeVisible();
  await expect(screenOf(television).getByRole('heading', { name: 'On your phone, open' })).toBeVisible();
  await page.getByRole('button', { name: 'This is not mine' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Thank you. The code is ended.' })).toBeVisible();
  await expectSoundPage(page);
  await expect(screenOf(television).getByRole('heading', { name: 'Not allowed' })).toBeVisible();
  const [entry] = await query<{ count: number }>(`SELECT count(*)::int AS count FROM "AuditEntry" WHERE action = 'device.reported' AND at > now() - interval '5 minutes'`);
  expect(entry?.count).toBeGreaterThan(0);
  const support = await pageFor('support');
  await support.goto('/support/flags');
  await expect(support.getByRole('region', { name: 'Devices reported as nobody’s' }).getByRole('row', { name: /Desk/ })).toContainText(demoClient('Desk').clientId);
  await expectSoundPage(support);
  await typeCode(page, code);
  await expect(page.getByText('No device shows this code now.')).toBeVisible();
  await Promise.all([television.context().close(), page.context().close()]);
});

test('an expired code is answered like an unknown one, and the television asks for a new one', async ({ browser }) => {
  const { television, code } = await televisionWithCode(browser);
  const page = await openIn(browser, { ...phone, who: 'fay' });
  await typeCode(page, code);
  await expect(page.getByRole('heading', { level: 1, name: 'Is this your device?' })).toBeVisible();
  await query(`UPDATE "DeviceAuthorization" SET "expiresAt" = now() - interval '1 second' WHERE state = 'pending' AND device = 'Television in the simulator'`);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'This code is over' })).toBeVisible();
  await typeCode(page, code);
  await expect(page.getByText('No device shows this code now.')).toBeVisible();
  await expect(screenOf(television).getByRole('heading', { name: 'The code is over' })).toBeVisible();
  await television.getByRole('button', { name: 'New code' }).click();
  await expect(screenOf(television).getByRole('heading', { name: 'On your phone, open' })).toBeVisible();
  await Promise.all([television.context().close(), page.context().close()]);
});

test('after ten wrong codes the line waits (5.1)', async ({ browser }) => {
  const page = await openIn(browser, { ...phone, who: 'eli' });
  for (const last of 'BCDFGHJKLM') {
    await typeCode(page, `BBBB-BBB${last}`);
    await expect(page.getByText('No device shows this code now.')).toBeVisible();
    await expect(page.getByLabel('Code on the device')).toHaveValue(`BBBB-BBB${last}`);
  }
  await typeCode(page, 'BBBB-BBBN');
  await expect(page.getByText(/Too many wrong codes\. Try again in 1\d minutes\./)).toBeVisible();
  await expectSoundPage(page);
  await page.context().close();
});

test('by keyboard alone, and a no is a no', async ({ browser }) => {
  const { television, code } = await televisionWithCode(browser);
  const page = await openIn(browser, { who: 'ben' });
  const tabTo = async (name: string, role: 'button' | 'link' | 'textbox') => {
    const target = page.getByRole(role, { name, exact: true });
    await expect(target).toBeVisible();
    for (let steps = 0; steps < 40 && !(await target.evaluate((element) => element === document.activeElement)); steps += 1) await page.keyboard.press('Tab');
    await expect(target).toBeFocused();
  };
  await page.goto('/device');
  await tabTo('Code on the device', 'textbox');
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await tabTo('Continue', 'link');
  await page.keyboard.press('Enter');
  await tabTo('Not now', 'button');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Not allowed' })).toBeVisible();
  await expect(screenOf(television).getByRole('heading', { name: 'Not allowed' })).toBeVisible();
  await Promise.all([television.context().close(), page.context().close()]);
});

test('without script the television is asked by hand, and the phone allows it all the same', async ({ browser }) => {
  const { television, code } = await televisionWithCode(browser, { javaScriptEnabled: false });
  const page = await openIn(browser, { ...phone, javaScriptEnabled: false, who: 'ben' });
  await typeCode(page, code);
  await page.getByRole('link', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Allowed. Go back to your device.' })).toBeVisible();
  await television.getByRole('button', { name: 'Ask now' }).click();
  await expect(screenOf(television).getByRole('heading', { name: /unread message|One moment/ })).toBeVisible();
  await television.getByRole('button', { name: 'Sign out' }).click();
  await expect(television.getByRole('button', { name: 'Show my messages' })).toBeVisible();
  await endDesk(page);
  await Promise.all([television.context().close(), page.context().close()]);
});

test('T24: a page of another site can neither spend guesses by what it embeds nor report a device', async ({ browser, request }) => {
  const { television, code } = await televisionWithCode(browser);
  for (const destination of ['image', 'iframe', 'empty']) {
    const answer = await request.get(`/device/code?code=${code}`, { maxRedirects: 0, headers: { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': destination } });
    expect([answer.status(), answer.headers().location]).toEqual([303, '/device']);
  }
  const page = await openIn(browser, phone);
  await page.goto(`/device?code=${code}`);
  const action = `${new URL(page.url()).pathname}/not-mine`;
  const csrf = await page.locator('input[name=csrf]').inputValue();
  for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }] as const) await page.context().request.post(action, { form: { csrf }, headers });
  await request.post(action, { form: { csrf } });
  await page.context().request.post(action, { form: { csrf: 'x' } });
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Is this your device?' })).toBeVisible();
  await Promise.all([television.context().close(), page.context().close()]);
});

test('nobody can lay a page of theirs over the question (T24)', async ({ request }) => {
  for (const path of ['/device', '/device?code=WDJB-MJHT']) {
    const headers = (await request.get(path)).headers();
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  }
});
