import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsOf } from '#components/ui/code-text.tsx';
import { oauthCommands } from '#content/docs.ts';
import { authorizeQuery, codeFor, codeForm, createOAuthClient, post } from '#tests/support/fixtures/oauth.ts';
import { firstScopes } from '#lib/domain/scope.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const page = readFileSync(join(import.meta.dirname, '../../app/(site)/docs/oauth/page.tsx'), 'utf8');
const isListing = (text: string) => text.startsWith('$ ');

describe('/docs/oauth', () => {
  it('names no variable before a command has set it, from the top of the page to its end', () => {
    const names = [...page.matchAll(/commands\.(\w+)\)/g)].flatMap(([, name]) => (name && name in oauthCommands ? [name as keyof typeof oauthCommands] : []));
    const beside = names.filter((name) => !isListing(oauthCommands[name]));
    expect(names.length - beside.length).toBe(Object.values(oauthCommands).filter(isListing).length);
    const known = new Set<string>();
    for (const name of names.filter((each) => !beside.includes(each))) {
      for (const line of commandsOf(oauthCommands[name]).split('\n')) {
        const used = [...line.matchAll(/\$([A-Z_]{3,})/g)].map(([, variable]) => variable ?? '');
        expect(used.filter((variable) => !known.has(variable)), `${name}: ${line}`).toEqual([]);
        const [, variable] = /^export ([A-Z_]+)=/.exec(line) ?? [];
        if (variable) known.add(variable);
      }
    }
    expect([...known]).toContain('REFRESH_TOKEN');
  });

  it('asks for no scope that a new app lacks', async () => {
    const client = await createOAuthClient({ scopes: [...firstScopes] });
    const asked = Object.values(oauthCommands).flatMap((text) => [...text.matchAll(/scope=([A-Z,]+)/g)].map(([, scope]) => scope ?? ''));
    expect(asked.length).toBeGreaterThanOrEqual(4);
    for (const scope of asked) expect(await codeFor(await createSubscriber(), client, { scope })).toMatch(/^hs_/);
  });

  it('says what invalid_scope means, and the answer names the scope that is missing', async () => {
    expect(page).toContain('<code>invalid_scope</code>');
    const client = await createOAuthClient({ scopes: [...firstScopes] });
    const push = (scope: string) => post('par', { ...Object.fromEntries(authorizeQuery(client, { scope })), client_secret: client.clientSecret });
    expect(await push('IMMN,MIM')).toMatchObject({ status: 400, body: { error: 'invalid_scope', error_description: 'The app is not registered for MIM. Tick it in the settings of the app.' } });
    expect(await push('NOTIFICATIONCHANNEL')).toMatchObject({ status: 400, body: { error: 'invalid_scope', error_description: expect.stringContaining('client_credentials') as string } });
    expect(await push('SMS')).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  });

  it.each([
    ['modern', oauthCommands.tokenAnswer],
    ['classic', oauthCommands.classicTokenAnswer],
  ] as const)('shows the answer that the %s profile gives, lifetime and all', async (profile, shown) => {
    const client = await createOAuthClient({ profile });
    const answer = await post('token', codeForm(client, await codeFor(await createSubscriber(), client, { scope: firstScopes.join() })));
    const told = { ...answer.body, access_token: '…', refresh_token: '…' };
    expect([answer.status, told]).toEqual([200, JSON.parse(shown)]);
  });
});
