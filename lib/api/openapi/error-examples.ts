import type { ErrorExample } from '#lib/contracts/openapi-document.ts';
import { type AppErrorOptions, AppError, type ErrorCode, errorCodes } from '#lib/errors.ts';
import { answers, describeError, WireError, type WireCode } from '#lib/api/errors.ts';

type Sample = [text: string, options?: AppErrorOptions];

/** One real case of each code, as a caller would read it. */
const appSamples: Readonly<Record<ErrorCode, Sample>> = {
  'invalid-input': ['There is no such field. Leave it out.', { field: 'limits' }],
  'invalid-value': ['Give one of: SMS, TEXT, MMS.', { field: 'type', variables: ['SMS', 'TEXT', 'MMS'] }],
  'no-address': ['There is no address to send to.', { field: 'addresses' }],
  'too-many-addresses': ['A message goes to at most 10 addresses.', { field: 'addresses' }],
  'own-number': ['This is the number the message would come from.', { field: 'addresses', variables: ['+14255550101'] }],
  'not-us-number': ['Messages go to US numbers only.', { field: 'addresses', variables: ['+14165550123'] }],
  'too-large': ['Text and attachments together are 1204224 bytes; at most 1048576 fit.', { field: 'messageContent' }],
  'too-many-attachments': ['A message carries at most 21 attachments; this one has 22.', { field: 'messageContent' }],
  'media-refused': ['“page.html” is text/html. Pictures, sound, video, plain text, contacts and calendar entries are accepted.', { field: 'messageContent' }],
  unauthenticated: ['Send the header Authorization: Bearer, followed by the access token.'],
  'invalid-token': ['The access token is not known, or has ended.'],
  'invalid-dpop-proof': ['This DPoP proof was used before. Make one for each request.'],
  'insufficient-scope': ['This call needs the scope MIM, which the token does not have.', { variables: ['MIM'] }],
  forbidden: ['This app may not do that.'],
  'not-found': ['There is no such message in this inbox.', { field: 'messageId' }],
  'resource-not-found': ['This channel has no such subscription, or it has ended.', { field: 'subscriptionId' }],
  'channel-exists': ['A channel is already created for your app. Use it, or delete it first.', { field: 'channelId: 0k5pQ4aXc9Rt1bNe' }],
  'not-eligible': ['This line is suspended. The carrier can tell why.', { field: 'standing' }],
  'grant-paused': ['The subscriber has paused this app. Calls work again when the pause is over.', { field: 'consent' }],
  'limit-exceeded': ["This app may make 60 sends a minute. Wait, or ask for a higher limit on the app's page.", { field: 'sends', retryAfterSeconds: 12 }],
  'index-missing': ['This inbox has no message index. Create it with POST /myMessages/v2/messages/index, then ask again.'],
  'state-invalid': ['This state is too old to answer from. List the messages again and go on from the state of that answer.'],
  'idempotency-running': ['A request with this Idempotency-Key is still running.', { field: 'Idempotency-Key', retryAfterSeconds: 1 }],
  'idempotency-mismatch': ['This Idempotency-Key was used for another message. Use a new key.', { field: 'Idempotency-Key' }],
  conflict: ['Somebody else was faster. Read it again, then decide anew.'],
  unavailable: ['Handset cannot reach its database right now. Try again in a few seconds.', { retryAfterSeconds: 5 }],
};

const wireSamples: Readonly<Record<WireCode, [text: string, field: string]>> = {
  'method-not-allowed': ['This address answers to GET, PUT, DELETE.', 'method'],
  busy: ['Too many connections are open. Close some of them.', 'connections'],
  'not-acceptable': ['XML is not served. Send Accept: application/json to this same call.', 'Accept'],
  'unsupported-type': ['Send JSON with Content-Type: application/json.', 'Content-Type'],
  'not-served': ['There is nothing at this address.', 'path'],
  'broken-request': ['The body is not JSON. Check its commas, quotes and brackets.', 'body'],
  internal: ['Something went wrong on our side. If it stays, tell us this number.', ''],
};

const isAppCode = (code: ErrorCode | WireCode): code is ErrorCode => (errorCodes as readonly string[]).includes(code);

const everyCode = Object.keys(answers) as (ErrorCode | WireCode)[];

/** The very answer to each code, from the table that answers are made of; `Help` leads to `baseUrl`. */
export function errorExamples(baseUrl: string): Record<string, ErrorExample> {
  return Object.fromEntries(
    everyCode.map((code) => {
      const thrown = isAppCode(code) ? new AppError(code, ...appSamples[code]) : new WireError(code, wireSamples[code][0], { field: wireSamples[code][1] });
      const { status, body } = describeError(thrown, '0199a2f4-6c1e-7d33-9b0a-5f2f6f0c1a77');
      const value = JSON.parse(body, (key, each: unknown) => (key === 'Help' ? `${baseUrl}${new URL(String(each)).pathname}` : each)) as unknown;
      return [code, { summary: isAppCode(code) ? appSamples[code][0] : wireSamples[code][0], value, 'x-status': status, 'x-message-id': answers[code].messageId }];
    }),
  );
}
