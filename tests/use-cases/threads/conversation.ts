import { receiveMessage } from '#lib/use-cases/messages/receive-message.ts';
import { newId } from '#lib/ids.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';

/** A message that comes in over the network. */
export async function receiveFrom(subscriber: SubscriberActor, from: string, text: string, options: { group?: string[]; sentAt?: Date } = {}): Promise<void> {
  await receiveMessage({
    inboundKey: newId(),
    msisdn: subscriber.msisdn,
    direction: 'in',
    from,
    to: [subscriber.msisdn, ...(options.group ?? [])],
    text,
    subject: null,
    isGroup: options.group !== undefined,
    parts: [],
    sentAt: options.sentAt ?? new Date(),
  });
}

export const ben = '+12065550111';
export const hana = '+12065550112';
export const mara = '+12065550113';
