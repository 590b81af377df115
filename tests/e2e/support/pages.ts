import type { Browser, Page } from '@playwright/test';
import { Authorization } from '#tests/e2e/support/client-app.ts';
import { pageOf, type Person } from '#tests/e2e/support/signed-in.ts';
import { demoClient } from '#tests/e2e/support/world.ts';

export interface SitePage {
  name: string;
  /** Who looks at it; nobody is signed in where it is left out. */
  who?: Person;
  /** A path, or the steps that lead to it. Answers the path. */
  path: string | ((page: Page) => Promise<string>);
  /** Asks the device for a passkey at once: while the browser's own window waits for it, the keyboard is not the page's. */
  asksDevice?: true;
  /** Everything else answers 200. */
  status?: number;
}

const firstLink = async (page: Page, list: string, selector: string): Promise<string> => {
  await page.goto(list);
  return (await page.locator(selector).first().getAttribute('href')) ?? list;
};

/** The consent page has an address of its own for each question; the one that asks leads there. */
const askedBy = (name: 'Desk' | 'Classic') => async (page: Page): Promise<string> => {
  await page.goto(new Authorization(demoClient(name)).path);
  return new URL(page.url()).pathname;
};

/** Without its fragment, which begins the tab order in the middle. */
const wholeLedger = async (page: Page): Promise<string> => (await firstLink(page, '/connected-apps', 'a[href*="days=all"]')).replace(/#.*/, '');

const clientPage = (suffix: string) => (): Promise<string> => Promise.resolve(`/developer/apps/${demoClient('Desk').clientId}${suffix}`);

/** Every page of the product, one of each kind. */
export const sitePages: readonly SitePage[] = [
  { name: 'front page', path: '/' },
  { name: 'tour', path: '/tour' },
  { name: 'docs', path: '/docs' },
  { name: 'quick start', path: '/docs/quick-start' },
  { name: 'docs of OAuth', path: '/docs/oauth' },
  { name: 'API reference', path: '/docs/api' },
  { name: 'API reference of messages', path: '/docs/api/messages' },
  { name: 'API reference of OAuth', who: 'developer', path: '/docs/api/oauth' },
  { name: 'docs of one case of an error', path: '/docs/errors/idempotency-mismatch' },
  { name: 'docs of the limits', path: '/docs/limits' },
  { name: 'docs of the simulator', path: '/docs/simulator' },
  { name: 'docs of errors', path: '/docs/errors' },
  { name: 'docs of one error', path: '/docs/errors/POL0001' },
  { name: 'FAQs', path: '/faqs' },
  { name: 'privacy', path: '/privacy' },
  { name: 'privacy choices', path: '/privacy-choices' },
  { name: 'terms', path: '/terms' },
  { name: 'support information', path: '/support-info' },
  { name: 'page that is not there', path: '/nothing/here', status: 404 },
  { name: 'simulator', path: '/simulator' },
  { name: 'television', path: '/simulator/television' },
  { name: 'code of a device', who: 'ana', path: '/device' },
  { name: 'sign-in with a number', path: '/sign-in?as=line' },
  { name: 'sign-in with an account', path: '/sign-in?as=work&returnTo=%2Fdeveloper%2Fapps' },
  { name: 'consent page', who: 'ana', path: askedBy('Classic') },
  { name: 'page of a line that is not eligible', who: 'dana', path: askedBy('Desk') },
  { name: 'answer to an unknown app', path: '/oauth/v4/authorize?client_id=nobody', status: 400 },
  { name: 'inbox', who: 'ana', path: '/inbox' },
  { name: 'conversation', who: 'ana', path: (page) => firstLink(page, '/inbox', 'a[data-thread-link]') },
  { name: 'group conversation', who: 'ana', path: (page) => firstLink(page, '/inbox?show=groups', 'a[data-thread-link]') },
  { name: 'search results', who: 'ana', path: '/inbox?q=the' },
  { name: 'new message', who: 'ana', path: '/inbox/new' },
  { name: 'connected apps', who: 'ana', path: '/connected-apps' },
  { name: 'connected app with its whole ledger', who: 'ana', path: (page) => wholeLedger(page) },
  { name: 'consent receipts', who: 'ana', path: '/connected-apps/receipts' },
  { name: 'account', who: 'ana', path: '/account' },
  { name: 'sync health', who: 'ana', path: '/sync-health' },
  { name: 'apps of a developer', who: 'developer', path: '/developer/apps' },
  { name: 'new app', who: 'developer', path: '/developer/apps/new' },
  { name: 'overview of an app', who: 'developer', path: clientPage('') },
  { name: 'keys of an app', who: 'developer', path: clientPage('/keys') },
  { name: 'limits of an app', who: 'developer', path: clientPage('/limits') },
  { name: 'activity of an app', who: 'developer', path: clientPage('/activity') },
  { name: 'settings of an app', who: 'developer', path: clientPage('/settings') },
  { name: 'requests of a developer', who: 'developer', path: '/developer/requests' },
  { name: 'account of a developer', who: 'developer', path: '/developer/account' },
  { name: 'account of support', who: 'support', path: '/support/account' },
  { name: 'first passkey', who: 'ana', path: '/sign-in/passkey?returnTo=%2Finbox', asksDevice: true },
  { name: 'queue', who: 'support', path: '/support/tickets' },
  { name: 'ticket', who: 'support', path: (page) => firstLink(page, '/support/tickets?view=all', 'th[scope=row] a[href^="/support/tickets/"]') },
  { name: 'apps seen by support', who: 'support', path: '/support/clients' },
  { name: 'flags', who: 'support', path: '/support/flags' },
  { name: 'network seen by support', who: 'support', path: '/support/network' },
  { name: 'sign-in help', who: 'support', path: '/support/sign-in-help' },
];

/** A page in which whoever it takes is signed in. */
export async function openFor(browser: Browser, { who }: SitePage, baseURL: string | undefined): Promise<Page> {
  if (who) return pageOf(browser, who);
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  return context.newPage();
}

export const pathOf = (site: SitePage, page: Page): Promise<string> => (typeof site.path === 'string' ? Promise.resolve(site.path) : site.path(page));
