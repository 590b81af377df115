import { pacedEverySeconds } from '#lib/domain/consumer-pattern.ts';
import { type Outage, outageWords } from '#lib/domain/outage.ts';

/** A recipient's message that the carrier has not taken. `paced`: it is an app's, from a flagged line (L2). `turn`: nothing keeps it but the queue. */
export interface Waiting {
  why: Outage['kind'] | 'paced' | 'turn';
  /** Of an outage; null when nobody knows. */
  since: Date | null;
  /** Until when it is tried: its validity. */
  until: Date;
}

/** What a wait is for, in a few words; null where it is over in a moment. */
export function waitingWords({ why }: Pick<Waiting, 'why'>): string | null {
  if (why === 'turn') return null;
  return why === 'paced' ? 'Waiting: your apps send many messages' : 'Waiting for the network';
}

/** Why it waits and what happens next, in whole sentences. Times are in the reader's words. */
export function explainWaiting({ why }: Pick<Waiting, 'why'>, at: { since: string | null; until: string }): string {
  const end = `until ${at.until}; after that it is not sent.`;
  if (why === 'turn') return `It goes out by itself, and is tried ${end}`;
  if (why === 'paced') return `Your apps send more than a person does, so what they send leaves one message every ${pacedEverySeconds} seconds. It goes out by itself when it is its turn, and is tried ${end}`;
  const outage = outageWords({ kind: why }, at.since);
  return `${outage.charAt(0).toUpperCase()}${outage.slice(1)}. It goes out by itself when ${why === 'no-answer' ? 'it answers' : 'it is back'}, and is tried ${end}`;
}
