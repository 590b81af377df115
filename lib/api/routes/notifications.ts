import { connectionDetailsQuery, createChannelBody, subscriptionBody } from '#lib/contracts/notifications.ts';
import { channelAnswer, connectionDetailsAnswer, createdChannelAnswer, subscribedAnswer, subscriptionAnswer } from '#lib/contracts/notifications-answers.ts';
import { noQuery } from '#lib/contracts/messages-api.ts';
import { channelFacts, maxEventsPerNotification, maxSubscriptionsPerConsent, notificationEvents } from '#lib/domain/notification.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { shortId } from '#lib/ids.ts';
import { createChannel, deleteChannel, getChannel, type ChannelView } from '#lib/use-cases/notifications/channels.ts';
import { openConnection } from '#lib/use-cases/notifications/connections.ts';
import { createSubscription, deleteSubscription, getSubscription, updateSubscription, type SubscriptionTerms } from '#lib/use-cases/notifications/subscriptions.ts';
import { stompPath } from '#lib/api/stomp/session.ts';
import { defineClientRoute, defineRoute } from '#lib/api/route.ts';

const channels = '/notification/v1/channels';
const subscriptions = `${channels}/:channelId/subscriptions` as const;

const channelOf = ({ id }: ChannelView) => ({ channelId: shortId(id), maxEventsPerNotification });

const termsOf = ({ events, callbackData, expiresIn }: { events: SubscriptionTerms['events']; callbackData: string; expiresIn: number }): SubscriptionTerms => ({
  events,
  callbackData,
  expiresInSeconds: expiresIn,
});

const nameOf = (params: Readonly<Record<string, string>>) => ({ channelId: params.channelId ?? '', subscriptionId: params.subscriptionId ?? '' });

export const notificationRoutes = [
  defineClientRoute({
    operation: 'createNotificationChannel',
    method: 'POST',
    path: channels,
    scope: 'NOTIFICATIONCHANNEL',
    limit: 'reads',
    group: 'notifications',
    summary: 'Create the channel',
    description: 'An app has one. What it is told of, each subscription says; where it is told, the page of the app.',
    answers: { 201: { description: 'Created.', json: createdChannelAnswer, headers: ['Location'] } },
    errors: ['invalid-value', 'channel-exists', 'conflict'],
    query: noQuery,
    json: { schema: createChannelBody, wrapper: 'channel' },
    async handle({ actor }) {
      const channel = channelOf(await createChannel({ actor }));
      // One SDK of the original makes a URL of it and fails on a path alone.
      return { status: 201, json: { channel }, headers: { Location: `${env.PUBLIC_URL}${channels}/${channel.channelId}` } };
    },
  }),
  defineClientRoute({
    operation: 'getNotificationChannel',
    method: 'GET',
    path: `${channels}/:channelId`,
    scope: 'NOTIFICATIONCHANNEL',
    limit: 'reads',
    group: 'notifications',
    summary: 'Get the channel',
    answers: { 200: { description: 'The channel.', json: channelAnswer } },
    errors: ['resource-not-found'],
    query: noQuery,
    async handle({ actor, params }) {
      const channel = await getChannel({ actor, channelId: params.channelId ?? '' });
      const { serviceName, contentType, version } = channel;
      const more = { serviceName, channelType: channelFacts.channelType, notificationContentType: contentType, notificationVersion: version };
      return { status: 200, json: { channel: { ...channelOf(channel), ...more } } };
    },
  }),
  defineClientRoute({
    operation: 'deleteNotificationChannel',
    method: 'DELETE',
    path: `${channels}/:channelId`,
    scope: 'NOTIFICATIONCHANNEL',
    limit: 'reads',
    group: 'notifications',
    summary: 'Delete the channel',
    description: 'Its subscriptions end with it, and what waits for them is not posted any more.',
    answers: { 204: { description: 'Deleted.' } },
    errors: ['resource-not-found'],
    query: noQuery,
    async handle({ actor, params }) {
      await deleteChannel({ actor, channelId: params.channelId ?? '' });
      return { status: 204 };
    },
  }),
  defineRoute({
    operation: 'createNotificationSubscription',
    method: 'POST',
    path: subscriptions,
    scope: 'MIM',
    limit: 'reads',
    group: 'notifications',
    summary: 'Subscribe to an inbox',
    description: `From now on the channel is told of what changes in the inbox of this subscriber, as long as consent and term last. A consent has up to ${maxSubscriptionsPerConsent} subscriptions.`,
    answers: { 201: { description: 'Subscribed.', json: subscribedAnswer, headers: ['Location'] } },
    errors: ['invalid-value', 'resource-not-found', 'conflict'],
    query: noQuery,
    json: { schema: subscriptionBody, wrapper: 'subscription' },
    async handle({ actor, params, body: { subscription } }) {
      const channelId = params.channelId ?? '';
      const created = await createSubscription({ actor, channelId, terms: termsOf(subscription) });
      const subscriptionId = shortId(created.subscriptionId);
      const headers = { Location: `${env.PUBLIC_URL}${channels}/${channelId}/subscriptions/${subscriptionId}` };
      return { status: 201, json: { subscription: { subscriptionId, expiresIn: subscription.expiresIn } }, headers };
    },
  }),
  defineRoute({
    operation: 'getNotificationSubscription',
    method: 'GET',
    path: `${subscriptions}/:subscriptionId`,
    scope: 'MIM',
    limit: 'reads',
    group: 'notifications',
    summary: 'Get a subscription',
    answers: { 200: { description: 'Its terms, with what is left of them.', json: subscriptionAnswer } },
    errors: ['resource-not-found'],
    query: noQuery,
    async handle({ actor, params }) {
      const { id, callbackData, secondsLeft, ...row } = await getSubscription({ actor, ...nameOf(params) });
      const events = row.events.length > 0 ? row.events : notificationEvents;
      // One SDK reads eventFilters, two read events.
      return { status: 200, json: { subscription: { subscriptionId: shortId(id), expiresIn: secondsLeft ?? 0, eventFilters: events, events, callbackData } } };
    },
  }),
  defineRoute({
    operation: 'updateNotificationSubscription',
    method: 'PUT',
    path: `${subscriptions}/:subscriptionId`,
    scope: 'MIM',
    limit: 'reads',
    group: 'notifications',
    summary: 'Change a subscription',
    description: 'Replaces all of its terms; the time begins anew.',
    answers: { 200: { description: 'Changed.', json: subscribedAnswer } },
    errors: ['invalid-value', 'resource-not-found'],
    query: noQuery,
    json: { schema: subscriptionBody, wrapper: 'subscription' },
    async handle({ actor, params, body: { subscription } }) {
      const name = nameOf(params);
      await updateSubscription({ actor, ...name, terms: termsOf(subscription) });
      return { status: 200, json: { subscription: { subscriptionId: name.subscriptionId, expiresIn: subscription.expiresIn } } };
    },
  }),
  defineClientRoute({
    operation: 'deleteNotificationSubscription',
    method: 'DELETE',
    path: `${subscriptions}/:subscriptionId`,
    scope: 'NOTIFICATIONCHANNEL',
    limit: 'reads',
    group: 'notifications',
    summary: 'End a subscription',
    description: 'By the app itself, whoever consented. What waits for it is not posted any more.',
    answers: { 204: { description: 'Ended.' } },
    errors: ['resource-not-found'],
    query: noQuery,
    async handle({ actor, params }) {
      await deleteSubscription({ actor, ...nameOf(params) });
      return { status: 204 };
    },
  }),
  defineRoute({
    operation: 'getNotificationConnectionDetails',
    method: 'GET',
    path: '/myMessages/v2/notificationConnectionDetails',
    scope: 'MIM',
    limit: 'reads',
    group: 'notifications',
    summary: 'Get credentials for a queue',
    description: 'For programs without a public address: connect to `wssUrl` with STOMP 1.2 and subscribe to the queue, or read `httpsUrl` as an event stream with Basic authentication. The credentials work once, and the connection ends with the token. Those of a token that is bound to a key need a proof as well, with `htm` GET, `htu` the address (https in place of wss) and `ath` the hash of the password: in the header `DPoP` of the stream, in the header `dpop` of CONNECT.',
    answers: { 200: { description: 'Where to connect, and as whom.', json: connectionDetailsAnswer } },
    query: connectionDetailsQuery,
    async handle({ actor, query: { queues }, token }) {
      if (queues === undefined) throw new AppError('invalid-input', 'Name the queue in queues: TEXT or MMS.', { field: 'queues' });
      const { username, password, queue } = await openConnection({ actor, event: queues, token });
      const details = {
        username,
        password,
        httpsUrl: `${env.PUBLIC_URL}/stomp`,
        wssUrl: `${env.PUBLIC_URL.replace(/^http/, 'ws')}${stompPath}`,
        queues: queues === 'MMS' ? { mms: queue } : { text: queue },
      };
      return { status: 200, json: { notificationConnectionDetails: details } };
    },
  }),
];
