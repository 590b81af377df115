const smallest = 4_096;

export interface GatheredBytes {
  add(chunk: Uint8Array): void;
  /** What was added, as one. Nothing may be added afterwards. */
  whole(): Buffer;
  /** Bytes of memory taken: never more than the limit. */
  readonly capacity: number;
}

/**
 * Bytes in one piece of memory that grows with them. A list of chunks would hold some 300 bytes for each, and a sender may cut a body into
 * chunks of one byte. Whoever adds makes sure that it is never more than `limit`.
 */
export function gatherBytes(limit: number): GatheredBytes {
  let memory: Buffer = Buffer.alloc(0);
  let length = 0;
  return {
    add(chunk) {
      const needed = length + chunk.length;
      if (needed > limit) throw new RangeError('more bytes than the limit');
      if (length === 0) {
        // Most bodies are one chunk, which is then the whole.
        memory = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
        length = needed;
        return;
      }
      if (needed > memory.length) {
        const grown = Buffer.allocUnsafe(Math.min(limit, Math.max(needed, memory.length * 2, smallest)));
        memory.copy(grown, 0, 0, length);
        memory = grown;
      }
      memory.set(chunk, length);
      length = needed;
    },
    whole: () => memory.subarray(0, length),
    get capacity() {
      return memory.length;
    },
  };
}
