import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { ByteRange } from '#lib/domain/content-request.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { sha256Hex } from '#lib/crypto.ts';

/** Media are kept once, under the SHA-256 of their bytes, on disk. */
function pathOf(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('A media hash is 64 hexadecimal digits.');
  return join(env.MEDIA_DIR, hash.slice(0, 2), hash);
}

/** Beside its place a file waits while the purge (`purge-media.ts`) makes sure that nobody wants it after all. */
export const asideOf = (path: string): string => `${path}.aside`;

/**
 * Stores bytes durably and returns their hash;
 * stored before the transaction that names it, so that no row names a file that is not there. What is there already is marked as wanted
 * now: the purge leaves alone what was wanted within a day.
 */
export async function putMedia(bytes: Uint8Array): Promise<string> {
  const hash = sha256Hex(bytes);
  const path = pathOf(hash);
  if (!(await markWanted(path))) await writeWhole(path, bytes);
  return hash;
}

/**
 * False when there is no such file. One that is still in its place after the mark was set carries it for whoever moves it later; one that
 * was moved meanwhile counts as gone.
 */
async function markWanted(path: string): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(path, now, now);
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Written beside its place and renamed once it is on the disk: whoever finds the file finds all of it. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${newId()}`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

export interface StoredMedia {
  sizeBytes: number;
  /** Opens the bytes, or a range of them. Nothing is open before. */
  open(range?: ByteRange): Readable;
}

/** What the store holds under the hash; null when it holds nothing. */
export async function openMedia(hash: string): Promise<StoredMedia | null> {
  const path = pathOf(hash);
  // The last look finds one that was put back between the two before.
  const places = [path, asideOf(path), path];
  for (const place of places) {
    const media = await openFile(place);
    if (media) return { sizeBytes: media.sizeBytes, open: (range) => Readable.from(read(places, range), { objectMode: false }) };
  }
  return null;
}

/** It may be moved between the look and the reading; once it is open that does not matter. */
async function* read(places: readonly string[], range: ByteRange | undefined): AsyncGenerator<Buffer> {
  for (const place of places) {
    const file = await openOrNull(place);
    if (file) return yield* file.createReadStream(range && { start: range.first, end: range.last }) as AsyncIterable<Buffer>;
  }
  throw new Error('The media store no longer holds these bytes.');
}

async function openOrNull(path: string): Promise<FileHandle | null> {
  return open(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

/** A file to read from; null when there is none. */
export async function openFile(path: string): Promise<StoredMedia | null> {
  try {
    const { size } = await stat(path);
    return { sizeBytes: size, open: (range) => createReadStream(path, range && { start: range.first, end: range.last }) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
