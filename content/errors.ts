interface ErrorCase {
  status: number;
  /** When this happens. */
  when: string;
  /** What the caller should do. */
  then: string;
}

export interface ErrorCode {
  code: string;
  /** The envelope's inner name. */
  exception: 'PolicyException' | 'ServiceException';
  title: string;
  summary: string;
  /** `Text` of the answer. `%1` stays as it is: the value is in `Variables`. */
  text: string;
  /** What `Variables` holds. */
  variables: string;
  cases: readonly ErrorCase[];
  /** A call that brings it about in the demo, with the token of the quick start. */
  example?: string;
}

const api = 'http://localhost:3000/myMessages/v2';

/** The one table of error codes: the pages under /docs/errors are made of it. */
export const errorCodes: readonly ErrorCode[] = [
  {
    code: 'POL0001',
    exception: 'PolicyException',
    title: 'The call is not allowed as it stands',
    summary: 'The token is missing, does not hold, lacks the scope, or a limit is used up. The status tells which.',
    text: 'A policy error occurred. Error code is %1',
    variables: '`Authorization`, `scope`, or the limit that is used up.',
    cases: [
      { status: 400, when: 'There is no `Authorization` header.', then: 'Send `Authorization: Bearer` and the access token.' },
      {
        status: 401,
        when: 'The token is wrong, has expired or was revoked, the person ended the permission, or the app is switched off. `WWW-Authenticate` says `invalid_token`.',
        then: 'Get a new token with the refresh token and repeat the call once. If that is refused too, ask the person for permission again.',
      },
      {
        status: 401,
        when: 'The token is bound to a key, and the proof beside it is missing, wrong or used. `WWW-Authenticate` says `invalid_dpop_proof`.',
        then: 'Sign a new proof for each request with the key of the token. [Bind tokens to a key](/docs/oauth#dpop) shows how.',
      },
      {
        status: 403,
        when: 'The token holds but lacks the scope of this call (`WWW-Authenticate` says `insufficient_scope`), or your app may not do this.',
        then: 'Ask for the scope you need. Sending needs `IMMN`, everything about the inbox needs `MIM`.',
      },
      {
        status: 429,
        when: 'A limit is used up: of your app, or of the person’s line over all apps.',
        then: 'Wait for the seconds in `Retry-After`, then repeat the same call. If it happens often, [ask for a higher limit](/docs/limits#more).',
      },
    ],
    example: `$ curl -i ${api}/messages`,
  },
  {
    code: 'POL0002',
    exception: 'PolicyException',
    title: 'The line may not be used now',
    summary: 'The person’s line fails a gate, or they have paused your app.',
    text: 'The application is not authorized to access the resource of the user: %1',
    variables: 'The gate that failed.',
    cases: [
      { status: 403, when: 'The person has paused your app.', then: 'Do not repeat. The pause ends at the time they chose; queued messages of yours wait for nothing.' },
      {
        status: 403,
        when: 'The line is not eligible: not postpaid or Smart-Limits, not in good standing, or SMS is off.',
        then: 'Show the person which gate it is. Only their carrier can change it.',
      },
    ],
  },
  {
    code: 'POL0003',
    exception: 'PolicyException',
    title: 'Too many addresses',
    summary: 'More than 10 numbers are left after spellings of one number were counted once.',
    text: 'Too many addresses specified in message part %1',
    variables: '`addresses`',
    cases: [{ status: 400, when: 'More than 10 different numbers in `addresses`.', then: 'Send to 10 at most. Handset is not made for lists of people.' }],
    example: `$ curl -i \\
    ${api}/messages \\
    -H "Authorization: Bearer $HANDSET_TOKEN" \\
    -H "Content-Type: application/json" \\
    -d '{"messageRequest": {"text": "Hello", "addresses": [
      "+12065550171", "+12065550172", "+12065550173", "+12065550174",
      "+12065550175", "+12065550176", "+12065550177", "+12065550178",
      "+12065550179", "+12065550180", "+12065550181"]}}'`,
  },
  {
    code: 'POL1001',
    exception: 'PolicyException',
    title: 'It is there already',
    summary: 'Your app has a notification channel already.',
    text: 'A policy error occurred. Error code is %1',
    variables: '`channelId: ` and the id of the channel you have.',
    cases: [
      { status: 409, when: 'You create a second notification channel. An app has one.', then: 'Use the channel named in `Variables`, or delete it first.' },
    ],
  },
  {
    code: 'SVC0001',
    exception: 'ServiceException',
    title: 'The service cannot answer this now',
    summary: 'The index is not there, the state you hold is too old, or a part of the service is away.',
    text: 'A service error occurred. Error code is %1',
    variables: '`messageIndex` or `state`; after a fault of ours, the number to tell support.',
    cases: [
      {
        status: 409,
        when: 'List or delta, and the inbox has no index.',
        then: 'Create it with `POST /myMessages/v2/messages/index`, ask for its state until it says `INITIALIZED`, then repeat the call.',
      },
      {
        status: 409,
        when: 'The `state` given to delta is malformed or too old to answer from.',
        then: 'Drop what you have kept, list the messages again, and go on from the `state` of that answer.',
      },
      { status: 409, when: 'Somebody else changed the same thing a moment earlier.', then: 'Read it again, then decide anew.' },
      { status: 500, when: 'Something failed on our side.', then: 'Repeat once with the same `Idempotency-Key`. If it stays, tell support the number in `Variables`.' },
      { status: 503, when: 'The database or the carrier is away.', then: 'Wait for `Retry-After`, then repeat with the same `Idempotency-Key`. Nothing is sent twice.' },
    ],
    example: `$ curl -iG ${api}/delta \\
    -H "Authorization: Bearer $HANDSET_TOKEN" \\
    --data-urlencode "state=not-a-state"`,
  },
  {
    code: 'SVC0002',
    exception: 'ServiceException',
    title: 'A value is not valid, or the thing is not there',
    summary: 'A field is malformed, a number cannot be written to, or the id is unknown. `Variables` names it.',
    text: 'Invalid input value for message part %1',
    variables: 'The field or parameter at fault, as you spelled it.',
    cases: [
      { status: 400, when: 'A field is malformed, the number is not in the US, or it is the sender’s own.', then: 'Correct the part named in `Variables`. Repeating it unchanged does not help.' },
      { status: 404, when: 'The id is unknown, or belongs to somebody else. Both get the same bytes.', then: 'Forget the id.' },
      { status: 405, when: 'The address exists, the method does not. `Allow` lists those that do.', then: 'Use one of them.' },
      { status: 406, when: '`Accept` allows no JSON. XML is not served.', then: 'Accept `application/json`, or leave the header out.' },
      { status: 409, when: 'A call with the same `Idempotency-Key` is still running.', then: 'Wait a moment and repeat it; you will get the answer of the first.' },
      { status: 413, when: 'Text and attachments are over 1 MiB together, or there are more than 21 attachments.', then: 'Send less. Pictures of up to 300 KB arrive nearly everywhere.' },
      { status: 415, when: 'The kind of attachment is not accepted, the carrier’s network carries text only, or the `Content-Type` of the request is none we read.', then: 'Send pictures, sound or video; what counts is what the bytes are, not their name. Send the request as JSON, a form or multipart.' },
      { status: 422, when: 'The `Idempotency-Key` was used with another body.', then: 'Use a new key for a new message.' },
    ],
    example: `$ curl -i \\
    ${api}/messages \\
    -H "Authorization: Bearer $HANDSET_TOKEN" \\
    -H "Content-Type: application/json" \\
    -d '{"messageRequest": {
      "addresses": ["+14165550123"], "text": "Hello"}}'`,
  },
  {
    code: 'SVC0003',
    exception: 'ServiceException',
    title: 'Not one of the values allowed',
    summary: 'The field takes one of a few values, and this is none of them.',
    text: 'Invalid input value for message part %1, valid values are listed in Values',
    variables: 'The field. `Values` beside it lists what it takes.',
    cases: [{ status: 400, when: 'For example `type=FAX` when messages are listed, or `isGroup` where the carrier’s network carries text only.', then: 'Use one of the values named in the answer.' }],
    example: `$ curl -iG ${api}/messages \\
    -H "Authorization: Bearer $HANDSET_TOKEN" \\
    -d type=FAX`,
  },
  {
    code: 'SVC0004',
    exception: 'ServiceException',
    title: 'No address to send to',
    summary: 'There is no number in `addresses` that can be written to.',
    text: 'No valid addresses provided in the message part %1',
    variables: '`addresses`',
    cases: [{ status: 400, when: '`addresses` is missing, empty, or nothing is left of it.', then: 'Name at least one US number.' }],
    example: `$ curl -i \\
    ${api}/messages \\
    -H "Authorization: Bearer $HANDSET_TOKEN" \\
    -H "Content-Type: application/json" \\
    -d '{"messageRequest": {
      "addresses": [], "text": "Hello"}}'`,
  },
];

export function findErrorCode(code: string): ErrorCode | undefined {
  return errorCodes.find((each) => each.code === code.toUpperCase());
}
