import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ByteRange } from '#lib/domain/content-request.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { sha256Hex } from '#lib/crypto.ts';

/** Media are kept once, under the SHA-256 of their bytes, on disk. */
function pathOf(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('A media hash is 64 hexadecimal digits.');
  return join(env.MEDIA_DIR, hash.slice(0, 2), hash);
}

/**
 * Stores bytes durably and returns their hash;
 * stored before the transaction that names it, so that no row names a file that is not there.
 */
export async function putMedia(bytes: Uint8Array): Promise<string> {
  const hash = sha256Hex(bytes);
  const path = pathOf(hash);
  if (!(await openFile(path))) await writeWhole(path, bytes);
  return hash;
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
export function openMedia(hash: string): Promise<StoredMedia | null> {
  return openFile(pathOf(hash));
}

/** A file to read from; null when there is none. */
export async function openFile(path: string): Promise<StoredMedia | null> {
  try {
    const { size } = await stat(path);
    return { sizeBytes: size, open: (range) => createReadStream(path, range && { start: range.first, end: range.last }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
