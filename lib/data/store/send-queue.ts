import { endOfTurn } from '#lib/data/gather.ts';
import { type SendToStore, type StoredSend, storeSendAlone, storeSends } from '#lib/data/store/send-batch.ts';
import { AppError, isAway } from '#lib/errors.ts';

/** Two: while one waits for the disk the other gathers. More would only make smaller batches. */
const mostWriters = 2;
const largestBatch = 64;
/** Text written in one statement, in bytes; every recipient of a broadcast counts. One send alone may be larger. */
const mostBatchBytes = 1_048_576;
/** Sends whose mailbox somebody else holds wait for it on connections of their own, these many at once. */
const mostAlone = 4;
const mostWaiting = 5_000;

interface Entry {
  send: SendToStore;
  /** Of its texts. */
  bytes: number;
  resolve: (stored: StoredSend) => void;
  reject: (error: unknown) => void;
}

interface Queue {
  waiting: Entry[];
  /** Mailboxes that a writer of this process has in hand: their later sends wait here, in order, and hold no connection (F16). */
  inHand: Set<string>;
  /** Idempotency-Keys that are on their way. */
  keys: Set<string>;
  /** Sends whose mailbox or consent somebody else holds. */
  alone: Entry[];
  writers: number;
  aloneWriters: number;
}

// Next bundles its own copy of this module; there is one queue a process.
const shared = globalThis as typeof globalThis & { handsetSendQueue?: Queue };
const queue: Queue = (shared.handsetSendQueue ??= { waiting: [], inHand: new Set(), keys: new Set(), alone: [], writers: 0, aloneWriters: 0 });

/**
 * Stores a send durably; resolves after the commit. Sends that come while others are being committed are committed together, with one wait
 * for the disk; one that comes alone is written at once. `running`: another with its Idempotency-Key is on its way in this process.
 * Throws `unavailable` when too many wait, and whatever the database throws.
 */
export async function storeSend(send: SendToStore): Promise<StoredSend | { outcome: 'running' }> {
  if (queue.waiting.length >= mostWaiting) throw new AppError('unavailable', 'Too many messages are being sent at once. Try again in a second.', { retryAfterSeconds: 1 });
  const key = send.key ? `${send.mailboxId} ${send.key.scope} ${send.key.key}` : null;
  if (key !== null && queue.keys.has(key)) return { outcome: 'running' };
  if (key !== null) queue.keys.add(key);
  try {
    const bytes = bytesOf(send);
    return await new Promise<StoredSend>((resolve, reject) => {
      queue.waiting.push({ send, bytes, resolve, reject });
      if (queue.writers < mostWriters) void write();
    });
  } finally {
    if (key !== null) queue.keys.delete(key);
  }
}

async function write(): Promise<void> {
  queue.writers += 1;
  await endOfTurn();
  for (let batch = takeBatch(); batch.length > 0; batch = takeBatch()) await storeBatch(batch);
  queue.writers -= 1;
}

/** The first in line whose mailboxes are free, one send of each: a mailbox numbers its messages one send after the other. */
function takeBatch(): Entry[] {
  const batch: Entry[] = [];
  const passedOver = new Set<string>();
  const rest: Entry[] = [];
  let bytes = 0;
  for (const entry of queue.waiting) {
    const { mailboxId } = entry.send;
    const fits = batch.length === 0 || (batch.length < largestBatch && bytes + entry.bytes <= mostBatchBytes);
    if (fits && !queue.inHand.has(mailboxId) && !passedOver.has(mailboxId)) {
      batch.push(entry);
      bytes += entry.bytes;
    } else {
      rest.push(entry);
    }
    passedOver.add(mailboxId);
  }
  queue.waiting = rest;
  for (const { send } of batch) queue.inHand.add(send.mailboxId);
  return batch;
}

const bytesOf = (send: SendToStore): number => send.messages.reduce((sum, message) => sum + Buffer.byteLength(message.text ?? ''), 0);

async function storeBatch(batch: readonly Entry[]): Promise<void> {
  try {
    const stored = await storeSends(batch.map(({ send }) => send));
    const held: Entry[] = [];
    batch.forEach((entry, at) => {
      const result = stored[at];
      if (!result || result.outcome === 'held') return held.push(entry);
      queue.inHand.delete(entry.send.mailboxId);
      return entry.resolve(result);
    });
    storeAlone(held);
  } catch (error) {
    // Whatever one send may have done to the others: each is tried alone. Only a database that is away would fail them all again.
    if (batch.length > 1 && !isAway(error)) {
      storeAlone(batch);
      return;
    }
    for (const { send, reject } of batch) {
      queue.inHand.delete(send.mailboxId);
      reject(error);
    }
  }
}

function storeAlone(entries: readonly Entry[]): void {
  queue.alone.push(...entries);
  while (queue.alone.length > 0 && queue.aloneWriters < mostAlone) void writeAlone();
}

async function writeAlone(): Promise<void> {
  queue.aloneWriters += 1;
  for (let entry = queue.alone.shift(); entry; entry = queue.alone.shift()) {
    await storeOne(entry.send).then(entry.resolve, entry.reject);
    queue.inHand.delete(entry.send.mailboxId);
    // What waited for this mailbox has no writer if all of them ended meanwhile.
    if (queue.waiting.length > 0 && queue.writers < mostWriters) void write();
  }
  queue.aloneWriters -= 1;
}

/** Held after it has waited: its Idempotency-Key was committed while it did. Asked again, the key is known. */
async function storeOne(send: SendToStore): Promise<StoredSend> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const stored = await storeSendAlone(send);
    if (stored.outcome !== 'held') return stored;
  }
  throw new AppError('unavailable', 'This message could not be stored. Send it again.', { retryAfterSeconds: 1 });
}
