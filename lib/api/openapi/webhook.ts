import { notification } from '#lib/contracts/notifications-answers.ts';
import type { JsonSchema, WebhookObject } from '#lib/contracts/openapi-document.ts';
import { exampleOf } from '#lib/api/openapi/example-of.ts';
import { toJsonSchema } from '#lib/api/openapi/json-schema.ts';

const header = (name: string, description: string, example: string) => ({ name, in: 'header' as const, required: true, description, schema: { type: 'string', examples: [example] } });

/** What is posted to the address of an app (Standard Webhooks 1.0), and what its answer means. */
export function webhookOperation(named: Record<string, JsonSchema>): WebhookObject {
  const schema = toJsonSchema(notification, 'answer', named);
  return {
    summary: 'What happened in an inbox',
    description: 'Posted to the address on the page of the app, once for a batch of changes and in their order for each subscription. At least once: the same `webhook-id` is the same notification.',
    parameters: [
      header('webhook-id', 'The same over all attempts.', 'msg_0k5pQ5cZe1Tv3dPg'),
      header('webhook-timestamp', 'When this attempt was made, in seconds since 1970.', '1795340000'),
      header('webhook-signature', 'HMAC-SHA256 of `id.timestamp.body`. One for each secret while two are valid, divided by blanks.', 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4='),
    ],
    requestBody: { required: true, content: { 'application/json': { schema, example: exampleOf(schema, named, false) } } },
    responses: {
      '2XX': { description: 'Taken. Nothing of the body is read.' },
      '410': { description: 'Never again: the subscription ends.' },
      default: { description: 'Tried again for 24 hours; `Retry-After` is heeded. Redirects are not followed.' },
    },
  };
}
