// Written by `npm run client` out of docs/openapi.json.
import { Connection } from './connection.js';
import { eachDeltaPage, eachItem } from './iterators.js';
export { HandsetError } from './handset-error.js';
/** The message API and OAuth of one Handset. */
export class HandsetClient extends Connection {
    /** Send a message. The source is the line of the subscriber who agreed; no field can change it. Handset decides between SMS and MMS: SMS is text alone, ISO-8859-1, at most 160 characters, to each separately. What was accepted is not yet delivered. */
    async sendMessage(input, options) {
        return this.call({ method: 'POST', path: '/myMessages/v2/messages', headers: { 'Idempotency-Key': input.idempotencyKey, 'Prefer': input.prefer }, json: input.body, attachments: input.attachments, bearer: true, idempotent: true, answer: 'json' }, options);
    }
    /** List messages. The newest first, also when `q` searches. Codes that Handset itself texts are never among them. */
    async listMessages(input = {}, options) {
        return this.call({ method: 'GET', path: '/myMessages/v2/messages', query: { limit: input.limit, offset: input.offset, cursor: input.cursor, messageIds: input.messageIds, isUnread: input.isUnread, isFavorite: input.isFavorite, isIncoming: input.isIncoming, type: input.type, keyword: input.keyword, q: input.q, since: input.since, until: input.until, hasMedia: input.hasMedia }, bearer: true, answer: 'json' }, options);
    }
    /** Mark several messages. All of them or none. */
    async updateMessages(input, options) {
        await this.call({ method: 'PUT', path: '/myMessages/v2/messages', json: input.body, bearer: true, answer: 'none' }, options);
    }
    /** Delete several messages. For good, in the inbox of the subscriber as well. What they deleted never comes back. */
    async deleteMessages(input, options) {
        await this.call({ method: 'DELETE', path: '/myMessages/v2/messages', query: { messageIds: input.messageIds }, bearer: true, answer: 'none' }, options);
    }
    /** Create the index. Once for each inbox, before anything is read; doing it again does no harm. It lapses after 30 days without use. */
    async createMessageIndex(options) {
        await this.call({ method: 'POST', path: '/myMessages/v2/messages/index', bearer: true, answer: 'none' }, options);
    }
    /** Ask for the state of the index */
    async getMessageIndexInfo(options) {
        return this.call({ method: 'GET', path: '/myMessages/v2/messages/index/info', bearer: true, answer: 'json' }, options);
    }
    /** Ask what has changed since a state. Keep the `state` of each answer for the next call. While `hasMore` is true, ask again at once. */
    async getMessagesDelta(input, options) {
        return this.call({ method: 'GET', path: '/myMessages/v2/delta', query: { state: input.state }, bearer: true, answer: 'json' }, options);
    }
    /** Get a message */
    async getMessage(input, options) {
        return this.call({ method: 'GET', path: `/myMessages/v2/messages/${encodeURIComponent(input.messageId)}`, bearer: true, answer: 'json' }, options);
    }
    /** Mark a message */
    async updateMessage(input, options) {
        await this.call({ method: 'PUT', path: `/myMessages/v2/messages/${encodeURIComponent(input.messageId)}`, json: input.body, bearer: true, answer: 'none' }, options);
    }
    /** Delete a message. For good, in the inbox of the subscriber as well. */
    async deleteMessage(input, options) {
        await this.call({ method: 'DELETE', path: `/myMessages/v2/messages/${encodeURIComponent(input.messageId)}`, bearer: true, answer: 'none' }, options);
    }
    /** Get a part of an MMS. The bytes as they were sent, whatever `Accept` says. The text of an MMS is its last part. */
    async getMessageContent(input, options) {
        return this.call({ method: 'GET', path: `/myMessages/v2/messages/${encodeURIComponent(input.messageId)}/parts/${encodeURIComponent(input.partId)}`, headers: { 'Range': input.range }, bearer: true, answer: 'blob' }, options);
    }
    /** Create the channel. An app has one. What it is told of, each subscription says; where it is told, the page of the app. */
    async createNotificationChannel(input, options) {
        return this.call({ method: 'POST', path: '/notification/v1/channels', json: input.body, bearer: true, answer: 'json' }, options);
    }
    /** Get the channel */
    async getNotificationChannel(input, options) {
        return this.call({ method: 'GET', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}`, bearer: true, answer: 'json' }, options);
    }
    /** Delete the channel. Its subscriptions end with it, and what waits for them is not posted any more. */
    async deleteNotificationChannel(input, options) {
        await this.call({ method: 'DELETE', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}`, bearer: true, answer: 'none' }, options);
    }
    /** Subscribe to an inbox. From now on the channel is told of what changes in the inbox of this subscriber, as long as consent and term last. A consent has up to 5 subscriptions. */
    async createNotificationSubscription(input, options) {
        return this.call({ method: 'POST', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}/subscriptions`, json: input.body, bearer: true, answer: 'json' }, options);
    }
    /** Get a subscription */
    async getNotificationSubscription(input, options) {
        return this.call({ method: 'GET', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}/subscriptions/${encodeURIComponent(input.subscriptionId)}`, bearer: true, answer: 'json' }, options);
    }
    /** Change a subscription. Replaces all of its terms; the time begins anew. */
    async updateNotificationSubscription(input, options) {
        return this.call({ method: 'PUT', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}/subscriptions/${encodeURIComponent(input.subscriptionId)}`, json: input.body, bearer: true, answer: 'json' }, options);
    }
    /** End a subscription. By the app itself, whoever consented. What waits for it is not posted any more. */
    async deleteNotificationSubscription(input, options) {
        await this.call({ method: 'DELETE', path: `/notification/v1/channels/${encodeURIComponent(input.channelId)}/subscriptions/${encodeURIComponent(input.subscriptionId)}`, bearer: true, answer: 'none' }, options);
    }
    /** Get credentials for a queue. For programs without a public address: connect to `wssUrl` with STOMP 1.2 and subscribe to the queue, or read `httpsUrl` as an event stream with Basic authentication. The credentials work once, and the connection ends with the token. Those of a token that is bound to a key need a proof as well, with `htm` GET, `htu` the address (https in place of wss) and `ath` the hash of the password: in the header `DPoP` of the stream, in the header `dpop` of CONNECT. */
    async getNotificationConnectionDetails(input, options) {
        return this.call({ method: 'GET', path: '/myMessages/v2/notificationConnectionDetails', query: { queues: input.queues }, bearer: true, answer: 'json' }, options);
    }
    /** Take a token. For a code, for a refresh token, or for the app itself. The id and the secret of the app stand in the form or in a Basic header, not in both. Always read `expires_in`. */
    async exchangeToken(input, options) {
        return this.call({ method: 'POST', path: '/oauth/v4/token', form: { ...input.body }, bearer: false, answer: 'json' }, options);
    }
    /** Push a question. The parameters of the authorization request, sent by the app itself instead of through the browser (RFC 9126). Modern profile only. */
    async pushAuthorizationRequest(input, options) {
        return this.call({ method: 'POST', path: '/oauth/v4/par', form: { ...input.body }, bearer: false, answer: 'json' }, options);
    }
    /** Ask for a device. For a device without a browser (RFC 8628): it shows the code and the address, and asks the token endpoint until the person has decided. */
    async authorizeDevice(input, options) {
        return this.call({ method: 'POST', path: '/oauth/v4/device_authorization', form: { ...input.body }, bearer: false, answer: 'json' }, options);
    }
    /** Draw the code of a device. A QR code of `verification_uri_complete`, for a device that cannot draw one. Nobody is asked whether the code exists. */
    async drawDeviceCode(input, options) {
        return this.call({ method: 'GET', path: '/oauth/v4/device/qr.svg', query: { user_code: input.user_code }, bearer: false, answer: 'blob' }, options);
    }
    /** Give a token back. A refresh token ends with all tokens that came from the same code, an access token alone. The permission itself stands: the subscriber ends it. A token that is not known is answered alike (RFC 7009). */
    async revokeToken(input, options) {
        return this.call({ method: 'POST', path: '/oauth/v4/revoke', form: { ...input.body }, bearer: false, answer: 'json' }, options);
    }
    /** Look at a token. Only at tokens of your own app (RFC 7662). */
    async introspectToken(input, options) {
        return this.call({ method: 'POST', path: '/oauth/v4/introspect', form: { ...input.body }, bearer: false, answer: 'json' }, options);
    }
    /** Find the endpoints. Libraries read it and need no other setting (RFC 8414). */
    async getServerMetadata(options) {
        return this.call({ method: 'GET', path: '/.well-known/oauth-authorization-server', bearer: false, answer: 'json' }, options);
    }
    /** Does it live */
    async getHealth(options) {
        return this.call({ method: 'GET', path: '/healthz', bearer: false, answer: 'json' }, options);
    }
    /** May it be sent requests */
    async getReadiness(options) {
        return this.call({ method: 'GET', path: '/readyz', bearer: false, answer: 'json' }, options);
    }
    /** Counts for Prometheus */
    async getMetrics(options) {
        return this.call({ method: 'GET', path: '/metrics', bearer: false, answer: 'text' }, options);
    }
    /** This document */
    async getOpenApi(options) {
        return this.call({ method: 'GET', path: '/openapi.json', bearer: false, answer: 'json' }, options);
    }
    /** Every message that fits the filters, page by page, the newest first. */
    eachMessage(input = {}, options) {
        return eachItem(async (cursor) => {
            const { messageList } = await this.listMessages({ ...input, cursor }, options);
            return { items: messageList.messages, nextCursor: messageList.nextCursor };
        });
    }
    /** What has changed since a state, page by page, until there is no more. */
    eachDelta(input, options) {
        return eachDeltaPage(input.state, (state) => this.getMessagesDelta({ state }, options));
    }
}
