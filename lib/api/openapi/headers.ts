import type { JsonSchema, ParameterObject } from '#lib/contracts/openapi-document.ts';
import type { AnswerHeader, RequestHeader } from '#lib/api/openapi/operation-docs.ts';

const text = (example: string): JsonSchema => ({ type: 'string', examples: [example] });

export const answerHeaders: Readonly<Record<AnswerHeader, { description: string; schema: JsonSchema }>> = {
  'X-Request-Id': { description: 'Leads to the log. Yours, if you sent one of 8 to 64 letters, digits, dots, dashes.', schema: text('0199a2f4-6c1e-7d33-9b0a-5f2f6f0c1a77') },
  RateLimit: { description: 'Calls left (`r`) and seconds until all are there again (`t`).', schema: text('"reads";r=238;t=1') },
  'RateLimit-Policy': { description: 'The limit (`q`) and its time in seconds (`w`).', schema: text('"reads";q=240;w=60') },
  'Retry-After': { description: 'Whole seconds to wait before the same call.', schema: { type: 'integer', minimum: 1, examples: [12] } },
  'WWW-Authenticate': { description: 'What is wrong with the token or its proof (RFC 6750, RFC 9449).', schema: text('Bearer realm="handset", error="invalid_token", DPoP realm="handset", algs="ES256 ES384 EdDSA Ed25519 PS256 RS256"') },
  'Preference-Applied': { description: 'There when `Prefer` was followed.', schema: text('return=representation') },
  'Content-Disposition': { description: 'The name; `inline` for what may be shown where it stands, `attachment` for anything else.', schema: text('inline; filename="boat.jpg"') },
  'Content-Length': { description: 'Always there.', schema: { type: 'integer', minimum: 0 } },
  'Content-Range': { description: 'Which bytes these are, and how many there are in all.', schema: text('bytes 0-1999/5000') },
  'Accept-Ranges': { description: 'Parts may be asked for.', schema: text('bytes') },
  Location: { description: 'The address of what was created, with the name of the host.', schema: text('https://handset.example/notification/v1/channels/0k5pQ4aXc9Rt1bNe') },
  ETag: { description: 'Send it back as `If-None-Match`.', schema: text('"6b1f0c4e"') },
  'Cache-Control': { description: 'How long it may be kept.', schema: text('public, max-age=300') },
};

export const requestHeaders: Readonly<Record<RequestHeader, ParameterObject>> = {
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Yours, 1 to 255 visible ASCII characters. For 72 hours the same key is the same message: repeat a call whose answer was lost.',
    schema: { type: 'string', minLength: 1, maxLength: 255, examples: ['order-1881-ready'] },
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    description: '`return=representation` answers with the whole outcome instead of the id alone (RFC 7240).',
    schema: { type: 'string', examples: ['return=representation'] },
  },
  'If-None-Match': { name: 'If-None-Match', in: 'header', description: 'The `ETag` you have: while it holds, the answer is 304 without a body.', schema: { type: 'string' } },
  Range: { name: 'Range', in: 'header', description: 'One part of the bytes, such as `bytes=0-1999` or `bytes=-500`. Of several parts at once, the whole is sent.', schema: { type: 'string' } },
  'If-Range': { name: 'If-Range', in: 'header', description: 'The `ETag` of the parts you have: if it no longer holds, the whole is sent.', schema: { type: 'string' } },
};

/** Names in a path mean the same everywhere. */
export const pathParameters: Readonly<Record<string, { description: string; schema: JsonSchema }>> = {
  messageId: { description: 'The id of a message.', schema: text('0k5pQ3vWc2Yt8sLm') },
  partId: { description: 'The number of the part, from 0.', schema: { type: 'integer', minimum: 0, examples: [0] } },
  channelId: { description: 'The id of the channel.', schema: text('0k5pQ4aXc9Rt1bNe') },
  subscriptionId: { description: 'The id of the subscription.', schema: text('0k5pQ4bYd0Su2cOf') },
};
