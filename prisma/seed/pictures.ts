import sharp from 'sharp';
import { putMedia } from '#lib/data/media.ts';
import { Chance } from '#prisma/seed/chance.ts';
import type { Drawing } from '#prisma/seed/drawing.ts';
import { drawings } from '#prisma/seed/drawings.ts';

export interface Picture {
  name: string;
  contentType: string;
  contentHash: string;
  sizeBytes: number;
  width: number;
  height: number;
}

/** Draws every picture of the demo world and puts it into the media store, where it is kept once however often this runs. */
export async function makePictures(): Promise<ReadonlyMap<string, Picture>> {
  const grain = grainTile();
  const pictures = await Promise.all(
    Object.entries(drawings).map(async ([key, drawing]): Promise<[string, Picture]> => {
      const { name, width, height, format } = drawing;
      const bytes = await render(drawing, grain);
      return [key, { name, contentType: `image/${format}`, contentHash: await putMedia(bytes), sizeBytes: bytes.length, width, height }];
    }),
  );
  return new Map(pictures);
}

async function render({ svg, format }: Drawing, grain: Buffer): Promise<Buffer> {
  const canvas = sharp(Buffer.from(svg)).composite([{ input: grain, raw: { width: tileSize, height: tileSize, channels: 4 }, tile: true }]);
  // The map is to be too large for a carrier: a PNG made with little effort.
  return format === 'png' ? canvas.removeAlpha().png({ compressionLevel: 1 }).toBuffer() : canvas.jpeg({ quality: 80 }).toBuffer();
}

const tileSize = 256;

/** The grain of a photograph, as one square that is laid out over the whole. */
function grainTile(): Buffer {
  const chance = new Chance(7);
  const pixels = Buffer.alloc(tileSize * tileSize * 4);
  for (let at = 0; at < pixels.length; at += 4) {
    pixels.fill(chance.next() < 0.5 ? 0 : 255, at, at + 3);
    pixels[at + 3] = chance.between(0, 10);
  }
  return pixels;
}
