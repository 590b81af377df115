import { expect, test } from '@playwright/test';
import { newId } from '#lib/ids.ts';
import { lines, query } from '#tests/e2e/support/world.ts';

const phones = `/simulator?phones=${lines.ana.slice(1)}`;

test.describe('in another time zone', () => {
  test.use({ timezoneId: 'Asia/Tokyo' });

  test('times are drawn once, in the zone of the reader', async ({ page }) => {
    // The server's page alone, as it stands before the browser has said where it is.
    await page.route('**/_next/static/**/*.js', (route) => route.abort());
    await page.goto(phones);
    const times = page.getByRole('log').locator('time');
    await expect(times.first()).toBeAttached();
    const before = await times.last().textContent();
    for (const time of await page.locator('time').all()) await expect(time).toBeHidden();

    await page.unroute('**/_next/static/**/*.js');
    await page.goto(phones);
    await expect(times.last()).toBeVisible();
    const at = new Date((await times.last().getAttribute('datetime')) ?? '');
    const [hour, minute] = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', timeStyle: 'short' }).format(at).split(':');
    await expect(times.last()).toHaveText(`${Number(hour) % 12 || 12}:${minute} ${Number(hour) < 12 ? 'am' : 'pm'}`);
    expect(await times.last().textContent()).not.toBe(before);

    // Known from here on: the server's page has them right by itself.
    await page.route('**/_next/static/**/*.js', (route) => route.abort());
    await page.reload();
    await expect(times.last()).toBeVisible();
    await expect(times.last()).toHaveText(new RegExp(`:${minute} `));
  });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('times are there, since nobody will ask for the zone', async ({ page }) => {
    await page.goto(phones);
    await expect(page.getByRole('log').locator('time').last()).toBeVisible();
  });
});

test('the way to give a number away stays within its phone, wide and narrow', async ({ page }) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 860 });
    await page.goto('/simulator');
    const phone = page.getByRole('article').first();
    const button = phone.getByRole('button', { name: 'Give this number to somebody else' });
    const [outer, inner] = [await phone.boundingBox(), await button.boundingBox()];
    expect(inner?.x ?? 0).toBeGreaterThanOrEqual(outer?.x ?? 0);
    expect((inner?.x ?? 0) + (inner?.width ?? 9999)).toBeLessThanOrEqual((outer?.x ?? 0) + (outer?.width ?? 0));
    expect(await button.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  }
});

test.describe('two phones of their own', () => {
  test.describe.configure({ mode: 'serial' });
  const [reader, writer, stranger] = ['+14255550191', '+14255550192', '+12065550193'];
  const both = `/simulator?phones=${reader.slice(1)},${writer.slice(1)}`;

  test.beforeAll(async () => {
    for (const [msisdn, name] of [[reader, 'Rita Lund'], [writer, 'Will Moe']]) {
      await query(`INSERT INTO "SimulatedLine" ("msisdn", "name", "plan", "standing") VALUES ($1, $2, 'postpaid', 'active')`, [msisdn, name]);
    }
  });
  test.afterAll(async () => {
    await query(`DELETE FROM "SimulatedMessage" WHERE "msisdn" = ANY($1)`, [[reader, writer]]);
    await query(`DELETE FROM "SimulatedLine" WHERE "msisdn" = ANY($1)`, [[reader, writer]]);
  });

  const put = (from: string, text: string, daysAgo: number) =>
    query(
      `INSERT INTO "SimulatedMessage" ("id", "msisdn", "direction", "fromAddress", "toAddresses", "conversation", "text", "at")
       VALUES ($1::uuid, $2, 'in', $3, ARRAY[$2], 'p ' || $3, $4, now() - make_interval(days => $5::int))`,
      [newId(), reader, from, text, daysAgo],
    );

  test('M4 airplane mode holds what another phone writes, and leaves no warning behind', async ({ page, request }) => {
    await page.goto(both);
    const phone = page.getByRole('article', { name: /Rita Lund/ });
    const airplane = phone.getByRole('button', { name: /^Airplane/ });
    await airplane.click();
    await expect(phone.getByText('Airplane mode', { exact: true })).toBeVisible();
    for (const text of ['Are you there?', 'Call me.']) {
      expect((await request.post(`/simulator/api/phones/${encodeURIComponent(writer)}/messages`, { data: { to: [reader], text } })).status()).toBe(201);
    }
    await expect(phone.getByText('2 waiting at the carrier')).toBeVisible();
    await phone.getByRole('textbox', { name: 'New message from Rita, to' }).fill(writer);
    await phone.getByRole('textbox', { name: 'Write as Rita' }).fill('I am here.');
    await phone.getByRole('button', { name: 'Send as Rita' }).click();
    await expect(phone.getByRole('alert')).toHaveText('Not sent. This phone is in airplane mode. Switch it off to send.');

    await airplane.click();
    await expect(phone.getByText('Airplane mode', { exact: true })).toBeHidden();
    await expect(phone.getByRole('alert')).toBeHidden();
    await expect(phone.getByRole('log').getByText(/Are you there|Call me/)).toHaveText(['Will Moe: Are you there?', 'Will Moe: Call me.']);
    await expect(phone.getByText(/^(Waits until|On its way)/)).toBeHidden();
  });

  test('a word is no recipient: the field is named, and what was typed stays', async ({ page }) => {
    await page.goto(both);
    const phone = page.getByRole('article', { name: /Rita Lund/ });
    await phone.getByRole('button', { name: /^All conversations/ }).click();
    const to = phone.getByRole('textbox', { name: 'New message from Rita, to' });
    const text = phone.getByRole('textbox', { name: 'Write as Rita' });
    await to.fill('Will');
    await text.fill('Dinner?');
    await text.press('Enter');
    await expect(phone.getByRole('alert')).toContainText('To: “Will” cannot be texted. This is not a phone number. Write it with its area code, like (425) 555-0101.');
    await expect(to).toHaveAttribute('aria-invalid', 'true');
    await expect(to).toHaveAccessibleDescription(/“Will” cannot be texted/);
    await expect(text).toHaveValue('Dinner?');

    await to.fill('(425) 555-0192');
    await expect(phone.getByRole('alert')).toBeHidden();
    await text.press('Enter');
    await expect(phone.getByRole('log', { name: 'Messages with Will Moe' })).toContainText('Dinner?');
  });

  test('a message of another day has its day, in the list and in the conversation', async ({ page }) => {
    for (const [text, daysAgo] of [['Long ago', 400], ['Two days ago', 2], ['Yesterday', 1], ['Now', 0]] as const) await put(stranger, text, daysAgo);
    await put('+12065550194', 'Two days ago, too', 2);
    await page.goto(both);
    const phone = page.getByRole('article', { name: /Rita Lund/ });
    const written = (daysAgo: number, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-US', options).format(Date.now() - daysAgo * 86_400_000);
    await expect(phone.getByRole('log').getByRole('heading')).toHaveText([
      written(400, { month: 'short', day: 'numeric', year: 'numeric' }),
      written(2, { weekday: 'short', month: 'short', day: 'numeric' }),
      'Yesterday',
      'Today',
    ]);
    await phone.getByRole('button', { name: /^All conversations/ }).click();
    const rows = phone.getByRole('listitem');
    await expect(rows.filter({ hasText: '(206) 555-0193' }).locator('time')).toHaveText(/^\d{1,2}:\d\d [ap]m$/);
    await expect(rows.filter({ hasText: '(206) 555-0194' }).locator('time')).toHaveText(written(2, { weekday: 'short' }));
  });

  test('a conversation stays in the list whatever another one brings, and what is left out can be had', async ({ page }) => {
    for (let at = 1; at <= 130; at += 1) await put('+12065550195', `Number ${at}`, 0);
    await page.goto(both);
    const phone = page.getByRole('article', { name: /Rita Lund/ });
    const log = phone.getByRole('log', { name: 'Messages with (206) 555-0195' });
    await expect(log).toContainText('Number 130');
    await expect(log.getByText(/earlier messages are not shown/)).toBeVisible();
    await phone.getByRole('button', { name: /^All conversations/ }).click();
    for (const other of ['Will Moe', '(206) 555-0193', '(206) 555-0194']) await expect(phone.getByRole('listitem').filter({ hasText: other })).toBeVisible();

    await phone.getByRole('listitem').filter({ hasText: '(206) 555-0195' }).getByRole('button').click();
    await log.getByRole('link', { name: 'Show more' }).click();
    await expect(log.getByText('(206) 555-0195: Number 1', { exact: true })).toBeAttached();
    await expect(log.getByText(/not shown/)).toBeHidden();
  });
});
