import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { openSealed, sealText } from '#lib/crypto.ts';
import { insertWebhookSecret, type WebhookSecretRow } from '#lib/data/notifications/endpoints.ts';
import type { Sql } from '#lib/data/pool.ts';
import { newId, shortId } from '#lib/ids.ts';

const contextOf = (clientId: string) => `webhook-secret ${clientId}`;

/** Makes and stores a signing secret (Standard Webhooks: 24 to 64 random bytes). The answer is the only time it is shown. */
export async function giveWebhookSecret(tx: Sql, clientId: string): Promise<string> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  await insertWebhookSecret(tx, { id: newId(), clientId, sealed: sealText(contextOf(clientId), secret), lastFour: secret.slice(-5, -1) });
  return secret;
}

/** The id a receiver knows a delivery by: the same over all its attempts and replays. */
export function webhookId(deliveryId: string): string {
  return `msg_${shortId(deliveryId)}`;
}

/** The three headers of Standard Webhooks; a signature for each secret, so that a receiver may hold the old or the new one. */
export function signedHeaders(options: { deliveryId: string; clientId: string; secrets: readonly Pick<WebhookSecretRow, 'sealed'>[]; at: Date; body: string }): Record<string, string> {
  const id = webhookId(options.deliveryId);
  const signatures = options.secrets.map(({ sealed }) => new Webhook(openSealed(contextOf(options.clientId), sealed)).sign(id, options.at, options.body));
  return { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(options.at.getTime() / 1000)), 'webhook-signature': signatures.join(' ') };
}
