import { endOfTurn } from '#lib/data/gather.ts';

/** Carrier ids whose submit's answer is being written, with what ends it. */
const inHand = new Map<string, Promise<unknown>>();

const keyOf = (carrier: string, carrierMessageId: string): string => `${carrier} ${carrierMessageId}`;

/** Notes that an answer with these ids is being written, until it is or could not be. */
export function noteAnswer(carrier: string, carrierMessageIds: readonly string[], written: Promise<unknown>): void {
  const keys = carrierMessageIds.map((id) => keyOf(carrier, id));
  const ended = written.catch(() => undefined).finally(() => {
    for (const key of keys) if (inHand.get(key) === ended) inHand.delete(key);
  });
  for (const key of keys) inHand.set(key, ended);
}

/**
 * Resolves when no answer that this process has in hand bears one of the ids. A fast centre's receipt comes with the answer or right behind it: it waits
 * here for that moment instead of being parked and fetched again, which costs the database more than all else about it. One that comes to another
 * process is parked.
 */
export async function untilAnswersAreWritten(carrier: string, carrierMessageIds: readonly string[]): Promise<void> {
  // What the same read from the network brought has been handed on by then.
  await endOfTurn();
  await Promise.all(carrierMessageIds.map((id) => inHand.get(keyOf(carrier, id))));
}
