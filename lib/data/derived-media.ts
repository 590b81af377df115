import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { openFile, openMedia, type StoredMedia, writeWhole } from '#lib/data/media.ts';
import { env } from '#lib/env.ts';

/** What is shown of a picture: small in a conversation, large when it is opened. Pixels, for screens of twice the density. */
export const pictureSizes = { thumbnail: { width: 528, height: 576 }, picture: { width: 2560, height: 2560 } } as const;
export type PictureSize = keyof typeof pictureSizes;

/** A picture of a few kilobytes can claim any size (T11): more than this is not decoded. All frames of an animation count. */
const mostPixels = 40_000_000;

// One picture at a time, and nothing kept: a burst of them must not take the processor or the memory of everybody else.
sharp.cache(false);
sharp.concurrency(1);
let turn: Promise<unknown> = Promise.resolve();

/**
 * A picture made for showing: turned as it was taken, no larger than asked, and without anything but its pixels; place, time and camera stay
 * in the original alone. Made once and kept beside the originals. Null when the bytes are no picture that can be decoded.
 */
export async function openPicture(hash: string, size: PictureSize): Promise<StoredMedia | null> {
  const path = join(env.MEDIA_DIR, 'shown', hash.slice(0, 2), `${hash}.${size}.webp`);
  const made = await openFile(path);
  if (made) return made;
  const original = await openMedia(hash);
  if (!original) return null;
  const mine = turn.then(async () => (await openFile(path)) ?? make(original, size, path));
  turn = mine.catch(() => undefined);
  return mine;
}

async function make(original: StoredMedia, size: PictureSize, path: string): Promise<StoredMedia | null> {
  const shown = await sharp(await buffer(original.open()), { animated: true, limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true })
    .autoOrient()
    .resize({ ...pictureSizes[size], fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82, effort: 2 })
    .timeout({ seconds: 10 })
    .toBuffer()
    .catch(() => null);
  if (!shown) return null;
  await writeWhole(path, shown);
  return openFile(path);
}
