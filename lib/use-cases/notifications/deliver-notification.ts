import { crashPoint } from '#lib/crash-point.ts';
import { clock } from '#lib/clock.ts';
import { writeAudit } from '#lib/data/audit.ts';
import {
  beginDeliveryAttempt, type ClaimedDelivery, closeDelivery, type DeliveryFacts, findDeliveryFacts, finishDeliveryAttempt, holdDelivery, retryDelivery,
} from '#lib/data/notifications/deliveries.ts';
import { endGoneSubscription, listLiveSecrets, noteEndpointFailure, noteEndpointSuccess } from '#lib/data/notifications/endpoints.ts';
import { notify } from '#lib/data/notify.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { judgeTelling } from '#lib/domain/notification.ts';
import { failingDays, judgeAnswer, retryDelaySeconds, retryWindowSeconds } from '#lib/domain/webhook-retry.ts';
import { shortId } from '#lib/ids.ts';
import { describeEvents, notificationBody } from '#lib/use-cases/notifications/inbox-events.ts';
import type { PostWebhook, WebhookAnswer } from '#lib/use-cases/notifications/post-webhook.ts';
import { signedHeaders } from '#lib/use-cases/notifications/webhook-secrets.ts';

const holdSeconds = 30;

interface Attempt {
  number: number;
  url: string;
  body: string;
  headers: Record<string, string>;
}

/**
 * One attempt of one claimed delivery: asks whether the app may be told at this moment (T2, E3), notes the attempt, posts, and writes down
 * what came of it. Killed at any point it is made again under the same webhook-id: told at least once, never lost (F9, I7).
 */
export async function deliverNotification(delivery: ClaimedDelivery, post: PostWebhook): Promise<void> {
  const body = await bodyOf(delivery);
  const attempt = await inSqlTransaction(async (tx): Promise<Attempt | null> => {
    const facts = await findDeliveryFacts(tx, delivery.deliveryId);
    const secrets = await listLiveSecrets(delivery.clientId, tx);
    const verdict = verdictOf(delivery, facts);
    if (verdict === 'cancel' || body === null) {
      await closeDelivery(tx, delivery, 'cancelled');
      return null;
    }
    if (verdict === 'hold' || !facts?.url || secrets.length === 0) {
      await holdDelivery(tx, delivery, holdSeconds);
      return null;
    }
    const number = await beginDeliveryAttempt(tx, delivery, retryWindowSeconds);
    if (number === null) return null;
    const text = body(facts.callbackData);
    return { number, url: facts.url, body: text, headers: signedHeaders({ deliveryId: delivery.deliveryId, clientId: delivery.clientId, secrets, at: clock.now(), body: text }) };
  });
  if (!attempt) return;
  const answer = await post(attempt);
  crashPoint('webhook.after_post');
  await recordAnswer(delivery, attempt.number, answer);
}

/** Null when nothing is left to tell: all of it was deleted meanwhile. */
async function bodyOf({ subscriptionId, mailboxId, events }: ClaimedDelivery): Promise<((callbackData: string) => string) | null> {
  if (subscriptionId === null || mailboxId === null) return () => notificationBody(null, []);
  const described = await describeEvents(mailboxId, events);
  return described.length === 0 ? null : (callbackData) => notificationBody({ subscriptionId: shortId(subscriptionId), callbackData }, described);
}

/** A ping tells nothing of anybody: only the app and its address decide. */
function verdictOf(delivery: ClaimedDelivery, facts: DeliveryFacts | null): 'tell' | 'hold' | 'cancel' {
  if (!facts) return 'cancel';
  if (delivery.subscriptionId !== null) return judgeTelling(facts);
  return facts.endpointEnabled && !facts.clientDisabled ? 'tell' : 'cancel';
}

async function recordAnswer(delivery: ClaimedDelivery, number: number, answer: WebhookAnswer): Promise<void> {
  const verdict = judgeAnswer(answer.status);
  await inTransaction(async (orm) => {
    const tx = sqlOf(orm);
    await finishDeliveryAttempt(tx, delivery.deliveryId, { number, outcome: answer.outcome, status: answer.status, latencyMs: answer.latencyMs });
    if (verdict === 'delivered') {
      await closeDelivery(tx, delivery, 'delivered');
      await noteEndpointSuccess(tx, delivery.clientId);
    } else if (verdict === 'gone') {
      await closeDelivery(tx, delivery, 'failed');
      if (delivery.subscriptionId) await endGoneSubscription(tx, delivery.subscriptionId);
    } else {
      // A ping asks how things are now: its failure is the answer.
      if (delivery.subscriptionId === null) await closeDelivery(tx, delivery, 'failed');
      else await retryDelivery(tx, delivery, retryDelaySeconds(number, Math.random(), answer.retryAfterSeconds));
      if (delivery.subscriptionId !== null && (await noteEndpointFailure(tx, delivery.clientId, failingDays))) {
        await writeAudit(orm, { actor: { kind: 'system' }, action: 'webhook.disabled', subjectKind: 'client', subjectId: delivery.clientId, detail: { reason: 'failing', days: failingDays } });
      }
    }
    // The developer's page is told of what needs a look; successes are read when somebody looks.
    if (verdict !== 'delivered' || delivery.subscriptionId === null) await notify(tx, { topic: 'client', clientId: delivery.clientId });
  });
}
