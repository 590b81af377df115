import { z } from 'zod';
import { notificationEvents } from '#lib/domain/notification.ts';

/** What the calls about notifications answer, and what is posted to a webhook, as both are documented. */
const channelId = z.string().meta({ examples: ['0k5pQ4aXc9Rt1bNe'] });
const subscriptionId = z.string().meta({ examples: ['0k5pQ4bYd0Su2cOf'] });
const maxEventsPerNotification = z.int().meta({ description: 'A notification holds at most so many; more come in the next one.', examples: [20] });
const event = z.enum(notificationEvents);
const events = z.array(event);

export const createdChannelAnswer = z.object({ channel: z.object({ channelId, maxEventsPerNotification }) }).meta({ id: 'CreatedChannel' });

export const channelAnswer = z
  .object({
    channel: z.object({
      channelId,
      maxEventsPerNotification,
      serviceName: z.string().meta({ examples: ['MIM'] }),
      channelType: z.string().meta({ examples: ['HTTP'] }),
      notificationContentType: z.string().meta({ examples: ['application/json'] }),
      notificationVersion: z.number().meta({ examples: [1] }),
    }),
  })
  .meta({ id: 'OneChannel' });

export const subscribedAnswer = z
  .object({ subscription: z.object({ subscriptionId, expiresIn: z.int().meta({ description: 'As it was asked for.', examples: [86_400] }) }) })
  .meta({ id: 'Subscribed' });

export const subscriptionAnswer = z
  .object({
    subscription: z.object({
      subscriptionId,
      expiresIn: z.int().meta({ description: 'Seconds that are left; 0 for no end.', examples: [86_115] }),
      events,
      eventFilters: events.meta({ description: 'The same once more, where some clients of the original look for it.' }),
      callbackData: z.string().meta({ examples: ['desk-7'] }),
    }),
  })
  .meta({ id: 'OneSubscription' });

export const connectionDetailsAnswer = z
  .object({
    notificationConnectionDetails: z.object({
      username: z.string(),
      password: z.string().meta({ description: 'Shown here and nowhere else. It works for one connection.' }),
      httpsUrl: z.string().meta({ description: 'The queue as an event stream (SSE).', examples: ['https://handset.example/stomp'] }),
      wssUrl: z.string().meta({ description: 'STOMP 1.2 over a WebSocket.', examples: ['wss://handset.example/stomp/websocket'] }),
      queues: z.object({ text: z.string().optional().meta({ examples: ['/queue/0199a2f4-6c1e-7d33-9b0a-5f2f6f0c1a77'] }), mms: z.string().optional() }).meta({ description: 'The queue that was asked for.' }),
    }),
  })
  .meta({ id: 'NotificationConnectionDetails' });

const inboxEvent = z
  .object({
    messageId: z.string().meta({ examples: ['0k5pQ3vWc2Yt8sLm'] }),
    conversationThreadId: z.string().meta({ examples: ['0k5pQ3sTb1Xs7rKl'] }),
    eventType: z.enum(['add', 'update', 'delete']),
    event: event.meta({ description: 'The kind of message.' }),
    text: z.string().optional().meta({ description: 'Of a TEXT that came or changed, at most 500 characters. For an MMS, get the message.', examples: ['I am ten minutes away.'] }),
    isTextTruncated: z.boolean().optional().meta({ description: 'Beside `text`: true when there is more.' }),
    isFavorite: z.boolean(),
    isUnread: z.boolean(),
  })
  .meta({ id: 'InboxEvent' });

/** The same for webhooks, queues and streams. */
export const notification = z
  .object({
    messageNotifications: z.object({
      subscriptionNotifications: z
        .array(z.object({ subscriptionId, callbackData: z.string().meta({ description: 'Yours, from the subscription.', examples: ['desk-7'] }), notificationEvents: z.array(inboxEvent) }).meta({ id: 'SubscriptionNotification' }))
        .meta({ description: 'One; none in the test that the page of the app sends.' }),
    }),
  })
  .meta({ id: 'Notification', description: 'What happened in an inbox. In the body of a webhook, of a MESSAGE frame and of an event of the stream.' });
