import { expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';
import { registerApp } from '#lib/use-cases/clients/register-app.ts';
import { switchFeature } from '#lib/use-cases/clients/switch-feature.ts';
import { createDeveloper } from '#tests/support/fixtures/accounts.ts';

const good = { name: 'Desk', description: '', redirectUris: ['https://desk.example.com/back'], scopes: ['IMMN', 'MIM'], environment: 'sandbox', profile: 'modern' };
const features = ['requirePar', 'requireDpop', 'deviceGrant'] as const;

async function registered(profile = 'modern'): Promise<{ actor: DeveloperActor; clientId: string }> {
  const actor = await createDeveloper();
  return { actor, clientId: (await registerApp({ actor, input: { ...good, profile } })).clientId };
}

async function changesOf(subjectId: string): Promise<unknown[]> {
  return (await getPrisma().auditEntry.findMany({ where: { subjectId, action: 'client.changed' }, orderBy: { at: 'asc' } })).map(({ detail }) => detail);
}

it.each(features)('I9 %s is off at first, is switched on and off, and each change is in the audit once', async (feature) => {
  const { actor, clientId } = await registered();
  const before = await getClient({ actor, clientId });
  expect(features.map((name) => before[name])).toEqual([false, false, false]);
  for (const on of [true, true, false]) {
    await switchFeature({ actor, input: { clientId, feature, on } });
    const client = await getClient({ actor, clientId });
    expect(features.map((name) => client[name])).toEqual(features.map((name) => name === feature && on));
  }
  expect(await changesOf(before.id)).toEqual([{ [feature]: true }, { [feature]: false }]);
});

it('T1 a stranger switches nothing, and is told the same as of no app', async () => {
  const { actor, clientId } = await registered();
  const stranger = await createDeveloper();
  const refused = (id: string) => switchFeature({ actor: stranger, input: { clientId: id, feature: 'requirePar', on: true } }).catch((error: unknown) => String(error));
  expect(await refused(clientId)).toBe(await refused('hs_app_none'));
  expect((await getClient({ actor, clientId })).requirePar).toBe(false);
});

it('is not for the classic profile, nor for anything else of a client (T27)', async () => {
  const classic = await registered('classic');
  await expect(switchFeature({ actor: classic.actor, input: { clientId: classic.clientId, feature: 'requirePar', on: true } })).rejects.toMatchObject({ code: 'conflict' });
  const { actor, clientId } = await registered();
  for (const wrong of [{ feature: 'disabledByStaff', on: true }, { feature: 'requirePar', on: 'yes' }, { feature: 'requirePar', on: true, scopes: [] }]) {
    await expect(switchFeature({ actor, input: { clientId, ...wrong } })).rejects.toMatchObject({ code: 'invalid-input' });
  }
});
