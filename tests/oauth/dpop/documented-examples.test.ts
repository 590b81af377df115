import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { commandsOf } from '#components/ui/code-text.tsx';
import { oauthCommands } from '#content/docs.ts';
import { env } from '#lib/env.ts';
import { createOAuthClient, credentials, post } from '#tests/support/fixtures/oauth.ts';
import { callApi, createClient, createToken } from '#tests/support/fixtures/app-clients.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const folder = mkdtempSync(join(tmpdir(), 'handset-docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (command: string, ...rest: string[]) => execFileSync(command, rest, { cwd: folder, encoding: 'utf8' }).trim();

it('/docs/oauth: the key and the program that signs proofs work as they are copied', async () => {
  run('bash', '-c', commandsOf(oauthCommands.proofKey));
  run('bash', '-c', commandsOf(oauthCommands.proof));
  const client = await createOAuthClient();
  const proof = run(process.execPath, 'proof.mjs', 'POST', `${env.PUBLIC_URL}/oauth/v4/token`);
  const { body } = await post('token', { ...credentials(client), grant_type: 'client_credentials' }, { DPoP: proof });
  expect(body.token_type).toBe('DPoP');
  const { cnf } = (await post('introspect', { ...credentials(client), token: String(body.access_token) })).body as { cnf: { jkt: string } };
  const { token } = await createToken({ client: await createClient(), subscriber: await createSubscriber() });
  await getPrisma().token.update({ where: { tokenHash: tokenHashOf(token) }, data: { dpopThumbprint: cnf.jkt } });
  const path = '/myMessages/v2/messages/index/info';
  const DPoP = run(process.execPath, 'proof.mjs', 'GET', `${env.PUBLIC_URL}${path}`, token);
  expect((await callApi('GET', path, { headers: { Authorization: `DPoP ${token}`, DPoP } })).status).toBe(200);
});
