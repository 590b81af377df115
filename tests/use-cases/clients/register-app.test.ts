import { describe, expect, it } from 'vitest';
import { checkToken } from '#lib/ids.ts';
import { sql } from '#lib/data/pool.ts';
import { findOwnClient } from '#lib/data/clients.ts';
import { findAskingClient } from '#lib/data/consent.ts';
import { registerApp } from '#lib/use-cases/clients/register-app.ts';
import { addEnvironment } from '#lib/use-cases/clients/add-environment.ts';
import { clientSecretHash } from '#lib/use-cases/clients/new-secret.ts';
import { deleteClient } from '#lib/use-cases/clients/delete-client.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';
import { listSecrets } from '#lib/use-cases/clients/list-secrets.ts';
import { revokeSecret } from '#lib/use-cases/clients/revoke-secret.ts';
import { rotateSecret } from '#lib/use-cases/clients/rotate-secret.ts';
import { disableClient, enableClient, resumeClient, suspendClient } from '#lib/use-cases/clients/set-client-enabled.ts';
import { updateAppLinks } from '#lib/use-cases/clients/update-app-links.ts';
import { updateClient } from '#lib/use-cases/clients/update-client.ts';
import { createDeveloper, createSupportAgent } from '#tests/support/fixtures/accounts.ts';

const good = { name: 'Desk', description: '', redirectUris: ['https://desk.example.com/back'], scopes: ['IMMN', 'MIM'], environment: 'sandbox', profile: 'modern' };
const register = async (more: Record<string, unknown> = {}) => registerApp({ actor: await createDeveloper(), input: { ...good, ...more } });

describe('register an app', () => {
  it('gives an id and a secret that is stored only as a hash', async () => {
    const actor = await createDeveloper();
    const { clientId, clientSecret } = await registerApp({ actor, input: good });
    expect(clientSecret).toMatch(/^hs_test_/);
    expect(checkToken(clientSecret)).toBe(true);
    const rows = await sql.query<Record<string, string>>(`SELECT s.* FROM "ClientSecret" s JOIN "Client" c ON c.id = s."clientId" WHERE c."clientId" = $1`, [clientId]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ secretHash: clientSecretHash(clientSecret), start: 'hs_test_', lastFour: clientSecret.slice(-4) });
    expect(JSON.stringify(rows)).not.toContain(clientSecret);
  });

  it.each([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(41) }],
    ['name', { name: 'Handset Help' }],
    ['name', { name: 'H4ndset' }],
    ['name', { name: 'Hаndset' }], // Cyrillic а
    ['name', { name: 'Pаypal' }], // Latin and Cyrillic
    ['name', { name: 'Desk‮' }], // bidi control
    ['name', { name: 'https://bank.example' }],
    ['name', { name: 'javascript:alert(1)' }],
    ['description', { description: 'Notes\u200b for teams' }],
    ['siteUrl', { siteUrl: 'http://desk.example.com' }],
    ['siteUrl', { siteUrl: 'javascript:alert(1)' }],
    ['privacyUrl', { privacyUrl: 'https://desk.example.com@evil.example/' }],
    ['redirectUris', { redirectUris: [] }],
    ['redirectUris', { redirectUris: ['http://desk.example.com/back'] }],
    ['redirectUris', { redirectUris: ['https://desk.example.com/#x'] }],
    ['scopes', { scopes: [] }],
    ['scopes', { scopes: ['ADMIN'] }],
    ['environment', { environment: 'staging' }],
    ['profile', { profile: 'old' }],
  ])('names the field %s for %j', async (field, wrong) => {
    await expect(register(wrong)).rejects.toMatchObject({ code: 'invalid-input', field });
  });

  it.each(['Desk', 'Café 24', 'Бюро', '注文 Desk', 'Tutor Line', 'Handy notes'])('accepts the name %s', async (name) => {
    expect((await register({ name })).clientId).toMatch(/^hs_app_[a-z0-9]{12}$/);
  });

  it('T17 stores the composed spelling of a name', async () => {
    const actor = await createDeveloper();
    const { clientId } = await registerApp({ actor, input: { ...good, name: ' Cafe\u0301 24 ' } });
    expect((await findOwnClient(actor.accountId, clientId))?.name).toBe('Caf\u00e9 24');
  });

  it.each(['accountId', 'disabledAt', 'rateLimit', 'isAdmin', 'clientId'])('T27 refuses the unknown field %s', async (field) => {
    await expect(register({ [field]: 'x' })).rejects.toMatchObject({ code: 'invalid-input', field });
  });
});

describe('own apps', () => {
  it('T1 a foreign app is the same not-found as none, for every verb', async () => {
    const { clientId } = await register();
    const actor = await createDeveloper('Eve');
    const attempts = [
      () => getClient({ actor, clientId }),
      () => listSecrets({ actor, clientId }),
      () => rotateSecret({ actor, input: { clientId, overlapSeconds: 0 } }),
      () => updateClient({ actor, input: { clientId, redirectUris: good.redirectUris, scopes: ['MIM'] } }),
      () => updateAppLinks({ actor, input: { clientId, siteUrl: '', privacyUrl: '' } }),
      () => disableClient({ actor, input: { clientId } }),
      () => deleteClient({ actor, input: { clientId, name: 'Desk' } }),
      () => addEnvironment({ actor, input: { clientId, redirectUris: good.redirectUris } }),
    ];
    const missing = await getClient({ actor, clientId: 'hs_app_000000000000' }).catch((error: unknown) => error);
    for (const attempt of attempts) await expect(attempt()).rejects.toEqual(missing);
  });

  it('keeps where people read about the app, for both environments, with an audit row; empty takes it away', async () => {
    const actor = await createDeveloper();
    const links = { siteUrl: 'https://desk.example.com', privacyUrl: 'https://desk.example.com/privacy' };
    const { clientId } = await registerApp({ actor, input: { ...good, ...links } });
    const { clientId: released } = await addEnvironment({ actor, input: { clientId, redirectUris: good.redirectUris } });
    expect(await getClient({ actor, clientId: released })).toMatchObject(links);
    const { id } = await getClient({ actor, clientId });
    expect(await findAskingClient(id)).toMatchObject(links);
    await expect(updateAppLinks({ actor, input: { clientId, ...links, siteUrl: 'https://127.0.0.1/' } })).rejects.toMatchObject({ code: 'invalid-input', field: 'siteUrl' });
    await expect(updateAppLinks({ actor, input: { clientId, ...links, name: 'Bank' } })).rejects.toMatchObject({ code: 'invalid-input', field: 'name' });
    await updateAppLinks({ actor, input: { clientId, siteUrl: ' ', privacyUrl: 'https://desk.example.com/p' } });
    expect(await getClient({ actor, clientId: released })).toMatchObject({ siteUrl: '', privacyUrl: 'https://desk.example.com/p' });
    const audit = await sql.query<{ detail: object }>(`SELECT detail FROM "AuditEntry" WHERE "subjectId" = $1 AND action = 'client.changed'`, [id]);
    expect(audit).toEqual([{ detail: { siteUrl: '', privacyUrl: 'https://desk.example.com/p' } }]);
  });

  it('adds the other environment once', async () => {
    const actor = await createDeveloper();
    const { clientId } = await registerApp({ actor, input: good });
    const added = await addEnvironment({ actor, input: { clientId, redirectUris: good.redirectUris } });
    expect(added.clientSecret).toMatch(/^hs_live_/);
    expect(await findOwnClient(actor.accountId, added.clientId)).toMatchObject({ environment: 'production', name: 'Desk' });
    await expect(addEnvironment({ actor, input: { clientId, redirectUris: good.redirectUris } })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('rotates with an overlap, never with more than two live secrets', async () => {
    const actor = await createDeveloper();
    const { clientId } = await registerApp({ actor, input: good });
    await rotateSecret({ actor, input: { clientId, overlapSeconds: 86_400 } });
    expect((await listSecrets({ actor, clientId })).map((secret) => secret.state)).toEqual(['unused', 'rotating-out']);
    await Promise.all([3600, 3600, 3600].map((overlapSeconds) => rotateSecret({ actor, input: { clientId, overlapSeconds } })));
    const states = (await listSecrets({ actor, clientId })).map((secret) => secret.state);
    expect(states.filter((state) => state === 'unused')).toHaveLength(1);
    expect(states.filter((state) => state === 'rotating-out')).toHaveLength(1);
    await rotateSecret({ actor, input: { clientId, overlapSeconds: 0 } });
    expect((await listSecrets({ actor, clientId })).filter((secret) => secret.state !== 'revoked')).toHaveLength(1);
    await expect(rotateSecret({ actor, input: { clientId, overlapSeconds: 60 } })).rejects.toMatchObject({ field: 'overlapSeconds' });
  });

  it('revokes a secret once', async () => {
    const actor = await createDeveloper();
    const { clientId } = await registerApp({ actor, input: good });
    const secretId = (await listSecrets({ actor, clientId }))[0]?.id ?? '';
    await revokeSecret({ actor, input: { clientId, secretId } });
    await expect(revokeSecret({ actor, input: { clientId, secretId } })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('the developer cannot lift a suspension by staff, staff can', async () => {
    const actor = await createDeveloper();
    const agent = await createSupportAgent();
    const { clientId } = await registerApp({ actor, input: good });
    await suspendClient({ actor: agent, input: { clientId, reason: 'It sends advertising to strangers.' } });
    await expect(enableClient({ actor, input: { clientId } })).rejects.toMatchObject({ code: 'conflict' });
    expect(await getClient({ actor, clientId })).toMatchObject({ state: 'suspended', disabledReason: 'It sends advertising to strangers.' });
    await resumeClient({ actor: agent, input: { clientId } });
    await disableClient({ actor, input: { clientId } });
    await enableClient({ actor, input: { clientId } });
    expect(await getClient({ actor, clientId })).toMatchObject({ state: 'live' });
  });

  it('deletes only under its typed name, and leaves its audit trail', async () => {
    const actor = await createDeveloper();
    const { clientId } = await registerApp({ actor, input: good });
    const { id } = await getClient({ actor, clientId });
    await expect(deleteClient({ actor, input: { clientId, name: 'desk' } })).rejects.toMatchObject({ field: 'name' });
    await deleteClient({ actor, input: { clientId, name: 'Desk' } });
    await expect(getClient({ actor, clientId })).rejects.toMatchObject({ code: 'not-found' });
    const actions = await sql.query<{ action: string }>(`SELECT action FROM "AuditEntry" WHERE "subjectId" = $1 ORDER BY at, id`, [id]);
    expect(actions.map((row) => row.action)).toEqual(['client.registered', 'client.deleted']);
  });
});
