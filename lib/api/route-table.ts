import type { Route } from '#lib/api/route.ts';
import { messageIndexRoutes } from '#lib/api/routes/message-index.ts';
import { messageRoutes } from '#lib/api/routes/messages.ts';
import { notificationRoutes } from '#lib/api/routes/notifications.ts';
import { sendMessageRoute } from '#lib/api/routes/send-message.ts';

/** Every route that a token opens, in the order of matching: `index` stands where a message id could, so its routes come first. */
export const routeTable: readonly Route[] = [sendMessageRoute, ...messageIndexRoutes, ...messageRoutes, ...notificationRoutes];
