import { openPicture, type PictureSize } from '#lib/data/derived-media.ts';
import { openMedia, type StoredMedia } from '#lib/data/media.ts';
import { findPart } from '#lib/data/store/thread-messages.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { etagOf } from '#lib/domain/content-request.ts';
import { AppError } from '#lib/errors.ts';

export interface OpenedAttachment extends StoredMedia {
  name: string;
  contentType: string;
  etag: string;
}

export type AttachmentView = 'original' | PictureSize;

/**
 * The bytes of one attachment of the actor: as they were sent, or, for a picture, made for showing (no place, time or camera in it, no larger
 * than the screen). A picture that cannot be decoded is not there to be shown. Throws `not-found` for that, for an unknown one, a deleted one
 * and somebody else's alike (T1).
 */
export async function openAttachment(input: { actor: SubscriberActor; messageId: string; position: number; view: AttachmentView }): Promise<OpenedAttachment> {
  const { view } = input;
  const part = await findPart(input.actor.mailboxId, input.messageId, input.position);
  const media = part && (view === 'original' ? await openMedia(part.contentHash) : part.contentType.startsWith('image/') ? await openPicture(part.contentHash, view) : null);
  if (!part || !media) throw new AppError('not-found', 'This attachment does not exist.');
  return { name: part.name, contentType: view === 'original' ? part.contentType : 'image/webp', etag: etagOf(part.contentHash, view), ...media };
}
