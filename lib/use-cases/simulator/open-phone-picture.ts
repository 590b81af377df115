import { openPicture } from '#lib/data/derived-media.ts';
import type { StoredMedia } from '#lib/data/media.ts';
import { findPhonePart } from '#lib/data/simulator/network.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { requireSimulator } from '#lib/use-cases/simulator/require-simulator.ts';

/** A picture on a virtual phone, made for showing: WebP, whatever was sent. Throws `not-found` for what is no picture. */
export async function openPhonePicture({ messageId, position }: { messageId: string; position: number }): Promise<StoredMedia> {
  requireSimulator();
  const part = isId(messageId) ? await findPhonePart(messageId, position) : null;
  const media = part?.contentType.startsWith('image/') ? await openPicture(part.contentHash, 'thumbnail') : null;
  if (!media) throw new AppError('not-found', 'There is no such picture.');
  return media;
}
