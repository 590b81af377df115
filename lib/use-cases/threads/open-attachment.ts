import type { Readable } from 'node:stream';
import { openMedia } from '#lib/data/media.ts';
import { findPart } from '#lib/data/store/thread-messages.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';

export interface OpenedAttachment {
  name: string;
  contentType: string;
  sizeBytes: number;
  stream: Readable;
}

/** The bytes of one attachment of the actor. Throws `not-found` for an unknown one, a deleted one and somebody else's alike (T1). */
export async function openAttachment(input: { actor: SubscriberActor; messageId: string; position: number }): Promise<OpenedAttachment> {
  const part = await findPart(input.actor.mailboxId, input.messageId, input.position);
  const media = part ? await openMedia(part.contentHash) : null;
  if (!part || !media) throw new AppError('not-found', 'This attachment does not exist.');
  return { name: part.name, contentType: part.contentType, sizeBytes: media.sizeBytes, stream: media.stream };
}
