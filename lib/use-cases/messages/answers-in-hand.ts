import type { DeliveryReceipt } from '#lib/carriers/carrier.ts';
import { endOfTurn } from '#lib/data/gather.ts';

/** An answer of the carrier on its way into the database, with the receipts that came for it meanwhile. */
export interface AnswerInHand {
  /** Receipts that are written together with it: in order of arrival. From the first call on no other joins them. */
  takeReceipts(): readonly DeliveryReceipt[];
}

interface Held {
  /** The address that the answer is about. */
  recipient: string;
  receipts: DeliveryReceipt[];
  isTaken: boolean;
  /** Whether it could be written. */
  written: Promise<boolean>;
}

/** By carrier id. */
const inHand = new Map<string, Held>();

const keyOf = (carrier: string, carrierMessageId: string): string => `${carrier} ${carrierMessageId}`;

/** Has `write` write an answer that bears these ids, and keeps it in hand until it is written or could not be. */
export function writeInHand(carrier: string, answer: { carrierMessageIds: readonly string[]; recipient: string }, write: (inHand: AnswerInHand) => Promise<void>): Promise<void> {
  const keys = answer.carrierMessageIds.map((id) => keyOf(carrier, id));
  const held: Held = { recipient: answer.recipient, receipts: [], isTaken: false, written: Promise.resolve(false) };
  const written = write({
    takeReceipts() {
      held.isTaken = true;
      return held.receipts;
    },
  });
  const leave = () => {
    for (const key of keys) if (inHand.get(key) === held) inHand.delete(key);
  };
  held.written = written.then(() => true, () => false).finally(leave);
  for (const key of keys) inHand.set(key, held);
  return written;
}

/**
 * A fast centre's receipt comes with the answer or right behind it. True: it was written in the answer's transaction, and the message changed once instead
 * of twice. False: no answer that this process has in hand bears one of its ids any more, and it is to be written by itself. It waits for that moment
 * here: parked and fetched again it would cost the database more than all else about it. One that comes to another process is parked.
 */
export async function isWrittenWithAnswer(carrier: string, receipt: DeliveryReceipt): Promise<boolean> {
  // What the same read from the network brought has been handed on by then.
  await endOfTurn();
  const [likeliest] = receipt.carrierMessageIds;
  const held = likeliest === undefined ? undefined : inHand.get(keyOf(carrier, likeliest));
  if (held && !held.isTaken && (receipt.about === null || receipt.about.recipient === held.recipient)) {
    held.receipts.push(receipt);
    return held.written;
  }
  await Promise.all(receipt.carrierMessageIds.map((id) => inHand.get(keyOf(carrier, id))?.written));
  return false;
}
