import { expect } from '@playwright/test';
import { expectSoundPage } from '#tests/e2e/support/accounts.ts';
import { test } from '#tests/e2e/support/signed-in.ts';
import { demoClient } from '#tests/e2e/support/world.ts';

test('every operation of openapi.json has its place in the reference, with its errors explained', async ({ page, request }) => {
  const document = (await (await request.get('/openapi.json')).json()) as { paths: Record<string, Record<string, { operationId: string; tags: string[] }>> };
  const operations = Object.values(document.paths).flatMap((each) => Object.values(each));
  for (const group of new Set(operations.flatMap(({ tags }) => tags))) {
    await page.goto(`/docs/api/${group}`);
    await expectSoundPage(page);
    for (const { operationId } of operations.filter(({ tags }) => tags.includes(group))) await expect(page.locator(`h2#${operationId}`)).toBeVisible();
    const targets = await page.locator('main a[href^="/docs/errors/"]').evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))]);
    for (const target of targets) expect([target, (await request.get(target)).status()]).toEqual([target, 200]);
  }
});

test('the language of an example is changed with the arrow keys', async ({ page }) => {
  await page.goto('/docs/api/message-index');
  const section = page.getByRole('region', { name: 'Ask what has changed since a state' });
  await expect(section.getByRole('group', { name: /, curl$/ })).toContainText('curl -sS');
  await section.getByRole('radio', { name: 'curl' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(section.getByRole('radio', { name: 'TypeScript' })).toBeChecked();
  await expect(section.getByRole('group', { name: /, TypeScript$/ })).toContainText('handset.getMessagesDelta({ state })');
  await expect(section.getByRole('group', { name: /, curl$/ })).toBeHidden();
});

test('a developer finds their own client id in the examples, and no secret; anybody else a placeholder', async ({ page, pageFor }) => {
  await page.goto('/docs/api/oauth');
  await expect(page.getByRole('group', { name: 'Take a token, curl' })).toContainText('client_id="$CLIENT_ID"');
  const own = await pageFor('developer');
  await own.goto('/docs/api/oauth');
  const address = await own.locator('main a[href^="/developer/apps/"]').getAttribute('href');
  const clientId = address?.split('/').at(-1) ?? '';
  expect(clientId.length).toBeGreaterThan(5);
  await expect(own.getByRole('group', { name: 'Take a token, curl' })).toContainText(`client_id="${clientId}"`);
  const html = await own.content();
  for (const name of ['Desk', 'Classic'] as const) expect(html).not.toContain(demoClient(name).clientSecret);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the reference is readable: fields, errors, both languages, and the folded parts open', async ({ page }) => {
    await page.goto('/docs/api/messages');
    const section = page.getByRole('region', { name: 'Send a message', exact: true });
    await expect(section.getByText('Idempotency-Key', { exact: true }).first()).toBeVisible();
    await expect(section.getByRole('link', { name: 'idempotency-mismatch' })).toBeVisible();
    await section.getByText('TypeScript', { exact: true }).click();
    await expect(section.getByRole('group', { name: /, TypeScript$/ })).toContainText('handset.sendMessage');
    const form = section.locator('details').filter({ hasText: 'Or as application/x-www-form-urlencoded' });
    await expect(form.getByText('isGroup', { exact: true })).toBeHidden();
    await form.locator('summary').press('Enter');
    await expect(form.getByText('isGroup', { exact: true })).toBeVisible();
  });
});
