import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pictureSizes } from '#lib/data/derived-media.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { type AttachmentView, openAttachment } from '#lib/use-cases/threads/open-attachment.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const photo = async (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#3366cc' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Make: 'Spycam' }, IFD3: { GPSLatitude: '40/1 26/1 46/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();

async function stored(bytes: Buffer, contentType: string): Promise<{ actor: SubscriberActor; open: (view: AttachmentView) => Promise<{ bytes: Buffer; contentType: string; etag: string }> }> {
  const actor = await createSubscriber();
  const messageId = await receive(actor, { parts: [{ name: 'a', contentType, bytes }] });
  return {
    actor,
    async open(view) {
      const part = await openAttachment({ actor, messageId, position: 0, view });
      const shown = await buffer(part.open());
      expect(shown.length).toBe(part.sizeBytes);
      return { bytes: shown, contentType: part.contentType, etag: part.etag };
    },
  };
}

describe('attachments as they are shown', () => {
  it('T11: nothing but pixels is shown, turned as taken and no larger than the screen; the original stays as it was sent', async () => {
    const bytes = await photo(1600, 1200);
    expect(bytes.includes('Spycam')).toBe(true);
    const { open } = await stored(bytes, 'image/jpeg');
    for (const view of ['thumbnail', 'picture'] as const) {
      const shown = await open(view);
      expect(shown.contentType).toBe('image/webp');
      const { exif, xmp, icc: _, width, height, orientation } = await sharp(shown.bytes).metadata();
      expect([exif, xmp, orientation]).toEqual([undefined, undefined, undefined]);
      expect(shown.bytes.includes('Spycam')).toBe(false);
      expect(height).toBeGreaterThan(width); // orientation 6 is a quarter turn
      expect(width <= pictureSizes[view].width && height <= pictureSizes[view].height).toBe(true);
    }
    expect((await open('original')).bytes.equals(bytes)).toBe(true);
  });

  it('makes each once, also for many who ask at the same time, with a tag of its own', async () => {
    const { open } = await stored(await photo(800, 600), 'image/jpeg');
    const all = await Promise.all(Array.from({ length: 10 }, () => open('thumbnail')));
    expect(new Set(all.map(({ bytes }) => bytes.toString('base64'))).size).toBe(1);
    expect(all[0]?.etag).not.toBe((await open('original')).etag);
  });

  it('keeps an animation moving and a small picture small', async () => {
    const frame = (background: string) => sharp({ create: { width: 20, height: 10, channels: 3, background } }).png().toBuffer();
    const frames = await sharp(await Promise.all([frame('red'), frame('blue')]), { join: { animated: true } }).gif().toBuffer();
    const { open } = await stored(frames, 'image/gif');
    const { pages, width, pageHeight } = await sharp((await open('thumbnail')).bytes, { animated: true }).metadata();
    expect([pages, width, pageHeight]).toEqual([2, 20, 10]);
  });

  it('T11: what claims more pixels than a screen could use, or is no picture, is not shown; it can still be downloaded', async () => {
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: 'white' }, limitInputPixels: false }).png().toBuffer();
    for (const bytes of [bomb, Buffer.from('\xff\xd8\xff\xe0 not really', 'latin1')]) {
      const { open } = await stored(bytes, 'image/png');
      await expect(open('thumbnail')).rejects.toMatchObject({ code: 'not-found' });
      expect((await open('original')).bytes.equals(bytes)).toBe(true);
    }
  });

  it('T1: shows nothing of another person', async () => {
    const { actor } = await stored(await photo(100, 100), 'image/jpeg');
    const mine = await receive(actor, { parts: [{ name: 'a', contentType: 'image/jpeg', bytes: await photo(90, 90) }] });
    const other = await createSubscriber();
    await expect(openAttachment({ actor: other, messageId: mine, position: 0, view: 'thumbnail' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
