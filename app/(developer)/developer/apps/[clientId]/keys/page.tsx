import type { Metadata } from 'next';
import { ClientHeader } from '#components/developer/client-header.tsx';
import { KeysPanel } from '#components/developer/keys-panel.tsx';
import { revokeSecretAction, rotateSecretAction } from '#lib/actions/clients.ts';
import { requireDeveloper } from '#lib/auth/guards.ts';
import { orNotFound } from '#lib/auth/or-not-found.ts';
import { getClientWithSiblings } from '#lib/use-cases/clients/get-client.ts';
import { listSecrets } from '#lib/use-cases/clients/list-secrets.ts';

export const metadata: Metadata = { title: 'Keys' };

export default async function KeysPage({ params }: { params: Promise<{ clientId: string }> }) {
  const { clientId } = await params;
  const actor = await requireDeveloper(`/developer/apps/${clientId}/keys`);
  const [{ client, siblings }, secrets] = await orNotFound(Promise.all([getClientWithSiblings({ actor, clientId }), listSecrets({ actor, clientId })]));
  return (
    <div className="grid gap-4">
      <ClientHeader client={client} siblings={siblings} suffix="/keys" title="Keys" />
      <KeysPanel
        key={client.clientId}
        clientId={client.clientId}
        environment={client.environment}
        secrets={secrets.map((secret) => ({
          id: secret.id,
          start: secret.start,
          lastFour: secret.lastFour,
          state: secret.state,
          createdAt: secret.createdAt.toISOString(),
          expiresAt: secret.expiresAt?.toISOString() ?? null,
          revokedAt: secret.revokedAt?.toISOString() ?? null,
          lastUsedAt: secret.lastUsedAt?.toISOString() ?? null,
        }))}
        rotateAction={rotateSecretAction}
        revokeAction={revokeSecretAction}
      />
    </div>
  );
}
