import { sentAnswer } from '#lib/contracts/messages-answers.ts';
import { noQuery, sendMessageBody, sendMessageForm, sendMessageParts } from '#lib/contracts/messages-api.ts';
import { AppError } from '#lib/errors.ts';
import { recordAppCall } from '#lib/use-cases/limits/record-app-call.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { defineRoute } from '#lib/api/route.ts';
import { readSendBody } from '#lib/api/send-body.ts';
import { serializeSent } from '#lib/api/serializers.ts';

export const sendMessageRoute = defineRoute({
  operation: 'sendMessage',
  method: 'POST',
  path: '/myMessages/v2/messages',
  scope: 'IMMN',
  limit: 'sends',
  group: 'messages',
  summary: 'Send a message',
  description:
    'The source is the line of the subscriber who agreed; no field can change it. Handset decides between SMS and MMS: SMS is text alone, ISO-8859-1, at most 160 characters, to each separately. What was accepted is not yet delivered.',
  answers: { 201: { description: 'Accepted and stored.', json: sentAnswer, headers: ['Preference-Applied'] } },
  errors: ['invalid-value', 'no-address', 'too-many-addresses', 'own-number', 'not-us-number', 'too-many-attachments', 'media-refused', 'not-eligible', 'idempotency-running', 'idempotency-mismatch', 'not-found'],
  requestHeaders: ['Idempotency-Key', 'Prefer'],
  encodings: {
    'application/json': sendMessageBody,
    'application/x-www-form-urlencoded': sendMessageForm,
    'multipart/form-data': sendMessageParts,
    'multipart/related': sendMessageParts,
  },
  query: noQuery,
  read: readSendBody,
  async handle({ actor, body, request }) {
    const idempotencyKey = readIdempotencyKey(request.headers.get('idempotency-key'));
    const result = await sendMessage({ actor, ...body, idempotencyKey });
    if (!result.replayed) recordAppCall({ actor, counts: { sent: 1 } });
    const sent = serializeSent(result);
    if (!wantsRepresentation(request.headers.get('prefer'))) return { status: 201, json: { id: sent.id } };
    return { status: 201, json: sent, headers: { 'Preference-Applied': 'return=representation' } };
  },
});

/** A structured-field string (draft-ietf-httpapi-idempotency-key-header), or the bare text that most clients send. */
function readIdempotencyKey(header: string | null): string | null {
  if (header === null) return null;
  const key = /^"(.*)"$/.exec(header.trim())?.[1] ?? header.trim();
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new AppError('invalid-input', 'Idempotency-Key is 1 to 255 visible ASCII characters.', { field: 'Idempotency-Key' });
  }
  return key;
}

/** RFC 7240: preferences are divided by commas, their names are matched without regard to case. */
function wantsRepresentation(header: string | null): boolean {
  return (header ?? '').split(',').some((preference) => /^\s*return\s*=\s*"?representation"?\s*(;|$)/i.test(preference));
}
