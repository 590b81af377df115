import type { Metadata } from 'next';
import { AddEnvironmentForm } from '#components/developer/add-environment-form.tsx';
import { AppLinksForm } from '#components/developer/app-links-form.tsx';
import { ClientHeader } from '#components/developer/client-header.tsx';
import { ClientSwitches } from '#components/developer/client-switches.tsx';
import { FeatureSwitches } from '#components/developer/feature-switches.tsx';
import { SettingsForm } from '#components/developer/settings-form.tsx';
import { Card } from '#components/ui/card.tsx';
import { DefinitionList } from '#components/ui/definition-list.tsx';
import { addEnvironmentAction, deleteClientAction, disableClientAction, enableClientAction, switchFeatureAction, updateAppLinksAction, updateClientAction } from '#lib/actions/clients.ts';
import { requireDeveloper } from '#lib/auth/guards.ts';
import { orNotFound } from '#lib/auth/or-not-found.ts';
import { type ClientView, getClientWithSiblings } from '#lib/use-cases/clients/get-client.ts';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage({ params }: { params: Promise<{ clientId: string }> }) {
  const { clientId } = await params;
  const actor = await requireDeveloper(`/developer/apps/${clientId}/settings`);
  const { client, siblings } = await orNotFound(getClientWithSiblings({ actor, clientId }));
  const missing = (['sandbox', 'production'] as const).find((environment) => !siblings.some((sibling) => sibling.environment === environment));
  const { name, environment, state } = client;
  return (
    <div className="grid gap-4">
      <ClientHeader client={client} siblings={siblings} suffix="/settings" title="Settings" />
      <div className="grid items-start gap-4 min-[901px]:grid-cols-2">
        <div className="grid gap-4">
          <SettingsForm key={client.clientId} clientId={client.clientId} redirectUris={client.redirectUris} scopes={client.scopes} updateAction={updateClientAction} />
          {client.profile === 'modern' && <FeatureSwitches key={client.clientId} client={featuresOf(client)} switchAction={switchFeatureAction} />}
        </div>
        <div className="grid gap-4">
          <Card aria-labelledby="facts-title" className="grid gap-3 p-4">
            <h2 id="facts-title" className="text-14">This client</h2>
            <DefinitionList
              items={[
                { term: 'App', value: name },
                { term: 'Profile', value: <span className="font-mono text-13">{client.profile}</span> },
                { term: 'Owner', value: client.ownerName },
                { term: 'Registered', value: client.createdAt.toISOString().slice(0, 10) },
              ]}
            />
          </Card>
          <AppLinksForm key={client.clientId} clientId={client.clientId} links={{ siteUrl: client.siteUrl, privacyUrl: client.privacyUrl }} updateAction={updateAppLinksAction} />
          {missing && <AddEnvironmentForm clientId={client.clientId} missing={missing} addAction={addEnvironmentAction} />}
          <ClientSwitches client={{ clientId: client.clientId, name, environment, state }} enableAction={enableClientAction} disableAction={disableClientAction} deleteAction={deleteClientAction} />
        </div>
      </div>
    </div>
  );
}

/** Of a client no more than the switches show goes to the browser. */
const featuresOf = ({ clientId, requirePar, requireDpop, deviceGrant }: ClientView) => ({ clientId, requirePar, requireDpop, deviceGrant });
