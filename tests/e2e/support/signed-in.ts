import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { signInAsAccount } from '#tests/e2e/support/accounts.ts';
import { signInAsSubscriber } from '#tests/e2e/support/sign-in.ts';
import { dataFolder, lines } from '#tests/e2e/support/world.ts';

export type Person = keyof typeof lines | 'developer' | 'support';
export type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

const folder = join(dataFolder, 'e2e-sessions');

/** The cookies of a person who signed in once in this run, in whatever file of tests. A session that is over is made anew. */
export async function cookiesOf(browser: Browser, who: Person): Promise<StorageState> {
  const file = join(folder, `${who}.json`);
  const baseURL = base.info().project.use.baseURL;
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as StorageState;
    const context = await browser.newContext({ baseURL, storageState: kept });
    const answer = await context.request.get('/session');
    await context.close();
    if (answer.ok()) return kept;
  }
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  await signIn(await context.newPage(), who);
  const state = await context.storageState();
  await context.close();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ ...state, origins: [] }), { mode: 0o600 });
  return { ...state, origins: [] };
}

/** Signs in by the page, whoever it is. */
export async function signIn(page: Page, who: Person): Promise<void> {
  if (who === 'developer') return signInAsAccount(page, who, '/developer/apps');
  if (who === 'support') return signInAsAccount(page, who, '/support/tickets');
  await signInAsSubscriber(page, lines[who]);
}

/** A page in a browser of its own in which this person is signed in. Whoever asks closes its context. */
export async function pageOf(browser: Browser, who: Person): Promise<Page> {
  const context = await browser.newContext({ baseURL: base.info().project.use.baseURL, storageState: await cookiesOf(browser, who) });
  return context.newPage();
}

/** `pageFor('hana')`: a page of somebody who is signed in, closed after the test. */
export const test = base.extend<{ pageFor: (who: Person) => Promise<Page> }>({
  pageFor: async ({ browser }, use) => {
    const opened: Page[] = [];
    await use(async (who) => {
      const page = await pageOf(browser, who);
      opened.push(page);
      return page;
    });
    await Promise.all(opened.map((page) => page.context().close()));
  },
});
