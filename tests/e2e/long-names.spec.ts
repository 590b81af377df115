import { randomBytes, randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { isLive } from '#tests/e2e/support/sign-in.ts';
import { test } from '#tests/e2e/support/signed-in.ts';
import { lines, query } from '#tests/e2e/support/world.ts';

const mark = randomBytes(4).toString('hex');
/** As long as the form lets through, of the widest letter, with nowhere to break. */
const appName = `${'W'.repeat(32)}${mark}`;
/** Of an address book that other programs filled: nothing there keeps names short. */
const personName = `${mark}${'M'.repeat(992)}`;
const groupTitle = `${mark}${'G'.repeat(992)}`;
const longText = `https://example.com/${'a'.repeat(900)}`;
const person = `+1206555${String(1000 + Number.parseInt(mark.slice(0, 3), 16) % 8000)}`;
const widths = [[1280, 800], [390, 844]] as const;

const ids = { account: randomUUID(), application: randomUUID(), client: randomUUID(), grant: randomUUID() };
const clientId = `long-${mark}`;
const extraPhone = `+1989555${String(1000 + Number.parseInt(mark.slice(3, 6), 16) % 8000)}`;

test.beforeAll(async () => {
  const own = `(SELECT m.id FROM "Mailbox" m WHERE m.msisdn = $1)`;
  await query(`INSERT INTO "Contact" ("mailboxId", address, name) VALUES (${own}, $2, $3)`, [lines.ben, person, personName]);
  await query(`INSERT INTO "Account" (id, email, name, organisation, "passwordHash", role) VALUES ($1, $2, 'Nobody', $3, '-', 'developer')`, [ids.account, `${mark}@example.com`, 'O'.repeat(60)]);
  await query(`INSERT INTO "Application" (id, "accountId", name, description) VALUES ($1, $2, $3, $4)`, [ids.application, ids.account, appName, 'd'.repeat(200)]);
  await query(
    `INSERT INTO "Client" (id, "applicationId", "clientId", environment, profile, "redirectUris", scopes)
     VALUES ($1, $2, $3, 'production', 'classic', ARRAY[$4], ARRAY['IMMN', 'MIM'])`,
    [ids.client, ids.application, clientId, `https://${'h'.repeat(60)}.example/back`],
  );
  await query(
    `INSERT INTO "ConsentGrant" (id, "subscriberId", "mailboxId", "clientId", scopes)
     SELECT $2, b.id, m.id, $3, ARRAY['IMMN'] FROM "Subscriber" b JOIN "Mailbox" m ON m."subscriberId" = b.id WHERE b.msisdn = $1`,
    [lines.ben, ids.grant, ids.client],
  );
  await query(`INSERT INTO "SimulatedLine" (msisdn, name, note, plan, standing) VALUES ($1, $2, $3, 'postpaid', 'active')`, [extraPhone, personName, 'n'.repeat(200)]);
});

test.afterAll(async () => {
  await query(`DELETE FROM "SimulatedLine" WHERE msisdn = $1`, [extraPhone]);
  await query(`DELETE FROM "Account" WHERE id = $1`, [ids.account]);
  await query(`DELETE FROM "Contact" WHERE name = $1`, [personName]);
  await query(`UPDATE "Thread" SET title = NULL WHERE title = $1`, [groupTitle]);
});

/** What lies beside the screen, and what could be moved sideways to see it, but for tables that say that they scroll; what ends in an ellipsis is whole in its title. */
const beside = (page: Page) =>
  page.evaluate(() => {
    const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.className} ${(element.textContent ?? '').slice(0, 20)}`;
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (element.closest('[role="region"], .sr-only, svg') || !element.checkVisibility({ visibilityProperty: true })) continue;
      const parent = element.parentElement && getComputedStyle(element.parentElement);
      if (parent?.textOverflow === 'ellipsis' && parent.overflowX === 'hidden') continue;
      const box = element.getBoundingClientRect();
      if (box.width > 2 && (box.right > innerWidth + 1 || box.left < -1)) found.push(`beside the screen: ${name(element)}`);
      const { overflowX } = getComputedStyle(element);
      if (['auto', 'scroll'].includes(overflowX) && element.scrollWidth > element.clientWidth + 1) found.push(`moves sideways: ${name(element)}`);
    }
    return found;
  });

/** Nothing is lost at the sides, wide and narrow. */
async function expectAllWithin(page: Page, what: string): Promise<void> {
  for (const [width, height] of widths) {
    await page.setViewportSize({ width, height });
    expect.soft(await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth), `${what}, ${width} px`).toBeLessThanOrEqual(0);
    expect.soft(await beside(page), `${what}, ${width} px`).toEqual([]);
  }
}

async function composeTo(page: Page, addresses: string[], text: string): Promise<void> {
  await page.goto('/inbox/new');
  await isLive(page);
  const field = page.getByRole('combobox', { name: 'To' });
  for (const address of addresses) {
    await field.fill(address);
    await field.press('Enter');
  }
  await page.getByLabel('Message', { exact: true }).fill(text);
}

test('a long name and a long address fit into a new message, the list, the conversation and its details', async ({ pageFor }) => {
  const page = await pageFor('ben');
  await page.goto('/inbox/new');
  await isLive(page);
  const field = page.getByRole('combobox', { name: 'To' });
  await field.pressSequentially(mark);
  await expect(page.getByRole('option')).toHaveCount(1);
  await expectAllWithin(page, 'contacts offered');
  await field.press('ArrowDown');
  await field.press('Enter');
  await field.fill(person.slice(2));
  await field.press('Enter');
  await expect(page.getByText('2 spellings of one number, sent once')).toBeVisible();
  await page.getByLabel('Message', { exact: true }).fill(longText);
  await field.fill('(416) 555-0143');
  await field.press('Enter');
  await field.pressSequentially('206');
  await expect(page.getByRole('option').first()).toBeVisible();
  await expectAllWithin(page, 'contacts offered beside a refused number');
  await field.fill('');
  await page.getByRole('button', { name: 'Remove (416) 555-0143' }).click();
  await expectAllWithin(page, 'new message');
  await expect(page.getByRole('list', { name: 'Recipients' }).getByTitle(personName)).toBeVisible();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForURL(/\/inbox\/[^/]{22}/);
  const bubble = page.getByRole('log').getByRole('listitem').filter({ hasText: longText });
  await expect(bubble.getByRole('button', { name: /Delivered/ })).toBeVisible();
  await expectAllWithin(page, 'conversation');

  await query(`UPDATE "Message" SET origin = 'app', "clientName" = $2 WHERE text = $1`, [longText, appName]);
  await page.reload();
  await expect(bubble.getByText(`sent by ${appName}`)).toBeVisible();
  await bubble.getByRole('button', { name: /Delivered/ }).click();
  await expect(bubble.getByText('Handed to the network')).toBeVisible();
  await expectAllWithin(page, 'details of a message of an app');
  await expect(page.getByRole('heading', { level: 2, name: personName })).toHaveAttribute('title', personName);
  await page.getByRole('button', { name: 'More for this conversation' }).click();
  await page.getByRole('menuitem', { name: 'Delete conversation' }).click();
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeInViewport({ ratio: 1 });
  await expectAllWithin(page, 'question before deleting');
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Keep it' }).click();

  await page.goto('/inbox');
  await expect(page.getByRole('list', { name: 'Conversations' }).getByTitle(personName)).toBeVisible();
  await expectAllWithin(page, 'list');
  await page.goto(`/inbox?q=${mark}${'q'.repeat(180)}`);
  await expect(page.getByText('Nothing found', { exact: true })).toBeVisible();
  await expectAllWithin(page, 'search without a result');
});

test('a long title fits into the conversation of a group', async ({ pageFor }) => {
  const page = await pageFor('ben');
  await composeTo(page, [person, '(206) 555-0176'], `Group ${mark}`);
  await page.getByRole('radio', { name: /As a group/ }).check();
  await expectAllWithin(page, 'new group message');
  await page.getByRole('button', { name: 'Send to 2' }).click();
  await page.waitForURL(/\/inbox\/[^/]{22}/);
  await expectAllWithin(page, 'group without a title');
  await query(`UPDATE "Thread" SET title = $2 WHERE id = (SELECT "threadId" FROM "Message" WHERE text = $1 LIMIT 1)`, [`Group ${mark}`, groupTitle]);
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: groupTitle })).toBeVisible();
  await expectAllWithin(page, 'group with a title');
});

test('a long app name leaves every button of Connected apps in reach', async ({ pageFor }) => {
  const page = await pageFor('ben');
  await page.goto('/connected-apps');
  const card = page.getByRole('article', { name: appName });
  await card.locator('summary').click();
  await expectAllWithin(page, 'connected apps');
  await card.getByRole('link', { name: /^End\b/ }).click();
  for (const [width, height] of widths) {
    await page.setViewportSize({ width, height });
    for (const way of [card.getByRole('button', { name: 'End it now' }), card.getByRole('link', { name: 'Keep it' })]) {
      await way.scrollIntoViewIfNeeded();
      await expect(way).toBeInViewport({ ratio: 1 });
    }
  }
  await expectAllWithin(page, 'question before ending');
});

test('a long app name fits into the consent page and the page of a line that is not eligible', async ({ pageFor }) => {
  for (const who of ['ben', 'dana'] as const) {
    const page = await pageFor(who);
    await page.goto(`/oauth/v4/authorize?client_id=${clientId}&scope=IMMN,MIM`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(appName);
    await expectAllWithin(page, who === 'ben' ? 'consent' : 'not eligible');
  }
});

test('a long name fits onto a phone of the simulator', async ({ page }) => {
  await page.goto(`/simulator?phones=${extraPhone.slice(1)},${lines.ben.slice(1)}`);
  // Its page gets the beginning.
  await expect(page.getByRole('heading', { level: 3, name: personName.slice(0, 50) })).toBeVisible();
  await expectAllWithin(page, 'simulator');
});
