import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { signInAsAccount } from '#tests/e2e/support/accounts.ts';
import { signInAsSubscriber } from '#tests/e2e/support/sign-in.ts';
import { dataFolder, lines } from '#tests/e2e/support/world.ts';

export type Person = keyof typeof lines | 'developer' | 'support';
export type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

const folder = join(dataFolder, 'e2e-sessions');

/** The cookies of a person who signed in once in this run, in whatever file of tests. A session that is over is made anew. */
export async function cookiesOf(browser: Browser, who: Person): Promise<StorageState> {
  const file = join(folder, `${who}.json`);
  const baseURL = test.info().project.use.baseURL;
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

/** A page in a browser of its own in which this person is signed in. The caller's test closes it with the browser. */
export async function pageOf(browser: Browser, who: Person, options: { colorScheme?: 'light' | 'dark' } = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: test.info().project.use.baseURL, storageState: await cookiesOf(browser, who), ...options });
  return context.newPage();
}
