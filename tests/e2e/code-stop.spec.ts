import { randomInt } from 'node:crypto';
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { test } from '#tests/e2e/support/signed-in.ts';
import { phoneMessages, writeFromPhone } from '#tests/e2e/support/sign-in.ts';
import { query } from '#tests/e2e/support/world.ts';

/** A line of one test alone, in a block of its own. */
async function ownLine(): Promise<string> {
  // No exchange ends in 11: those are services, such as 711.
  const number = `+1425${randomInt(60, 100)}${randomInt(2, 10)}${randomInt(1_000, 10_000)}`;
  await query(`INSERT INTO "SimulatedLine" (msisdn, name, plan, standing) VALUES ($1, 'A line of codes', 'postpaid', 'active') ON CONFLICT DO NOTHING`, [number]);
  return number;
}

const spoken = (number: string) => `(${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}`;

async function lookUp(page: Page, number: string): Promise<void> {
  await page.getByLabel('Number of the line').fill(number);
  await page.getByRole('button', { name: 'Look up' }).click();
}

test('T13 support lifts a stop of codes, and it is written down without the number', async ({ pageFor }) => {
  const msisdn = await ownLine();
  await query(`INSERT INTO "CodeFailure" (msisdn, "consecutiveFailures", "notBeforeAt") VALUES ($1, 20, now() + interval '20 hours')`, [msisdn]);
  const page = await pageFor('support');
  await page.goto('/support/tickets');
  await page.getByRole('link', { name: 'Sign-in help' }).click();
  const number = page.getByLabel('Number of the line');
  await number.fill('12345');
  await page.getByRole('button', { name: 'Look up' }).click();
  await expect(number).toHaveAccessibleDescription(/ten digits/);
  await lookUp(page, msisdn);
  const answer = page.getByRole('status').filter({ hasText: spoken(msisdn) });
  await expect(answer).toBeFocused();
  await expect(answer).toContainText('Too many wrong codes in a row. Ends by itself in 20 hours, or now if you lift it.');
  await page.getByRole('button', { name: 'Lift the stop' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Codes can go out to ${spoken(msisdn)}.` })).toBeFocused();
  expect(await query(`SELECT 1 FROM "CodeFailure" WHERE msisdn = $1`, [msisdn])).toHaveLength(0);
  await expect(page.getByRole('list', { name: 'Lifted before' }).getByRole('listitem').first()).toContainText('Sol Brandt');
  const [entry] = await query<Record<string, unknown>>(`SELECT * FROM "AuditEntry" WHERE action = 'sign-in.code-stop-cleared' ORDER BY at DESC LIMIT 1`);
  expect(entry).toMatchObject({ actorKind: 'support' });
  expect(JSON.stringify(entry)).not.toContain(msisdn.slice(2));
});

/** Asks for a code as a person does; what the page says then. */
async function askForCode(page: Page, number: string): Promise<void> {
  await page.goto('/sign-in?as=line');
  await page.getByLabel('Mobile number').fill(number);
  await page.getByRole('button', { name: 'Text me a code' }).click();
}

const textsOf = async (request: APIRequestContext, number: string) => (await phoneMessages(request, number)).filter(({ direction }) => direction === 'in').map(({ text }) => text);
const codesOf = async (request: APIRequestContext, number: string) => (await textsOf(request, number)).filter((text) => /^\d{6} is your Handset sign-in code/.test(text)).length;
/** Fingerprints of the numbers that codes were asked for today. */
async function askedNumbers(): Promise<string[]> {
  return (await query<{ key: string }>(`SELECT key FROM "AbuseLimit" WHERE key LIKE 'code-number-day:%'`)).map(({ key }) => key.slice(key.indexOf(':') + 1));
}

/** Asks for the first code of a number and answers its fingerprint in the limits. */
async function askForFirstCode(page: Page, number: string): Promise<string> {
  const before = new Set(await askedNumbers());
  await askForCode(page, number);
  await expect(page.getByLabel('Code', { exact: true })).toBeVisible();
  return (await askedNumbers()).find((key) => !before.has(key)) ?? '';
}

/** The half minute between two codes of this number is over. */
const letTimePass = (fingerprint: string) => query(`DELETE FROM "AbuseLimit" WHERE key = $1`, [`code-number-30s:${fingerprint}`]);

test('T13 support lifts a day’s limit of codes, and the next one arrives', async ({ page, pageFor }) => {
  const number = await ownLine();
  const fingerprint = await askForFirstCode(page, number);
  await expect.poll(() => codesOf(page.request, number)).toBe(1);
  expect(await query(`UPDATE "AbuseLimit" SET spent = '{10}', "spentAt" = ARRAY[clock_timestamp()] WHERE key = $1 RETURNING 1`, [`code-number-day:${fingerprint}`])).toHaveLength(1);
  await letTimePass(fingerprint);
  await askForCode(page, number);
  await expect(page.getByText(/That is too many codes for now\. Ask for the next one in 2\d hours\./).first()).toBeVisible();
  const support = await pageFor('support');
  await support.goto('/support/sign-in-help');
  await lookUp(support, number);
  await support.getByRole('button', { name: 'Lift the stop' }).click();
  await expect(support.getByRole('status').filter({ hasText: 'Codes can go out to' })).toBeFocused();
  await askForCode(page, number);
  await expect.poll(() => codesOf(page.request, number)).toBe(2);
});

test('T14 support lets codes go out to a block that nobody uses them in, and the next one arrives', async ({ page, pageFor }) => {
  const number = await ownLine();
  const block = number.slice(0, -4);
  await query(
    `INSERT INTO "OneTimeCode" (id, msisdn, "browserHash", "codeHash", "createdAt", "expiresAt", "triesLeft", "textedAt")
     SELECT gen_random_uuid(), $1 || lpad(n::text, 4, '0'), 'x', 'x', now() - interval '1 hour', now() - interval '50 minutes', 5, now() - interval '1 hour' FROM generate_series(0, 49) n`,
    [block],
  );
  const fingerprint = await askForFirstCode(page, number);
  const support = await pageFor('support');
  await support.goto('/support/sign-in-help');
  const name = `(${block.slice(2, 5)}) ${block.slice(5)}-xxxx`;
  const blocked = support.getByRole('listitem').filter({ hasText: name });
  await expect(blocked).toContainText('50 texted, 0 used');
  expect(await codesOf(page.request, number)).toBe(0);
  await blocked.getByRole('button', { name: `Let codes go out to ${name}` }).click();
  await expect(support.getByRole('status').filter({ hasText: `Codes go out to ${name} again` })).toBeVisible();
  await expect(blocked).toHaveCount(0);
  await letTimePass(fingerprint);
  await askForCode(page, number);
  await expect.poll(() => codesOf(page.request, number)).toBe(1);
  const [entry] = await query<Record<string, unknown>>(`SELECT * FROM "AuditEntry" WHERE action = 'sign-in.block-stop-lifted' ORDER BY at DESC LIMIT 1`);
  expect(entry).toMatchObject({ actorKind: 'support', detail: { texted: 50, used: 0 } });
  expect(JSON.stringify(entry)).not.toContain(block.slice(2));
});

test('T14 STOP from the virtual phone to Handset’s own number ends codes, START brings them back, and each is answered once', async ({ page }) => {
  const number = await ownLine();
  const { request } = page;
  const fingerprint = await askForFirstCode(page, number);
  await expect.poll(() => codesOf(request, number)).toBe(1);
  const own = (await phoneMessages(request, number)).find(({ direction }) => direction === 'in')?.from ?? '';
  await writeFromPhone(request, number, [own], ' stop ');
  await expect.poll(async () => (await textsOf(request, number))[0]).toBe('Handset: you get no more sign-in codes here. Text START to get them again.');
  await writeFromPhone(request, number, [own], 'STOP');
  await letTimePass(fingerprint);
  await askForCode(page, number);
  // The page says the same as for any number (T15).
  await expect(page.getByLabel('Code', { exact: true })).toBeVisible();
  await writeFromPhone(request, number, [own], 'Start');
  await expect.poll(async () => (await textsOf(request, number))[0]).toBe('Handset: sign-in codes come here again. Text STOP to end them.');
  // The texts of the phone are carried in order: had STOP not held, a second code would stand before the answer to START.
  expect(await codesOf(request, number)).toBe(1);
  expect((await textsOf(request, number)).filter((text) => text.startsWith('Handset:'))).toHaveLength(2);
  await letTimePass(fingerprint);
  await askForCode(page, number);
  await expect.poll(() => codesOf(request, number)).toBe(2);
  expect(await query(`SELECT 1 FROM "CodeOptOut" WHERE msisdn = $1`, [number])).toEqual([]);
});

test('T14 support is told that a line texted STOP, cannot lift it, and is told what the person may do', async ({ page, pageFor }) => {
  const number = await ownLine();
  await askForFirstCode(page, number);
  await expect.poll(() => codesOf(page.request, number)).toBe(1);
  const own = (await phoneMessages(page.request, number)).find(({ direction }) => direction === 'in')?.from ?? '';
  await writeFromPhone(page.request, number, [own], 'STOP');
  await expect.poll(async () => (await textsOf(page.request, number))[0]).toContain('no more sign-in codes');
  const support = await pageFor('support');
  await support.goto('/support/sign-in-help');
  await lookUp(support, number);
  const answer = support.getByRole('status').filter({ hasText: `No code reaches ${spoken(number)}` });
  await expect(answer).toContainText(new RegExp(`It texted STOP to ${own} on [A-Z][a-z]{2} \\d+, \\d{4} \\(UTC\\)\\. Only the person can end this, from that phone: text START to ${own}\\.`));
  await expect(answer).toContainText('A passkey still gets in');
  await expect(support.getByText('Codes can go out')).toHaveCount(0);
  // The half minute since the code was asked for is a reason as well, and lifting it leaves the STOP.
  await answer.getByRole('button', { name: 'Lift the stop' }).click();
  await expect(answer).toContainText('one reason');
  await expect(answer).toContainText('It texted STOP');
  await expect(answer.getByRole('button')).toHaveCount(0);
  await writeFromPhone(page.request, number, [own], 'START');
  await expect.poll(async () => (await textsOf(page.request, number))[0]).toContain('come here again');
  await lookUp(support, number);
  await expect(support.getByRole('status').filter({ hasText: `Codes can go out to ${spoken(number)}.` })).toBeFocused();
});
