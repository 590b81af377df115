import { expect, type Locator, type Page } from '@playwright/test';
import { Authorization, MessageApi, signInOnTheWay } from '#tests/e2e/support/client-app.ts';
import { isLive, writeFromPhone } from '#tests/e2e/support/sign-in.ts';
import { test } from '#tests/e2e/support/signed-in.ts';
import { demoClient, lines } from '#tests/e2e/support/world.ts';

interface Change {
  messageId: string;
  isUnread: boolean;
}
interface IndexInfo {
  messageIndexInfo: { status: string; state: string; messageCount: number };
}
interface List {
  messageList: { messages: { messageId: string; text?: string; isUnread: boolean; isIncoming: boolean }[]; state: string; cacheStatus: string };
}
interface Delta {
  deltaResponse: { delta: { type: 'TEXT' | 'MMS'; adds: Change[]; updates: Change[]; deletes: Change[] }[]; state: string };
}

const newText = (what: string) => `${what} ${Date.now().toString(36)}`;

const journeys = [
  { name: 'Desk', who: 'hana', number: '(425) 555-0108', to: '+12065550178', friend: 'gus', expiresInSeconds: 3600 },
  { name: 'Classic', who: 'gus', number: '(425) 555-0107', to: '(206) 555-0179', friend: 'hana', expiresInSeconds: 172_800 },
] as const;

const bubbleOf = (page: Page, text: string) => page.getByRole('log').getByRole('listitem').filter({ hasText: text });

/** Ends the app in Connected apps, as the subscriber does. */
async function endApp(page: Page, name: string): Promise<void> {
  await page.goto('/connected-apps');
  const card: Locator = page.getByRole('article', { name });
  await card.getByRole('link', { name: /^End\b/ }).click();
  await card.getByRole('button', { name: 'End it now' }).click();
  await expect(page.getByText('Ended. The app can no longer use your line.')).toBeVisible();
}

test('without an inbox a message is sent and stays to be seen, and every page says what an inbox adds (S8, E3)', async ({ pageFor }) => {
  const page = await pageFor('hana');
  await page.goto('/inbox');
  await expect(page.getByRole('heading', { level: 1, name: '(425) 555-0108 has no inbox yet' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Sent from here' })).toBeHidden();
  await page.getByRole('link', { name: 'Write a message' }).click();
  const strip = page.getByRole('complementary', { name: 'Your inbox' });
  await expect(strip).toContainText('What you write here is sent, and answers come to your phone alone.');
  const text = newText('Without an inbox');
  await page.getByRole('combobox', { name: 'To' }).fill('(206) 555-0177');
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(bubbleOf(page, text)).toContainText('Delivered');
  await expect(strip.getByRole('button', { name: 'Set up my inbox' })).toBeVisible();
  await page.goto('/inbox');
  await expect(page.getByRole('list', { name: 'Sent from here' })).toContainText(text);
  await expect(strip).toBeHidden();
});

for (const { name, who, number, to, friend, expiresInSeconds } of journeys) {
  test(`${name} is let in by consent, sends and reads as the subscriber, and is out the moment the consent ends (E2, E3, M1, S2)`, async ({ page, request }) => {
    const app = demoClient(name);
    const asking = new Authorization(app);

    // Sign-in on the way: the app's question waits, and comes back after the code.
    await page.goto(asking.path);
    await expect(page).toHaveURL(/\/sign-in\?/);
    await expect(page.getByText(`Then you decide what ${name} may do with your number`)).toBeVisible();
    await signInOnTheWay(page, lines[who]);
    await expect(page.getByRole('heading', { level: 1, name: `wants to use ${number}` })).toContainText(`${name} by Fjord & Field Software`);
    await expect(page.getByRole('switch', { name: /send/i })).toBeChecked();
    await expect(page.getByRole('switch', { name: /read/i })).toBeChecked();

    // Hana never had an inbox: letting an app read makes it (E3).
    const inbox = await page.context().newPage();
    await inbox.goto('/inbox');
    await expect(inbox.getByRole('heading', { level: 1, name: who === 'hana' ? `${number} has no inbox yet` : 'Inbox' })).toBeVisible();

    const answer = await asking.answer(page, () => page.getByRole('button', { name: 'Allow' }).click());
    expect([...answer.keys()].toSorted()).toEqual(app.profile === 'classic' ? ['code', 'iss'] : ['code', 'iss', 'state']);
    if (app.profile === 'modern') expect(answer.get('state')).toBe(asking.state);
    expect(answer.get('iss')).toBe(new URL(inbox.url()).origin);
    const code = answer.get('code') ?? '';
    const tokens = await asking.tokens(request, code);
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: expiresInSeconds, refresh_token: expect.any(String) });

    // The message is there without a reload, under the app's name and the subscriber's own number.
    await inbox.goto('/inbox');
    await expect(inbox.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
    await isLive(inbox);
    const api = new MessageApi(request, tokens.access_token);
    const text = newText(`From ${name}`);
    const sent = await api.send([to], text);
    expect(sent.status(), await sent.text()).toBe(201);
    expect(sent.headers()['ratelimit-policy']).toMatch(/^"sends";q=\d+;w=60$/);
    await inbox.getByRole('list', { name: 'Conversations' }).getByRole('listitem').filter({ hasText: text }).getByRole('link').first().click();
    await expect(bubbleOf(inbox, text).getByText(`sent by ${name}`)).toBeVisible();
    await expect(bubbleOf(inbox, text).getByRole('button', { name: /^Delivered/ })).toBeVisible();

    // Index, list, and the change since, after the subscriber has read what a friend wrote.
    expect((await api.createIndex()).status()).toBe(202);
    const info = () => api.json<IndexInfo>('messages/index/info');
    await expect.poll(async () => (await info()).messageIndexInfo.status).toBe('INITIALIZED');
    const hello = newText('Hello from a friend');
    await writeFromPhone(request, lines[friend], [lines[who]], hello);
    const list = () => api.json<List>('messages?limit=500');
    await expect.poll(async () => (await list()).messageList.messages.map((one) => one.text)).toContain(hello);
    const { messageList } = await list();
    expect(messageList.cacheStatus).toBe('INITIALIZED');
    expect(messageList.messages.map((one) => one.text)).toContain(text);
    const unread = messageList.messages.find((one) => one.text === hello);
    expect(unread).toMatchObject({ isUnread: true, isIncoming: true });
    await inbox.goto('/inbox');
    await inbox.getByRole('list', { name: 'Conversations' }).getByRole('listitem').filter({ hasText: hello }).getByRole('link').first().click();
    await expect(bubbleOf(inbox, hello)).toBeVisible();
    await expect
      .poll(async () => (await api.json<Delta>(`delta?state=${encodeURIComponent(messageList.state)}`)).deltaResponse.delta.flatMap(({ updates }) => updates))
      .toContainEqual(expect.objectContaining({ messageId: unread?.messageId, isUnread: false }));

    await endApp(inbox, name);
    const refused = await api.get('messages');
    expect(refused.status()).toBe(401);
    expect(refused.headers()['www-authenticate']).toContain('error="invalid_token"');
    expect((await api.send([to], newText('Too late'))).status()).toBe(401);
  });
}

test('a code is used once, and a second use ends what the first one made (T3)', async ({ pageFor, request }) => {
  const page = await pageFor('hana');
  const asking = new Authorization(demoClient('Classic'), ['IMMN']);
  await page.goto(asking.path);
  const answer = await asking.answer(page, () => page.getByRole('button', { name: 'Allow' }).click());
  const code = answer.get('code') ?? '';
  const { access_token } = await asking.tokens(request, code);
  const again = await asking.exchange(request, code);
  expect(again.status()).toBe(400);
  expect(await again.json()).toMatchObject({ error: 'invalid_grant' });
  expect((await new MessageApi(request, access_token).get('messages')).status()).toBe(401);
});

test('Not now tells the app access_denied and who says so, and nothing else', async ({ pageFor }) => {
  const page = await pageFor('hana');
  const asking = new Authorization(demoClient('Desk'), ['IMMN']);
  await page.goto(asking.path);
  const answer = await asking.answer(page, () => page.getByRole('button', { name: 'Not now' }).click());
  expect(answer.get('error')).toBe('access_denied');
  expect(answer.get('state')).toBe(asking.state);
  expect([...answer.keys()].toSorted()).toEqual(['error', 'error_description', 'iss', 'state']);
});

test('an app that already has what it asks for gets its code without a question (E2)', async ({ pageFor, request }) => {
  const page = await pageFor('ana');
  const asking = new Authorization(demoClient('Desk'));
  const answer = await asking.answer(page, () => page.goto(asking.path).catch(() => null));
  const { access_token } = await asking.tokens(request, answer.get('code') ?? '');
  expect((await new MessageApi(request, access_token).get('messages/index/info')).status()).toBe(200);
});

const notEligible = [
  { who: 'dana', number: '(425) 555-0104', gate: 'This is a prepaid line', advice: /monthly or Smart-Limits plan/ },
  { who: 'eli', number: '(425) 555-0105', gate: 'This line is suspended', advice: /Open your account to see why/ },
  { who: 'fay', number: '(425) 555-0106', gate: 'SMS is switched off', advice: /Your carrier switches it on/ },
] as const;

for (const { who, number, gate, advice } of notEligible) {
  test(`the gate is named after the code, with what to do, and the app learns only that it was not allowed: ${gate} (E1)`, async ({ page }) => {
    const asking = new Authorization(demoClient('Desk'));
    await page.goto(asking.path);
    await signInOnTheWay(page, lines[who]);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Desk cannot use ${number} yet`);
    const check = page.getByRole('list', { name: 'Checks on this line' }).getByRole('listitem').filter({ hasText: gate });
    await expect(check.getByText('Not passed', { exact: true })).toBeVisible();
    await expect(check.getByText(advice)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Allow' })).toHaveCount(0);
    const answer = await asking.answer(page, () => page.getByRole('button', { name: 'Go back to Desk' }).click());
    expect(answer.get('error')).toBe('access_denied');
    expect(answer.toString()).not.toContain(gate.split(' ').at(-1));
  });
}

test('an app that may only read cannot send, and one that may only send cannot read (S8)', async ({ pageFor, request }) => {
  const page = await pageFor('gus');
  const withScope = async (scope: 'IMMN' | 'MIM') => {
    const asking = new Authorization(demoClient('Desk'), [scope]);
    await page.goto(asking.path);
    await expect(page.getByRole('switch')).toHaveCount(1);
    const answer = await asking.answer(page, () => page.getByRole('button', { name: 'Allow' }).click());
    return new MessageApi(request, (await asking.tokens(request, answer.get('code') ?? '')).access_token);
  };
  const reader = await withScope('MIM');
  const sender = await withScope('IMMN');
  expect((await reader.get('messages/index/info')).status()).toBe(200);
  expect((await sender.send(['+12065550178'], newText('Mine to send'))).status()).toBe(201);
  for (const refused of [await reader.send(['+12065550178'], newText('Not mine to send')), await sender.get('messages/index/info')]) {
    expect(refused.status()).toBe(403);
    expect(refused.headers()['www-authenticate']).toContain('error="insufficient_scope"');
  }
});
