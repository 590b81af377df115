'use server';

import { developerAction } from '#lib/actions/action-client.ts';
import { callbackUrlInput, endWebhookSecretInput, replayDeliveryInput, rotateWebhookSecretInput, webhookClientInput } from '#lib/contracts/webhooks.ts';
import { pingWebhook, replayDelivery, replayFailed } from '#lib/use-cases/notifications/delivery-log.ts';
import { endWebhookSecret, rotateWebhookSecret, setCallbackUrl, switchWebhook } from '#lib/use-cases/notifications/webhook-settings.ts';

export const setCallbackUrlAction = developerAction
  .metadata({ name: 'set-callback-url' })
  .inputSchema(callbackUrlInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => setCallbackUrl({ actor, input }));

export const enableWebhookAction = developerAction
  .metadata({ name: 'enable-webhook' })
  .inputSchema(webhookClientInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(switchWebhook({ actor, input, on: true })));

export const disableWebhookAction = developerAction
  .metadata({ name: 'disable-webhook' })
  .inputSchema(webhookClientInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(switchWebhook({ actor, input, on: false })));

export const rotateWebhookSecretAction = developerAction
  .metadata({ name: 'rotate-webhook-secret' })
  .inputSchema(rotateWebhookSecretInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => rotateWebhookSecret({ actor, input }));

export const endWebhookSecretAction = developerAction
  .metadata({ name: 'end-webhook-secret' })
  .inputSchema(endWebhookSecretInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(endWebhookSecret({ actor, input })));

export const pingWebhookAction = developerAction
  .metadata({ name: 'ping-webhook' })
  .inputSchema(webhookClientInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(pingWebhook({ actor, input })));

export const replayDeliveryAction = developerAction
  .metadata({ name: 'replay-delivery' })
  .inputSchema(replayDeliveryInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(replayDelivery({ actor, input })));

export const replayFailedAction = developerAction
  .metadata({ name: 'replay-failed' })
  .inputSchema(webhookClientInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => replayFailed({ actor, input }));

async function done(work: Promise<void>): Promise<{ done: true }> {
  await work;
  return { done: true };
}
