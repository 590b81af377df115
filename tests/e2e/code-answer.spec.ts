import { expect, test, type APIRequestContext } from '@playwright/test';
import { randomInt } from 'node:crypto';
import { query } from '#tests/e2e/support/world.ts';

const freshNumber = () => `+1425555${randomInt(2_000, 10_000)}`;

async function line(changes: { plan?: string; standing?: string } = {}): Promise<string> {
  const msisdn = freshNumber();
  await query(`INSERT INTO "SimulatedLine" (msisdn, name, plan, standing) VALUES ($1, 'Asked', $2, $3)`, [msisdn, changes.plan ?? 'postpaid', changes.standing ?? 'active']);
  return msisdn;
}
async function optedOut(): Promise<string> {
  const msisdn = await line();
  await query(`INSERT INTO "CodeOptOut" (msisdn) VALUES ($1)`, [msisdn]);
  return msisdn;
}

/** The fields of the number form, as a browser without script posts them. */
async function formFields(request: APIRequestContext): Promise<Record<string, string>> {
  const html = await (await request.get('/sign-in?as=line')).text();
  const form = /<form[^>]*>(?:(?!<\/form>).)*name="number"/s.exec(html)?.[0] ?? '';
  const unescape = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)].map(([, name = '', value = '']) => [unescape(name), unescape(value)]));
}

test('T15: asking for a code answers the same bytes for any number', async ({ playwright, baseURL }) => {
  const numbers = { known: await line(), suspended: await line({ standing: 'suspended' }), prepaid: await line({ plan: 'prepaid' }), optedOut: await optedOut(), unknown: freshNumber() };
  const answers: Record<string, unknown> = {};
  for (const [kind, number] of Object.entries(numbers)) {
    const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
    const multipart = { ...(await formFields(request)), number };
    const answer = await request.post('/sign-in?as=line', { headers: { Origin: baseURL ?? '' }, multipart, maxRedirects: 0 });
    // What is of the moment or random for everybody: the time, the ids of request and browser.
    const headers = answer.headersArray().filter(({ name }) => !/^(date|x-request-id|content-security-policy)$/i.test(name)).map(({ name, value }) => `${name}: ${value.replace(/(handset\.browser=)[^;]*|Expires=[^;]*/gi, '$1')}`);
    const page = await request.get('/sign-in?as=line&step=code');
    expect(await page.text()).toContain('is one of our lines');
    answers[kind] = { status: answer.status(), headers, body: await answer.text(), next: page.status() };
    await request.dispose();
  }
  const { unknown, ...others } = answers;
  expect(unknown).toMatchObject({ status: 303, next: 200 });
  for (const [kind, answer] of Object.entries(others)) expect(answer, kind).toEqual(unknown);
});
