import { deleteChannel as deleteChannelRow, findChannelOfClient, findOwnChannel, insertChannel, type ChannelRow } from '#lib/data/notifications/channels.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import type { ClientActor } from '#lib/domain/actor.ts';
import { channelFacts } from '#lib/domain/notification.ts';
import { AppError } from '#lib/errors.ts';
import { newId, parseShortId, shortId } from '#lib/ids.ts';

export type ChannelView = ChannelRow;

/** The same answer for none and for another app's (T1). */
export const noChannel = () => new AppError('resource-not-found', 'This app has no such channel.', { field: 'channelId' });

/**
 * The one notification channel of an app. Throws `channel-exists`, with the id of the channel there is, for a second one; of two that are
 * created at once exactly one is.
 */
export async function createChannel({ actor }: { actor: ClientActor }): Promise<ChannelView> {
  const { serviceName, contentType, version } = channelFacts;
  // Between a lost insert and the look the other channel may be deleted again; then ours is free to be made.
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const channel = { id: newId(), clientId: actor.clientId, serviceName, contentType, version };
    if (await insertChannel(channel)) return channel;
    const present = await findChannelOfClient(actor.clientId);
    if (present) throw new AppError('channel-exists', 'A channel is already created for your app. Use it, or delete it first.', { field: `channelId: ${shortId(present.id)}` });
  }
  throw new AppError('conflict', 'The channel of this app is being created and deleted at the same time. Try again.', { field: 'channel' });
}

/** Throws `resource-not-found`. */
export async function getChannel({ actor, channelId }: { actor: ClientActor; channelId: string }): Promise<ChannelView> {
  const id = parseShortId(channelId);
  const channel = id && (await findOwnChannel(actor.clientId, id));
  if (!channel) throw noChannel();
  return channel;
}

/** Ends the channel, its subscriptions and what waits for them. Throws `resource-not-found`. */
export async function deleteChannel({ actor, channelId }: { actor: ClientActor; channelId: string }): Promise<void> {
  const id = parseShortId(channelId);
  if (!id || !(await inSqlTransaction((tx) => deleteChannelRow(tx, actor.clientId, id)))) throw noChannel();
}
