/** What happened and what to do, by our own name of the case: the pages under /docs/errors that the reference links to. */
export interface ErrorCase {
  title: string;
  what: string;
  then: string;
}

export const errorCases: Readonly<Record<string, ErrorCase>> = {
  'invalid-input': {
    title: 'A field is malformed',
    what: 'A field, a parameter or a header has the wrong form, is not known, or stands there twice. `Variables` names it as you spelled it.',
    then: 'Correct it. Leave out what the reference does not list. Repeating the call unchanged does not help.',
  },
  'invalid-value': { title: 'Not one of the values allowed', what: 'The field takes one of a few values, and this is none of them.', then: 'Use one of those in `Values`.' },
  'no-address': { title: 'No address to send to', what: '`addresses` is missing, empty, or nothing is left of it.', then: 'Name at least one US number.' },
  'too-many-addresses': { title: 'Too many addresses', what: 'More than 10 are left after spellings of one number were counted once.', then: 'Send to 10 at most. Handset is not made for lists of people.' },
  'own-number': { title: 'The sender’s own number', what: 'The line that sends is among the recipients. `Values` has the spelling.', then: 'Leave it out. A copy is in the inbox anyway.' },
  'not-us-number': {
    title: 'Not a US number',
    what: 'A number is outside the United States. `+1` is not enough: Canada and the Caribbean share it. `Values` has the numbers at fault.',
    then: 'Send to US numbers only. Nothing was sent to the others either.',
  },
  'too-large': { title: 'Too large', what: 'Text and attachments are over 1 MiB together, or the body is over its limit.', then: 'Send less. Pictures of up to 300 KB arrive nearly everywhere.' },
  'too-many-attachments': { title: 'Too many attachments', what: 'The message has more than 21 attachments.', then: 'Divide them over several messages.' },
  'media-refused': {
    title: 'A kind of file that is not carried',
    what: 'The bytes of an attachment are of a kind that is not accepted, whatever its name says.',
    then: 'Send pictures, sound, video, plain text, contacts or calendar entries.',
  },
  unauthenticated: { title: 'No token', what: 'There is no `Authorization` header.', then: 'Send `Authorization: Bearer` and the access token.' },
  'invalid-token': {
    title: 'The token does not hold',
    what: 'It is wrong, has expired or was revoked, the person ended the permission, or the app is switched off.',
    then: 'Take a new one with the refresh token and repeat the call once. If that is refused too, ask the person for permission again.',
  },
  'invalid-dpop-proof': {
    title: 'The proof of the key does not hold',
    what: 'The token is bound to a key, and the proof in the header `DPoP` is missing, was used before, is for another address, method or token, or its `iat` is more than a minute from our time.',
    then: 'Sign a new proof for each request, with the key that the token was taken with. [Bind tokens to a key](/docs/oauth#dpop) shows how. If it stays, set the clock.',
  },
  'insufficient-scope': { title: 'The token lacks the scope', what: 'The token holds, but not for this call. `Values` names the scope it needs.', then: 'Ask the person for that scope as well. [Ask for permission](/docs/oauth) shows how.' },
  forbidden: { title: 'Not allowed', what: 'Whoever asks is known and may not do this.', then: 'Do not repeat it. If your app should be able to, ask the support team.' },
  'not-found': {
    title: 'Not there',
    what: 'The id is unknown, or belongs to somebody else: both get the same answer.',
    then: 'Forget the id. Of several in one call, none was changed.',
  },
  'resource-not-found': {
    title: 'No such channel or subscription',
    what: 'The id is unknown, belongs to somebody else, or the subscription has ended: all get the same answer.',
    then: 'Forget the id. If you still want to be told, create the channel or subscribe again.',
  },
  'channel-exists': { title: 'The app has a channel already', what: 'An app has one notification channel. `Variables` names it.', then: 'Use that one, or delete it first; its subscriptions end with it.' },
  'not-eligible': {
    title: 'The line may not be used',
    what: 'The person’s line fails a gate: it is not postpaid or Smart-Limits, not in good standing, or SMS is off. `Variables` names the gate.',
    then: 'Show the person which gate it is. Only their carrier can change it.',
  },
  'grant-paused': { title: 'The person has paused the app', what: 'Nothing is wrong with the token; the person wants quiet for a time.', then: 'Do not repeat. Calls work again when the pause is over.' },
  'limit-exceeded': {
    title: 'A limit is used up',
    what: 'Of your app in this minute, or of the line over all apps. `Variables` says which; nothing was sent.',
    then: 'Wait for the seconds in `Retry-After`, then repeat the same call. If it happens often, [ask for a higher limit](/docs/limits#more).',
  },
  'index-missing': {
    title: 'The inbox has no index',
    what: 'It was never created, or lapsed after 30 days without use.',
    then: 'Create it with `POST /myMessages/v2/messages/index`, ask for its state until it says `INITIALIZED`, then repeat the call.',
  },
  'state-invalid': { title: 'The state is no longer good', what: 'The `state` is malformed, of another inbox, or too old to answer from.', then: 'Drop what you have kept, list the messages again, and go on from the `state` of that answer.' },
  'idempotency-running': { title: 'The first call is still running', what: 'A call with the same `Idempotency-Key` has not been answered yet.', then: 'Wait for `Retry-After` and repeat it: you get the answer of the first.' },
  'idempotency-mismatch': { title: 'The key belongs to another message', what: 'The `Idempotency-Key` was used with another body within 72 hours.', then: 'Use a new key for a new message, and the old one for a repeat only.' },
  conflict: { title: 'Somebody else was faster', what: 'What you want to change has changed meanwhile, or its state does not allow it.', then: 'Read it again, then decide anew.' },
  unavailable: { title: 'Away for the moment', what: 'The database or the carrier does not answer.', then: 'Wait for `Retry-After`, then repeat with the same `Idempotency-Key`. Nothing is sent twice.' },
  busy: {
    title: 'Too many connections',
    what: 'Queues and streams: a consent may have 5 open at a time, an app 1,000.',
    then: 'Close those you do not need. Then wait for `Retry-After`, ask for new credentials, and connect again.',
  },
  'method-not-allowed': { title: 'The address has no such method', what: 'The address exists, the method does not.', then: 'Use one of those in the header `Allow`.' },
  'not-acceptable': { title: 'XML is not served', what: '`Accept` allows XML alone.', then: 'Accept `application/json`, or leave the header out.' },
  'unsupported-type': { title: 'A body of a kind we do not read', what: 'The `Content-Type` or the `Content-Encoding` is none we read.', then: 'Send JSON as it is; a message may also be a form or multipart.' },
  'not-served': { title: 'Nothing is at this address', what: 'The path is misspelled, or of version 1, which is not served.', then: 'Compare it with the [API reference](/docs/api).' },
  'broken-request': { title: 'The body cannot be read', what: 'It is no JSON, a broken multipart, or ended before it was whole.', then: 'Check commas, quotes, brackets and boundaries; after a broken connection send it again.' },
  internal: { title: 'Something failed on our side', what: 'It is not your call. `Variables` has the number of the request.', then: 'Repeat once with the same `Idempotency-Key`. If it stays, tell support the number.' },
};

export const findErrorCase = (code: string): ErrorCase | undefined => (Object.hasOwn(errorCases, code) ? errorCases[code] : undefined);
