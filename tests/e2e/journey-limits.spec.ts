import { expect, type Page } from '@playwright/test';
import { keepCanary } from '#tests/e2e/support/canaries.ts';
import { Authorization, MessageApi, type RegisteredApp } from '#tests/e2e/support/client-app.ts';
import { test } from '#tests/e2e/support/signed-in.ts';
import { query } from '#tests/e2e/support/world.ts';

const redirectUri = 'http://127.0.0.1:8912/limits';
const reason = 'Twice the default covers your busiest minute. Come back with numbers.';

/** Registers an app as a developer does, and stores the secret that is shown once. */
async function register(page: Page, name: string): Promise<RegisteredApp> {
  await page.goto('/developer/apps/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Redirect URIs').fill(redirectUri);
  await page.getByRole('checkbox', { name: /MIM/ }).check();
  await page.getByRole('radio', { name: 'Sandbox' }).check();
  await page.getByRole('button', { name: 'Register the app' }).click();
  await expect(page.getByRole('heading', { name: 'Copy your new secret now' })).toBeVisible();
  const clientSecret = keepCanary(await page.getByText(/^hs_test_\w{20,}$/).innerText());
  const clientId = await page.getByText(/^hs_app_\w+$/).innerText();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'New app' })).toBeVisible();
  expect(await page.content()).not.toContain(clientSecret);
  await page.goto(`/developer/apps/${clientId}/keys`);
  await expect(page.getByText(`hs_test_…${clientSecret.slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(clientSecret);
  return { profile: 'modern', clientId, clientSecret, redirectUri };
}

async function consent(page: Page, app: RegisteredApp): Promise<MessageApi> {
  const asking = new Authorization(app, ['IMMN']);
  await page.goto(asking.path);
  const answer = await asking.answer(page, () => page.getByRole('button', { name: 'Allow' }).click());
  const { access_token } = await asking.tokens(page.request, answer.get('code') ?? '');
  return new MessageApi(page.request, access_token);
}

/** Sends until a call is refused. Two lines share it: a line has a limit of its own. */
async function sendUntilRefused(apis: readonly MessageApi[]) {
  let passed = 0;
  for (let round = 0; round < 30; round += 1) {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => apis[at % apis.length]?.send(['+12065550171'], `Limit ${round} ${at}`)));
    const refused = answers.find((answer) => answer?.status() === 429);
    passed += answers.filter((answer) => answer?.status() === 201).length;
    if (refused) return { refused, passed };
  }
  throw new Error('Three hundred sends passed a limit of sixty a minute.');
}

test('a limit is met, asked about, raised in part by support, and in force at once (L1, L3, points 6 and 7)', async ({ pageFor }) => {
  const name = `Limits ${Date.now().toString(36)}`;
  const developer = await pageFor('developer');
  const app = await register(developer, name);
  const apis = [await consent(await pageFor('gus'), app), await consent(await pageFor('ben'), app)];

  // Over the limit: a wait that helps, the rate fields, and the page to ask for more.
  const { refused, passed } = await sendUntilRefused(apis);
  expect(passed).toBeGreaterThanOrEqual(60);
  expect(refused.headers()['ratelimit-policy']).toBe('"sends";q=60;w=60');
  expect(refused.headers()['ratelimit']).toMatch(/^"sends";r=0;t=\d+$/);
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);
  const envelope = (await refused.json()) as { RequestError: { PolicyException: { MessageId: string; Text: string } } };
  expect(envelope.RequestError.PolicyException.MessageId).toBe('POL0001');

  // The developer sees it on the app's page.
  const overview = `/developer/apps/${app.clientId}`;
  await expect(async () => {
    await developer.goto(overview);
    await expect(developer.getByRole('table', { name: /Minutes with refused sends/ }).getByText('429').first()).toBeVisible({ timeout: 1 });
  }).toPass();
  await expect(developer.getByRole('meter', { name: 'Sends per minute' })).toHaveAttribute('aria-valuemax', '60');
  await developer.getByRole('link', { name: 'Ask for a higher limit' }).click();
  await developer.waitForURL(/\/limits/);
  await developer.getByLabel('I want, a minute').fill('240');
  await developer.getByLabel('Business case').fill('Nine clinics join us in December. Each answers about thirty people by hand, most of them at nine in the morning.');
  await developer.getByRole('button', { name: 'Send the request' }).click();
  await expect(developer.getByRole('button', { name: /^Amend request #/ })).toBeVisible();
  await developer.goto(overview);
  await expect(developer.getByRole('link', { name: /^Request #\d+$/ })).toBeVisible();

  // Support finds it in the queue and grants half of it.
  const support = await pageFor('support');
  await support.goto('/support/tickets');
  await support.getByRole('rowheader').getByRole('link', { name: new RegExp(name) }).click();
  await expect(support.getByRole('heading', { level: 1 })).toContainText('60 → 240');
  await expect(support.getByText('Nine clinics join us in December.')).toBeVisible();
  await support.getByRole('radio', { name: /In part/ }).check();
  await support.getByLabel('Grant, a minute').fill('120');
  await support.getByLabel(/^Reason .* sees/).fill(reason);
  await support.getByRole('button', { name: 'Grant 120' }).click();
  await expect(support.getByText('Decided. The developer sees it now.')).toBeVisible();

  // In force with the decision: the next call passes under the new figure.
  const next = await apis[1]?.send(['+12065550171'], 'After the decision');
  expect(next?.status()).toBe(201);
  expect(next?.headers()['ratelimit-policy']).toBe('"sends";q=120;w=60');

  // Both sides see it; the developer without a reload.
  await expect(developer.getByRole('meter', { name: 'Sends per minute' })).toHaveAttribute('aria-valuemax', '120');
  await developer.goto('/developer/requests');
  await expect(developer.getByRole('row').filter({ hasText: name })).toContainText(reason);
  await support.reload();
  await expect(support.getByRole('list', { name: 'Conversation' }).getByText(reason)).toBeVisible();

  // And it is written down: who, what, from which to which figure.
  const entries = await query<{ action: string; actorKind: string; detail: Record<string, unknown> }>(
    `SELECT "action", "actorKind", "detail" FROM "AuditEntry"
     WHERE "subjectId" IN (SELECT id::text FROM "Client" WHERE "clientId" = $1)
        OR "subjectId" IN (SELECT t.id::text FROM "LimitIncrease" t JOIN "Client" c ON c.id = t."clientId" WHERE c."clientId" = $1) ORDER BY "at"`,
    [app.clientId],
  );
  expect(entries.map(({ action }) => action)).toEqual(['client.registered', 'ticket.submitted', 'ticket.approved-in-part', 'limit.changed']);
  expect(entries.at(-1)).toMatchObject({ actorKind: 'support', detail: { limitName: 'sends', before: 60, perMinute: 120 } });
});
