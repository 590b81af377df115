import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { oneAtATime } from '#tests/e2e/support/one-at-a-time.ts';

export interface PhoneMessage {
  direction: 'in' | 'out';
  from: string;
  to: string[];
  text: string;
  at: string;
}

/** What a virtual phone shows, newest first. */
export async function phoneMessages(request: APIRequestContext, msisdn: string): Promise<PhoneMessage[]> {
  const answer = await request.get(`/simulator/api/phones/${encodeURIComponent(msisdn)}/messages`);
  expect(answer.status()).toBe(200);
  return (await answer.json()) as PhoneMessage[];
}

/** A virtual phone writes. A request that carries cookies says that it comes from a page of ours (T24). */
export async function writeFromPhone(request: APIRequestContext, msisdn: string, to: string[], text: string, group = false): Promise<void> {
  const answer = await request.post(`/simulator/api/phones/${encodeURIComponent(msisdn)}/messages`, { headers: { 'Sec-Fetch-Site': 'same-origin' }, data: { to, text, group } });
  expect(answer.status()).toBe(201);
}

/** The one-time code that came to a virtual phone after `since`. */
export async function codeFor(request: APIRequestContext, msisdn: string, since: Date): Promise<string> {
  let code = '';
  await expect
    .poll(async () => {
      const arrived = (await phoneMessages(request, msisdn)).filter(({ direction, at }) => direction === 'in' && new Date(at) >= since);
      code = arrived.map(({ text }) => /(?<!\d)(\d{3}) ?(\d{3})(?!\d)/.exec(text)).map((found) => (found ? `${found[1]}${found[2]}` : ''))[0] ?? '';
      return code;
    })
    .not.toBe('');
  return code;
}

/** What differs from the ordinary sign-in: an act beside the code, and another page that follows. */
interface OnTheWay {
  atCode?: () => Promise<void>;
  until?: string;
}

/** Signs in with the number and the code from the line's virtual phone, as a person would. */
export function signInAsSubscriber(page: Page, msisdn: string, returnTo = '/inbox', { atCode, until = returnTo }: OnTheWay = {}): Promise<void> {
  return oneAtATime(msisdn, async () => {
    await page.goto(`/sign-in?as=line&returnTo=${encodeURIComponent(returnTo)}`);
    const since = new Date();
    await page.getByLabel('Mobile number').fill(msisdn);
    await page.locator('form', { has: page.getByLabel('Mobile number') }).getByRole('button').last().click();
    const field = page.getByLabel('Code', { exact: true });
    await expect(field).toBeVisible();
    await field.fill(await codeFor(page.request, msisdn, since));
    await atCode?.();
    await page.locator('form', { has: field }).getByRole('button', { name: /sign in|continue/i }).click();
    await page.waitForURL((url) => url.pathname === until);
  });
}

/** The page's script runs and it hears of changes: from here on keys and presses count. */
export async function isLive(page: Page): Promise<void> {
  await expect(page.locator('html[data-live]')).toBeAttached();
}
