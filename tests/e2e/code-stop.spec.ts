import { expect } from '@playwright/test';
import { test } from '#tests/e2e/support/signed-in.ts';
import { query } from '#tests/e2e/support/world.ts';

/** A line of nobody in the demo world: codes can be stopped to any number. */
const msisdn = '+14255550177';

test('T13 support lifts a stop of codes, and it is written down without the number', async ({ pageFor }) => {
  await query(
    `INSERT INTO "CodeFailure" (msisdn, "consecutiveFailures") VALUES ($1, 20)
     ON CONFLICT (msisdn) DO UPDATE SET "consecutiveFailures" = 20`,
    [msisdn],
  );
  const page = await pageFor('support');
  await page.goto('/support/tickets');
  await page.getByRole('link', { name: 'Sign-in help' }).click();
  const number = page.getByLabel('Number of the line');
  await number.fill('12345');
  await page.getByRole('button', { name: 'Lift the stop' }).click();
  await expect(number).toHaveAccessibleDescription(/ten digits/);
  await number.fill('(425) 555-0177');
  await page.getByRole('button', { name: 'Lift the stop' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Codes can go out to (425) 555-0177.' })).toBeFocused();
  expect(await query(`SELECT 1 FROM "CodeFailure" WHERE msisdn = $1`, [msisdn])).toHaveLength(0);
  await expect(page.getByRole('list', { name: 'Lifted before' }).getByRole('listitem').first()).toContainText('Sol Brandt');
  const [entry] = await query<Record<string, unknown>>(`SELECT * FROM "AuditEntry" WHERE action = 'sign-in.code-stop-cleared' ORDER BY at DESC LIMIT 1`);
  expect(entry).toMatchObject({ actorKind: 'support' });
  expect(JSON.stringify(entry)).not.toMatch(/5550177/);
});
