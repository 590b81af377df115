import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { isLive, writeFromPhone } from '#tests/e2e/support/sign-in.ts';
import { test } from '#tests/e2e/support/signed-in.ts';
import { lines } from '#tests/e2e/support/world.ts';

const newText = (what: string) => `${what} ${Date.now().toString(36)}`;

/** For this page alone the server is away; the stream that it has open still tells it that something happened. */
async function takeServerAway(page: Page): Promise<{ untilMissed: () => Promise<unknown>; bringBack: () => Promise<void> }> {
  const missed: (() => void)[] = [];
  let count = 0;
  await page.route('**/*', async (route) => {
    await route.abort('connectionrefused');
    count += 1;
    for (const tell of missed.splice(0)) tell();
  });
  return {
    untilMissed: async () => {
      for (const wanted = count + 3; count < wanted; ) await new Promise<void>((resolve) => missed.push(resolve));
    },
    bringBack: () => page.unroute('**/*'),
  };
}

/** A mark that a page opened from scratch would not have. */
const mark = (page: Page) => page.evaluate(() => document.documentElement.setAttribute('data-marked', ''));
const expectSamePage = (page: Page) => expect(page.locator('html[data-marked]')).toBeAttached();

/** The simulator with two phones, open and marked, and then without its server. */
async function losePhonesServer(page: Page) {
  await page.goto(`/simulator?phones=${lines.ana.slice(1)},${lines.ben.slice(1)}`);
  await isLive(page);
  await mark(page);
  return takeServerAway(page);
}

async function expectTextShownLater(page: Page, request: APIRequestContext, server: Awaited<ReturnType<typeof takeServerAway>>) {
  const text = newText('Over the air');
  await writeFromPhone(request, lines.ben, [lines.ana], text);
  await server.untilMissed();
  await expectSamePage(page);
  await server.bringBack();
  await expect(page.getByRole('log').getByText(text).first()).toBeVisible();
  await expectSamePage(page);
}

test('an inbox whose server is away stays as it is, and shows what came meanwhile', async ({ pageFor, request }) => {
  const page = await pageFor('ana');
  await page.goto('/inbox');
  await isLive(page);
  await mark(page);
  const list = page.getByRole('list', { name: 'Conversations' });
  await expect(list).toBeVisible();
  const server = await takeServerAway(page);
  const text = newText('While away');
  await writeFromPhone(request, lines.ben, [lines.ana], text);
  await server.untilMissed();
  await expectSamePage(page);
  await expect(list).not.toContainText(text);
  await server.bringBack();
  await expect(list).toContainText(text);
  await expectSamePage(page);
});

test('a simulator whose server is away stays as it is, and shows what came meanwhile', async ({ page, request }) => {
  const server = await losePhonesServer(page);
  await expectTextShownLater(page, request, server);
});

test('a page whose server goes away between the question whether it is there and the refresh stays as it is', async ({ page, request }) => {
  const server = await losePhonesServer(page);
  await page.route('**/readyz', (route) => route.fulfill({ status: 200 }));
  await expectTextShownLater(page, request, server);
});

test('the page of the network, which reads itself anew all the time, outlasts its server', async ({ pageFor }) => {
  const page = await pageFor('support');
  await page.goto('/support/network');
  await isLive(page);
  await mark(page);
  const server = await takeServerAway(page);
  await server.untilMissed();
  await expectSamePage(page);
  await expect(page.getByRole('table', { name: 'Links to the carrier' })).toBeVisible();
  const read = page.waitForResponse((answer) => answer.ok() && new URL(answer.url()).pathname === '/support/network');
  await server.bringBack();
  await read;
  await expectSamePage(page);
});
