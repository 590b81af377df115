import type { Metadata } from 'next';
import { ClientHeader } from '#components/developer/client-header.tsx';
import { DeliveryLog } from '#components/developer/delivery-log.tsx';
import { WebhookAddress } from '#components/developer/webhook-address.tsx';
import { WebhookSecrets } from '#components/developer/webhook-secrets.tsx';
import {
  disableWebhookAction, enableWebhookAction, endWebhookSecretAction, pingWebhookAction, replayDeliveryAction, replayFailedAction, rotateWebhookSecretAction, setCallbackUrlAction,
} from '#lib/actions/webhooks.ts';
import { requireDeveloper } from '#lib/auth/guards.ts';
import { orNotFound } from '#lib/auth/or-not-found.ts';
import { getClientWithSiblings } from '#lib/use-cases/clients/get-client.ts';
import { getWebhook } from '#lib/use-cases/notifications/delivery-log.ts';

export const metadata: Metadata = { title: 'Webhooks' };

export default async function WebhooksPage({ params }: { params: Promise<{ clientId: string }> }) {
  const { clientId } = await params;
  const actor = await requireDeveloper(`/developer/apps/${clientId}/webhooks`);
  const [{ client, siblings }, webhook] = await orNotFound(Promise.all([getClientWithSiblings({ actor, clientId }), getWebhook({ actor, clientId })]));
  const { endpoint } = webhook;
  return (
    <div className="grid gap-4">
      <ClientHeader client={client} siblings={siblings} suffix="/webhooks" title="Webhooks" />
      <WebhookAddress
        key={`address ${client.clientId}`}
        clientId={client.clientId}
        endpoint={endpoint && { url: endpoint.url, off: endpoint.disabledReason, failingSince: endpoint.failingSince?.toISOString() ?? null }}
        channelId={webhook.channelId}
        subscriptions={webhook.subscriptions}
        actions={{ set: setCallbackUrlAction, enable: enableWebhookAction, disable: disableWebhookAction, ping: pingWebhookAction }}
      />
      {endpoint && (
        <WebhookSecrets
          key={`secrets ${client.clientId}`}
          clientId={client.clientId}
          secrets={webhook.secrets.map((secret) => ({ ...secret, createdAt: secret.createdAt.toISOString(), expiresAt: secret.expiresAt?.toISOString() ?? null }))}
          rotateAction={rotateWebhookSecretAction}
          endAction={endWebhookSecretAction}
        />
      )}
      <DeliveryLog
        key={`log ${client.clientId}`}
        clientId={client.clientId}
        failed={webhook.failed}
        deliveries={webhook.deliveries.map(({ createdAt, nextAttemptAt, ...delivery }) => ({ ...delivery, createdAt: createdAt.toISOString(), nextAttemptAt: nextAttemptAt.toISOString() }))}
        replayAction={replayDeliveryAction}
        replayFailedAction={replayFailedAction}
      />
    </div>
  );
}
