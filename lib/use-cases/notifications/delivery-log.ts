import { replayDeliveryInput, webhookClientInput } from '#lib/contracts/webhooks.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { queuePing } from '#lib/data/notifications/collect.ts';
import { findChannelOfClient } from '#lib/data/notifications/channels.ts';
import { countFailed, countSubscriptions, listDeliveries, type LoggedDelivery, requeueDelivery, requeueFailed } from '#lib/data/notifications/delivery-log.ts';
import { findEndpoint, listLiveSecrets, type EndpointRow } from '#lib/data/notifications/endpoints.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { sql } from '#lib/data/pool.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';
import { newId, shortId } from '#lib/ids.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';
import { webhookId } from '#lib/use-cases/notifications/webhook-secrets.ts';

const shownDeliveries = 50;

export interface WebhookView {
  endpoint: EndpointRow | null;
  /** Newest first; the first is the one to use. Never the secret itself. */
  secrets: { id: string; lastFour: string; createdAt: Date; expiresAt: Date | null }[];
  channelId: string | null;
  subscriptions: number;
  deliveries: (LoggedDelivery & { webhookId: string })[];
  failed: number;
}

/** Everything about the webhooks of the actor's app. Throws `not-found` for none and for somebody else's alike. */
export async function getWebhook(options: { actor: DeveloperActor; clientId: string }): Promise<WebhookView> {
  const client = await getClient(options);
  const [endpoint, secrets, channel, subscriptions, deliveries, failed] = await Promise.all([
    findEndpoint(client.id), listLiveSecrets(client.id), findChannelOfClient(client.id), countSubscriptions(client.id), listDeliveries(client.id, shownDeliveries), countFailed(client.id),
  ]);
  return {
    endpoint,
    secrets: secrets.map(({ id, lastFour, createdAt, expiresAt }) => ({ id, lastFour, createdAt, expiresAt })),
    channelId: channel && shortId(channel.id),
    subscriptions,
    deliveries: deliveries.map((delivery) => ({ ...delivery, webhookId: webhookId(delivery.id) })),
    failed,
  };
}

interface Asked {
  actor: DeveloperActor;
  input: unknown;
}

/** Posts one notification without events, once. Throws `not-found`; `conflict` while one is under way, or without an address that is on. */
export async function pingWebhook({ actor, input }: Asked): Promise<void> {
  const client = await getClient({ actor, clientId: parseInput(webhookClientInput, input).clientId });
  if (!(await queuePing(sql, newId(), client.id))) throw new AppError('conflict', 'A test is under way, or no address is switched on.');
}

/** Posts a delivery again, under its id. Throws `not-found` for none, somebody else's, one under way, or one whose subscription has ended. */
export async function replayDelivery({ actor, input }: Asked): Promise<void> {
  const { clientId, deliveryId } = parseInput(replayDeliveryInput, input);
  const client = await getClient({ actor, clientId });
  await inTransaction(async (orm) => {
    if (!(await requeueDelivery(sqlOf(orm), client.id, deliveryId))) throw new AppError('not-found', 'This delivery cannot be sent again: it is under way, or its subscription has ended.');
    await writeAudit(orm, { actor, action: 'webhook.replayed', subjectKind: 'client', subjectId: client.id, detail: { deliveryId } });
  });
}

/** Posts all failed deliveries again, oldest first. Answers how many. Throws `not-found`. */
export async function replayFailed({ actor, input }: Asked): Promise<{ replayed: number }> {
  const client = await getClient({ actor, clientId: parseInput(webhookClientInput, input).clientId });
  return inTransaction(async (orm) => {
    const replayed = await requeueFailed(sqlOf(orm), client.id);
    await writeAudit(orm, { actor, action: 'webhook.replayed', subjectKind: 'client', subjectId: client.id, detail: { replayed } });
    return { replayed };
  });
}
