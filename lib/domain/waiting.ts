import { pacedEverySeconds } from '#lib/domain/consumer-pattern.ts';
import { type Outage, outageWords } from '#lib/domain/outage.ts';

/**
 * A recipient's message that the carrier has not taken for certain. `paced`: it is an app's, from a flagged line (L2). `turn`: nothing keeps it but the
 * queue. `in-doubt`: it may have left, and no answer came.
 */
export interface Waiting {
  why: Outage['kind'] | 'paced' | 'turn' | 'in-doubt';
  /** Of an outage; null when nobody knows. */
  since: Date | null;
  /** Until when it is tried: its validity. In doubt: until when word of it is waited for. */
  until: Date;
}

/** What a wait is for, in a few words; null where it is over in a moment. */
export function waitingWords({ why }: Pick<Waiting, 'why'>): string | null {
  if (why === 'turn') return null;
  if (why === 'in-doubt') return 'Not certain: the network’s answer was lost';
  return why === 'paced' ? 'Waiting: your apps send many messages' : 'Waiting for the network';
}

/** Why it waits and what happens next, in whole sentences. Times are in the reader's words. */
export function explainWaiting({ why }: Pick<Waiting, 'why'>, at: { since: string | null; until: string }): string {
  if (why === 'in-doubt') {
    return `The network may have it: its answer was lost. It is not sent again by itself, so that nobody gets it twice. Word from the network is waited for until ${at.until}; without any, the message is then called unknown, and you decide whether to send it again.`;
  }
  const end = `until ${at.until}; after that it is not sent.`;
  if (why === 'turn') return `It goes out by itself, and is tried ${end}`;
  if (why === 'paced') return `Your apps send more than a person does, so what they send leaves one message every ${pacedEverySeconds} seconds. It goes out by itself when it is its turn, and is tried ${end}`;
  const outage = outageWords({ kind: why }, at.since);
  return `${outage.charAt(0).toUpperCase()}${outage.slice(1)}. It goes out by itself when ${why === 'no-answer' ? 'it answers' : 'it is back'}, and is tried ${end}`;
}
