// Written by `npm run client` out of docs/openapi.json.
import { type CallOptions, type ClientOptions, Connection } from './connection.ts';
import { type DeltaPage, eachDeltaPage, eachItem } from './iterators.ts';

export { HandsetError } from './handset-error.ts';
export type { CallOptions, ClientOptions, DeltaPage };

export interface AboutToken {
  /** The id of the app, unless it is in the Authorization header. */
  client_id?: string;
  /** Its secret, unless it is in the Authorization header. */
  client_secret?: string;
  token: string;
  token_type_hint?: 'access_token' | 'refresh_token';
}

export interface Address {
  /** E.164, a short code, or an e-mail address. */
  value: string;
}

export interface Change {
  /** Opaque. Escape it in an address. */
  messageId: string;
  isFavorite: boolean;
  isUnread: boolean;
}

export interface ChangesOfType {
  type: 'TEXT' | 'MMS';
  adds: Change[];
  deletes: Change[];
  updates: Change[];
}

export interface CreateChannel {
  channel: {
    /** The message inbox: there is no other service. */
    serviceName: 'MIM';
    notificationContentType?: 'application/json';
    notificationVersion?: 1;
    channelType?: 'HTTP';
  };
}

export interface CreatedChannel {
  channel: {
    channelId: string;
    /** A notification holds at most so many; more come in the next one. */
    maxEventsPerNotification: number;
  };
}

export interface Delta {
  deltaResponse: {
    /** An opaque point in the inbox, for the delta. Escape it in an address. */
    state: string;
    /** One entry for TEXT and one for MMS, even when they are empty. */
    delta: ChangesOfType[];
    /** Ask again at once with the new state. */
    hasMore: boolean;
    cacheStatus: IndexStatus;
  };
}

/** RFC 8628, 3.2. */
export interface DeviceAuthorization {
  /** For the device alone: it asks for the token with it. */
  device_code: string;
  user_code: string;
  verification_uri: string;
  /** The same with the code, for a QR code. */
  verification_uri_complete: string;
  /** Seconds. */
  expires_in: number;
  /** Seconds to wait between two questions. `slow_down` makes it five longer. */
  interval: number;
}

export interface DeviceAuthorizationRequest {
  /** The id of the app, unless it is in the Authorization header. */
  client_id?: string;
  /** Its secret, unless it is in the Authorization header. */
  client_secret?: string;
  /** Left out, all that the app may ask for. Divided by commas or spaces. */
  scope?: string;
  /** What the person is told the device is. Left out, what its `User-Agent` tells. */
  device_name?: string;
}

export interface Exception {
  MessageId: 'POL0001' | 'POL0002' | 'POL0003' | 'POL1001' | 'SVC0001' | 'SVC0002' | 'SVC0003' | 'SVC0004';
  Text: string;
  /** The field at fault. */
  Variables: string;
  /** What is wrong, and what to do. */
  Detail: string;
  /** What belongs to it: the values allowed, the numbers refused. */
  Values?: string[];
  /** The page about this code. */
  Help: string;
}

export interface Health {
  status: 'ok';
}

export interface InboxEvent {
  messageId: string;
  conversationThreadId: string;
  eventType: 'add' | 'update' | 'delete';
  /** The kind of message. */
  event: 'TEXT' | 'MMS';
  /** Of a TEXT that came or changed, at most 500 characters. For an MMS, get the message. */
  text?: string;
  /** Beside `text`: true when there is more. */
  isTextTruncated?: boolean;
  isFavorite: boolean;
  isUnread: boolean;
}

/** Where the index stands. With `NOT_INITIALIZED` and `ERROR`, create it. */
export type IndexStatus = 'NOT_INITIALIZED' | 'INITIALIZING' | 'INITIALIZED' | 'ERROR';

/** A picture, sound, video or file inside a JSON body. */
export interface InlineAttachment {
  /** The name the recipients see. */
  fileName?: string;
  /** What it says it is; what counts is what the bytes are. */
  'content-type': string;
  /** BASE64, whether given or not. */
  'content-transfer-encoding'?: 'BASE64';
  /** The bytes in base64. */
  body: string;
}

/** `active` alone when the token does not hold, or is not yours. */
export interface Introspection {
  active: boolean;
  scope?: string;
  client_id?: string;
  token_type?: 'Bearer' | 'DPoP';
  exp?: number;
  iat?: number;
  iss?: string;
  /** The thumbprint of the key that the token is bound to (RFC 9449). */
  cnf?: {
    jkt: string;
  };
  /** The subscriber, by a name that no other app sees. */
  sub?: string;
}

export interface Message {
  /** Opaque. Escape it in an address. */
  messageId: string;
  from: Address;
  recipients: Address[];
  text?: string;
  subject?: string;
  /** There when `type` is MMS. */
  mmsContent?: MmsContent[];
  /** When it was stored, in UTC and without a zone. */
  timeStamp: string;
  isFavorite: boolean;
  isUnread: boolean;
  type: 'TEXT' | 'MMS';
  /** Empty, or the subject once more, where clients of the original look for it. */
  typeMetaData: {
    subject?: string;
  };
  isIncoming: boolean;
  /** There in the answer for one message that did not reach all of its recipients. */
  failures?: RecipientFailure[];
  /** There when `q` was given: where its words stand, to mark them. Both lists may be empty, when the words are in the name of a file. */
  highlights?: {
    text: Place[];
    subject: Place[];
  };
}

export interface MessageIndexInfo {
  messageIndexInfo: {
    status: IndexStatus;
    /** Empty while there is no index. */
    state: string;
    messageCount: number;
  };
}

export interface MessageList {
  messageList: {
    /** The newest first. */
    messages: Message[];
    offset: number;
    limit: number;
    /** How many there are in this answer. */
    total: number;
    /** An opaque point in the inbox, for the delta. Escape it in an address. */
    state: string;
    cacheStatus: IndexStatus;
    /** Ids of `messageIds` that were not found. */
    failedMessages?: string[];
    /** For the next page; absent on the last. */
    nextCursor?: string;
  };
}

/** A part of an MMS. Its text is the last one. */
export interface MmsContent {
  contentName: string;
  contentType: string;
  /** Where the bytes are, relative to the server. */
  contentUrl: string;
  type: 'TEXT' | 'IMAGE' | 'AUDIO' | 'VIDEO';
}

/** What happened in an inbox. In the body of a webhook, of a MESSAGE frame and of an event of the stream. */
export interface Notification {
  messageNotifications: {
    /** One; none in the test that the page of the app sends. */
    subscriptionNotifications: SubscriptionNotification[];
  };
}

export interface NotificationConnectionDetails {
  notificationConnectionDetails: {
    username: string;
    /** Shown here and nowhere else. It works for one connection. */
    password: string;
    /** The queue as an event stream (SSE). */
    httpsUrl: string;
    /** STOMP 1.2 over a WebSocket. */
    wssUrl: string;
    /** The queue that was asked for. */
    queues: {
      text?: string;
      mms?: string;
    };
  };
}

/** RFC 6749, 5.2. */
export interface OAuthError {
  error: string;
  error_description: string;
}

export interface OneChannel {
  channel: {
    channelId: string;
    /** A notification holds at most so many; more come in the next one. */
    maxEventsPerNotification: number;
    serviceName: string;
    channelType: string;
    notificationContentType: string;
    notificationVersion: number;
  };
}

export interface OneMessage {
  message: Message;
}

export interface OneSubscription {
  subscription: {
    subscriptionId: string;
    /** Seconds that are left; 0 for no end. */
    expiresIn: number;
    events: ('TEXT' | 'MMS')[];
    /** The same once more, where some clients of the original look for it. */
    eventFilters: ('TEXT' | 'MMS')[];
    callbackData: string;
  };
}

export interface Place {
  /** In UTF-16 units, as JavaScript and Java count, from 0. */
  at: number;
  /** In UTF-16 units. */
  length: number;
}

export interface PushedRequest {
  /** The id of the app, unless it is in the Authorization header. */
  client_id?: string;
  /** Its secret, unless it is in the Authorization header. */
  client_secret?: string;
  response_type: 'code';
  /** One of the registered ones, character for character. */
  redirect_uri: string;
  /** Divided by commas or spaces. */
  scope: string;
  /** Comes back as it is. */
  state?: string;
  /** PKCE. */
  code_challenge: string;
  code_challenge_method: 'S256';
  response_mode?: 'query';
  /** The thumbprint of the key that the code shall be bound to. A `DPoP` header beside the push does the same. */
  dpop_jkt?: string;
  /** `none`: answer without a page, or with an error. `consent` or `select_account`: show the page in any case. `login`: ask to sign in again. Divided by spaces. */
  prompt?: string;
}

export interface PushedRequestAnswer {
  /** Send the browser to the authorization endpoint with this and `client_id`. It works once. */
  request_uri: string;
  /** Seconds. */
  expires_in: number;
}

export interface Readiness {
  status: 'ready' | 'not ready';
  missing: ('server' | 'database' | 'migrations')[];
  /** How long the oldest message has waited for the carrier. It says nothing of this process, which may be sent requests all the same. Null when the database does not answer. */
  oldestUnsentSeconds: number | null;
}

export interface RecipientFailure {
  value: string;
  status: 'held' | 'queued' | 'submitted' | 'accepted' | 'delivered' | 'undeliverable' | 'rejected' | 'expired' | 'cancelled' | 'unknown';
  /** Why it did not reach them: `opted-out` after a STOP, or another code of ours or of the carrier. */
  reason?: string;
}

export interface RequestError {
  RequestError: {
    PolicyException: Exception;
  } | {
    ServiceException: Exception;
  };
}

/** Why it became an MMS. */
export interface RouteReason {
  code: 'characters' | 'length' | 'group' | 'attachment' | 'subject' | 'recipient-kind';
  /** The character to blame, counted from 1. */
  at?: number;
  detail: string;
}

export interface SendMessage {
  messageRequest: {
    /** Up to 10 recipients after spellings of one number are folded: US numbers with or without `tel:` and `+1`, short codes as `short:` and 3 to 8 digits, e-mail addresses. A text with commas is taken too. */
    addresses: string[];
    /** Needed unless there is an attachment. */
    text?: string;
    /** A subject makes it an MMS. */
    subject?: string;
    /** True: everybody sees everybody, and replies go to all. False, or left out: each gets a message of their own. */
    isGroup?: boolean;
    /** Up to 21 attachments; text and attachments take 1 MiB together. */
    messageContent?: InlineAttachment[];
  };
}

/** `id` alone; all of it with `Prefer: return=representation`. */
export interface Sent {
  /** For tracing the send. It is no message id. */
  id: string;
  /** Opaque. Escape it in an address. */
  messageId?: string;
  route?: 'SMS' | 'MMS';
  /** Empty for SMS. */
  reasons?: RouteReason[];
  segments?: {
    encoding: 'GSM-7' | 'LATIN-1' | 'UCS-2';
    count: number;
  };
  recipients?: SentRecipient[];
  /** Spellings of numbers that were there already. */
  folded?: {
    input: string;
    value: string;
  }[];
}

export interface SentRecipient {
  value: string;
  status: 'held' | 'queued' | 'submitted' | 'accepted' | 'delivered' | 'undeliverable' | 'rejected' | 'expired' | 'cancelled' | 'unknown';
  /** Why it did not reach them: `opted-out` after a STOP, or another code of ours or of the carrier. */
  reason?: string;
  /** Opaque. Escape it in an address. */
  messageId: string;
}

/** Authorization server metadata (RFC 8414). */
export interface ServerMetadata {
  issuer: string;
  authorization_endpoint: string;
  pushed_authorization_request_endpoint: string;
  require_pushed_authorization_requests: boolean;
  token_endpoint: string;
  revocation_endpoint: string;
  device_authorization_endpoint: string;
  introspection_endpoint: string;
  scopes_supported: string[];
  response_types_supported: string[];
  response_modes_supported: string[];
  prompt_values_supported: string[];
  grant_types_supported: string[];
  token_endpoint_auth_methods_supported: string[];
  revocation_endpoint_auth_methods_supported: string[];
  introspection_endpoint_auth_methods_supported: string[];
  code_challenge_methods_supported: string[];
  dpop_signing_alg_values_supported: string[];
  authorization_response_iss_parameter_supported: boolean;
  service_documentation: string;
  op_policy_uri: string;
  op_tos_uri: string;
}

export interface Subscribed {
  subscription: {
    subscriptionId: string;
    /** As it was asked for. */
    expiresIn: number;
  };
}

export interface SubscriptionNotification {
  subscriptionId: string;
  /** Yours, from the subscription. */
  callbackData: string;
  notificationEvents: InboxEvent[];
}

export interface SubscriptionTerms {
  subscription: {
    /** What to be told of. Empty or left out is all. */
    events?: ('TEXT' | 'MMS')[];
    /** Yours. It comes back in each notification. */
    callbackData?: string;
    /** Seconds until the subscription ends by itself, from 3600. 0 is never: it lasts as long as the consent. */
    expiresIn?: number;
  };
}

export interface Token {
  access_token: string;
  token_type: 'Bearer' | 'DPoP';
  /** Seconds. */
  expires_in: number;
  /** Absent where there is nothing to refresh. */
  refresh_token?: string;
  scope: string;
}

export interface TokenRequest {
  grant_type: 'authorization_code' | 'refresh_token' | 'client_credentials' | 'urn:ietf:params:oauth:grant-type:device_code';
  /** The id of the app, unless it is in the Authorization header. */
  client_id?: string;
  /** Its secret, unless it is in the Authorization header. */
  client_secret?: string;
  /** With `authorization_code`: the code of the redirect. It lives 60 seconds and works once. */
  code?: string;
  /** With `urn:ietf:params:oauth:grant-type:device_code`: what the device asks again with. */
  device_code?: string;
  /** With `authorization_code` and the modern profile: the PKCE verifier. */
  code_verifier?: string;
  /** With `authorization_code` and the modern profile: the very address of the question. */
  redirect_uri?: string;
  /** With `refresh_token`. Each answer has a new one, which replaces it. */
  refresh_token?: string;
  /** With `client_credentials`, or to narrow a refreshed token. Divided by commas or spaces. */
  scope?: string;
}

export interface UpdateMessage {
  message: {
    /** Left out, it stays as it is. */
    isUnread?: boolean;
    /** Left out, it stays as it is. */
    isFavorite?: boolean;
  };
}

export interface UpdateMessages {
  messages: {
    /** The id of a message. */
    messageId: string;
    /** Left out, it stays as it is. */
    isUnread?: boolean;
    /** Left out, it stays as it is. */
    isFavorite?: boolean;
  }[];
}

export interface SendMessageInput {
  /** Yours, 1 to 255 visible ASCII characters. For 72 hours the same key is the same message: repeat a call whose answer was lost. */
  idempotencyKey?: string;
  /** `return=representation` answers with the whole outcome instead of the id alone (RFC 7240). */
  prefer?: string;
  body: SendMessage;
  /** Files. Their name and type are those of the `File`. */
  attachments?: readonly Blob[];
}

export interface ListMessagesInput {
  /** Messages a page. More than 500 counts as 500. A page ends earlier once its texts come to 1 MiB; its `limit` then says how many it holds, and `nextCursor` goes on. */
  limit?: number;
  /** How many to skip. To go further than 10,000, use `cursor`. */
  offset?: number;
  /** The `nextCursor` of the page before: nothing is skipped or repeated when messages arrive meanwhile. */
  cursor?: string;
  /** These messages and no others; all other filters are ignored. What is not found comes back in `failedMessages`. Long ones come in several pages: send the same ids with `cursor`. */
  messageIds?: string[];
  /** Only unread ones, or only read ones. */
  isUnread?: boolean;
  /** Only favorites, or only others. */
  isFavorite?: boolean;
  /** Only what came in, or only what went out. */
  isIncoming?: boolean;
  /** SMS and TEXT mean the same. Both kinds, or none, is no filter. */
  type?: ('SMS' | 'TEXT' | 'MMS')[];
  /** An address: the sender of what came in, a recipient of what went out. */
  keyword?: string;
  /** Words to look for in texts, subjects and names of files, in the whole history. A message fits when it has all of them, each by its beginning; case and accents do not count. A word that nothing begins with finds what it may have been meant for: one slip from four letters on, two from eight. The newest first, with `highlights`. All other filters hold as well. */
  q?: string;
  /** Only what was stored at this moment or later. A day, such as 2026-11-01, begins at midnight UTC. */
  since?: string;
  /** Only what was stored before this moment, or before this day. */
  until?: string;
  /** Only with pictures, sound, video or files, or only without. */
  hasMedia?: boolean;
}

export interface UpdateMessagesInput {
  body: UpdateMessages;
}

export interface DeleteMessagesInput {
  /** The ids of the messages to delete. Left out, nothing is deleted. */
  messageIds: string[];
}

export interface GetMessagesDeltaInput {
  /** The `state` of your last list, delta or index info. */
  state: string;
}

export interface GetMessageInput {
  /** The id of a message. */
  messageId: string;
}

export interface UpdateMessageInput {
  /** The id of a message. */
  messageId: string;
  body: UpdateMessage;
}

export interface DeleteMessageInput {
  /** The id of a message. */
  messageId: string;
}

export interface GetMessageContentInput {
  /** The id of a message. */
  messageId: string;
  /** The number of the part, from 0. */
  partId: number;
  /** One part of the bytes, such as `bytes=0-1999` or `bytes=-500`. Of several parts at once, the whole is sent. */
  range?: string;
}

export interface CreateNotificationChannelInput {
  body: CreateChannel;
}

export interface GetNotificationChannelInput {
  /** The id of the channel. */
  channelId: string;
}

export interface DeleteNotificationChannelInput {
  /** The id of the channel. */
  channelId: string;
}

export interface CreateNotificationSubscriptionInput {
  /** The id of the channel. */
  channelId: string;
  body: SubscriptionTerms;
}

export interface GetNotificationSubscriptionInput {
  /** The id of the channel. */
  channelId: string;
  /** The id of the subscription. */
  subscriptionId: string;
}

export interface UpdateNotificationSubscriptionInput {
  /** The id of the channel. */
  channelId: string;
  /** The id of the subscription. */
  subscriptionId: string;
  body: SubscriptionTerms;
}

export interface DeleteNotificationSubscriptionInput {
  /** The id of the channel. */
  channelId: string;
  /** The id of the subscription. */
  subscriptionId: string;
}

export interface GetNotificationConnectionDetailsInput {
  /** The kind of messages that the queue tells of. */
  queues: 'TEXT' | 'MMS';
}

export interface ExchangeTokenInput {
  body: TokenRequest;
}

export interface PushAuthorizationRequestInput {
  body: PushedRequest;
}

export interface AuthorizeDeviceInput {
  body: DeviceAuthorizationRequest;
}

export interface DrawDeviceCodeInput {
  /** As the device shows it. */
  user_code: string;
}

export interface RevokeTokenInput {
  body: AboutToken;
}

export interface IntrospectTokenInput {
  body: AboutToken;
}

/** The message API and OAuth of one Handset. */
export class HandsetClient extends Connection {
  /** Send a message. The source is the line of the subscriber who agreed; no field can change it. Handset decides between SMS and MMS: SMS is text alone, ISO-8859-1, at most 160 characters, to each separately. What was accepted is not yet delivered. */
  async sendMessage(input: SendMessageInput, options?: CallOptions): Promise<Sent> {
    return this.call({ method: 'POST', path: '/myMessages/v2/messages', headers: { 'Idempotency-Key': input.idempotencyKey, 'Prefer': input.prefer }, json: input.body, attachments: input.attachments, bearer: true, idempotent: true, answer: 'json' }, options) as Promise<Sent>;
  }

  /** List messages. The newest first, also when `q` searches. Codes that Handset itself texts are never among them. */
  async listMessages(input: ListMessagesInput = {}, options?: CallOptions): Promise<MessageList> {
    return this.call({ method: 'GET', path: '/myMessages/v2/messages', query: { limit: input.limit, offset: input.offset, cursor: input.cursor, messageIds: input.messageIds, isUnread: input.isUnread, isFavorite: input.isFavorite, isIncoming: input.isIncoming, type: input.type, keyword: input.keyword, q: input.q, since: input.since, until: input.until, hasMedia: input.hasMedia }, bearer: true, answer: 'json' }, options) as Promise<MessageList>;
  }

  /** Mark several messages. All of them or none. */
  async updateMessages(input: UpdateMessagesInput, options?: CallOptions): Promise<void> {
    await this.call({ method: 'PUT', path: '/myMessages/v2/messages', json: input.body, bearer: true, answer: 'none' }, options);
  }

  /** Delete several messages. For good, in the inbox of the subscriber as well. What they deleted never comes back. */
  async deleteMessages(input: DeleteMessagesInput, options?: CallOptions): Promise<void> {
    await this.call({ method: 'DELETE', path: '/myMessages/v2/messages', query: { messageIds: input.messageIds }, bearer: true, answer: 'none' }, options);
  }

  /** Create the index. Once for each inbox, before anything is read; doing it again does no harm. It lapses after 30 days without use. */
  async createMessageIndex(options?: CallOptions): Promise<void> {
    await this.call({ method: 'POST', path: '/myMessages/v2/messages/index', bearer: true, answer: 'none' }, options);
  }

  /** Ask for the state of the index */
  async getMessageIndexInfo(options?: CallOptions): Promise<MessageIndexInfo> {
    return this.call({ method: 'GET', path: '/myMessages/v2/messages/index/info', bearer: true, answer: 'json' }, options) as Promise<MessageIndexInfo>;
  }

  /** Ask what has changed since a state. Keep the `state` of each answer for the next call. While `hasMore` is true, ask again at once. */
  async getMessagesDelta(input: GetMessagesDeltaInput, options?: CallOptions): Promise<Delta> {
    return this.call({ method: 'GET', path: '/myMessages/v2/delta', query: { state: input.state }, bearer: true, answer: 'json' }, options) as Promise<Delta>;
  }

  /** Get a message */
  async getMessage(input: GetMessageInput, options?: CallOptions): Promise<OneMessage> {
    return this.call({ method: 'GET', path: `/myMessages/v2/messages/${encodeURIComponent(input.messageId)}`, bearer: true, answer: 'json' }, options) as Promise<OneMessage>;
  }

  /** Mark a message */
  async updateMessage(input: UpdateMessageInput, options?: CallOptions): Promise<void> {
    await this.call({ method: 'PUT', path: `/myMessages/v2/messages/${encodeURIComponent(input.messageId)}`, json: input.body, bearer: true, answer: 'none' }, options);
  }

  /** Delete a message. For good, in the inbox of the subscriber as well. */
  async deleteMessage(input: DeleteMessageInput, options?: CallOptions): Promise<void> {
    await this.call({ method: 'DELETE', path: `/myMessages/v2/messages/${encodeURIComponent(input.messageId)}`, bearer: true, answer: 'none' }, options);
  }

  /** Get a part of an MMS. The bytes as they were sent, whatever `Accept` says. The text of an MMS is its last part. */
  async getMessageContent(input: GetMessageContentInput, options?: CallOptions): Promise<Blob> {
    return this.call({ method: 'GET', path: `/myMessages/v2/messages/${encodeURIComponent(input.messageId)}/parts/${encodeURIComponent(input.partId)}`, headers: { 'Range': input.range }, bearer: true, answer: 'blob' }, options) as Promise<Blob>;
  }

  /** Create the channel. An app has one. What it is told of, each subscription says; where it is told, the page of the app. */
  async createNotificationChannel(input: CreateNotificationChannelInput, options?: CallOptions): Promise<CreatedChannel> {
    return this.call({ method: 'POST', path: '/notification/v1/channels', json: input.body, bearer: true, answer: 'json' }, options) as Promise<CreatedChannel>;
  }

  /** Get the channel */
  async getNotificationChannel(input: GetNotificationChannelInput, options?: CallOptions): Promise<OneChannel> {
    return this.call({ method: 'GET', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}`, bearer: true, answer: 'json' }, options) as Promise<OneChannel>;
  }

  /** Delete the channel. Its subscriptions end with it, and what waits for them is not posted any more. */
  async deleteNotificationChannel(input: DeleteNotificationChannelInput, options?: CallOptions): Promise<void> {
    await this.call({ method: 'DELETE', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}`, bearer: true, answer: 'none' }, options);
  }

  /** Subscribe to an inbox. From now on the channel is told of what changes in the inbox of this subscriber, as long as consent and term last. A consent has up to 5 subscriptions. */
  async createNotificationSubscription(input: CreateNotificationSubscriptionInput, options?: CallOptions): Promise<Subscribed> {
    return this.call({ method: 'POST', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}/subscriptions`, json: input.body, bearer: true, answer: 'json' }, options) as Promise<Subscribed>;
  }

  /** Get a subscription */
  async getNotificationSubscription(input: GetNotificationSubscriptionInput, options?: CallOptions): Promise<OneSubscription> {
    return this.call({ method: 'GET', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}/subscriptions/${encodeURIComponent(input.subscriptionId)}`, bearer: true, answer: 'json' }, options) as Promise<OneSubscription>;
  }

  /** Change a subscription. Replaces all of its terms; the time begins anew. */
  async updateNotificationSubscription(input: UpdateNotificationSubscriptionInput, options?: CallOptions): Promise<Subscribed> {
    return this.call({ method: 'PUT', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}/subscriptions/${encodeURIComponent(input.subscriptionId)}`, json: input.body, bearer: true, answer: 'json' }, options) as Promise<Subscribed>;
  }

  /** End a subscription. By the app itself, whoever consented. What waits for it is not posted any more. */
  async deleteNotificationSubscription(input: DeleteNotificationSubscriptionInput, options?: CallOptions): Promise<void> {
    await this.call({ method: 'DELETE', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}/subscriptions/${encodeURIComponent(input.subscriptionId)}`, bearer: true, answer: 'none' }, options);
  }

  /** Get credentials for a queue. For programs without a public address: connect to `wssUrl` with STOMP 1.2 and subscribe to the queue, or read `httpsUrl` as an event stream with Basic authentication. The credentials work once, and the connection ends with the token. Those of a token that is bound to a key need a proof as well, with `htm` GET, `htu` the address (https in place of wss) and `ath` the hash of the password: in the header `DPoP` of the stream, in the header `dpop` of CONNECT. */
  async getNotificationConnectionDetails(input: GetNotificationConnectionDetailsInput, options?: CallOptions): Promise<NotificationConnectionDetails> {
    return this.call({ method: 'GET', path: '/myMessages/v2/notificationConnectionDetails', query: { queues: input.queues }, bearer: true, answer: 'json' }, options) as Promise<NotificationConnectionDetails>;
  }

  /** Take a token. For a code, for a refresh token, or for the app itself. The id and the secret of the app stand in the form or in a Basic header, not in both. Always read `expires_in`. */
  async exchangeToken(input: ExchangeTokenInput, options?: CallOptions): Promise<Token> {
    return this.call({ method: 'POST', path: '/oauth/v4/token', form: { ...input.body }, bearer: false, answer: 'json' }, options) as Promise<Token>;
  }

  /** Push a question. The parameters of the authorization request, sent by the app itself instead of through the browser (RFC 9126). Modern profile only. */
  async pushAuthorizationRequest(input: PushAuthorizationRequestInput, options?: CallOptions): Promise<PushedRequestAnswer> {
    return this.call({ method: 'POST', path: '/oauth/v4/par', form: { ...input.body }, bearer: false, answer: 'json' }, options) as Promise<PushedRequestAnswer>;
  }

  /** Ask for a device. For a device without a browser (RFC 8628): it shows the code and the address, and asks the token endpoint until the person has decided. */
  async authorizeDevice(input: AuthorizeDeviceInput, options?: CallOptions): Promise<DeviceAuthorization> {
    return this.call({ method: 'POST', path: '/oauth/v4/device_authorization', form: { ...input.body }, bearer: false, answer: 'json' }, options) as Promise<DeviceAuthorization>;
  }

  /** Draw the code of a device. A QR code of `verification_uri_complete`, for a device that cannot draw one. Nobody is asked whether the code exists. */
  async drawDeviceCode(input: DrawDeviceCodeInput, options?: CallOptions): Promise<Blob> {
    return this.call({ method: 'GET', path: '/oauth/v4/device/qr.svg', query: { user_code: input.user_code }, bearer: false, answer: 'blob' }, options) as Promise<Blob>;
  }

  /** Give a token back. A refresh token ends with all tokens that came from the same code, an access token alone. The permission itself stands: the subscriber ends it. A token that is not known is answered alike (RFC 7009). */
  async revokeToken(input: RevokeTokenInput, options?: CallOptions): Promise<Record<string, unknown>> {
    return this.call({ method: 'POST', path: '/oauth/v4/revoke', form: { ...input.body }, bearer: false, answer: 'json' }, options) as Promise<Record<string, unknown>>;
  }

  /** Look at a token. Only at tokens of your own app (RFC 7662). */
  async introspectToken(input: IntrospectTokenInput, options?: CallOptions): Promise<Introspection> {
    return this.call({ method: 'POST', path: '/oauth/v4/introspect', form: { ...input.body }, bearer: false, answer: 'json' }, options) as Promise<Introspection>;
  }

  /** Find the endpoints. Libraries read it and need no other setting (RFC 8414). */
  async getServerMetadata(options?: CallOptions): Promise<ServerMetadata> {
    return this.call({ method: 'GET', path: '/.well-known/oauth-authorization-server', bearer: false, answer: 'json' }, options) as Promise<ServerMetadata>;
  }

  /** Does it live */
  async getHealth(options?: CallOptions): Promise<Health> {
    return this.call({ method: 'GET', path: '/healthz', bearer: false, answer: 'json' }, options) as Promise<Health>;
  }

  /** May it be sent requests */
  async getReadiness(options?: CallOptions): Promise<Readiness> {
    return this.call({ method: 'GET', path: '/readyz', bearer: false, answer: 'json' }, options) as Promise<Readiness>;
  }

  /** Counts for Prometheus */
  async getMetrics(options?: CallOptions): Promise<string> {
    return this.call({ method: 'GET', path: '/metrics', bearer: false, answer: 'text' }, options) as Promise<string>;
  }

  /** This document */
  async getOpenApi(options?: CallOptions): Promise<unknown> {
    return this.call({ method: 'GET', path: '/openapi.json', bearer: false, answer: 'json' }, options) as Promise<unknown>;
  }

  /** Every message that fits the filters, page by page, the newest first. */
  eachMessage(input: Omit<ListMessagesInput, 'offset' | 'cursor'> = {}, options?: CallOptions): AsyncGenerator<Message, void, undefined> {
    return eachItem(async (cursor) => {
      const { messageList } = await this.listMessages({ ...input, cursor }, options);
      return { items: messageList.messages, nextCursor: messageList.nextCursor };
    });
  }

  /** What has changed since a state, page by page, until there is no more. */
  eachDelta(input: GetMessagesDeltaInput, options?: CallOptions): AsyncGenerator<DeltaPage<Change>, void, undefined> {
    return eachDeltaPage(input.state, (state) => this.getMessagesDelta({ state }, options));
  }
}
