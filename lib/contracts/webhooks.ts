import { z } from 'zod';
import { overlaps } from '#lib/contracts/clients.ts';

const clientId = z.string().min(1).max(64);

export const callbackUrlInput = z.strictObject({ clientId, url: z.string().trim().min(1, { error: 'Write the address, beginning with https://.' }).max(2_000, { error: 'The address is too long.' }) });
export const webhookClientInput = z.strictObject({ clientId });
export const rotateWebhookSecretInput = z.strictObject({
  clientId,
  overlapSeconds: z.number().refine((seconds) => overlaps.some((overlap) => overlap.seconds === seconds), { error: 'Choose 0, 1 hour, 24 hours or 7 days.' }),
});
export const endWebhookSecretInput = z.strictObject({ clientId, secretId: z.uuid() });
export const replayDeliveryInput = z.strictObject({ clientId, deliveryId: z.uuid() });
