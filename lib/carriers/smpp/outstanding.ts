import type { Pdu } from '#lib/carriers/smpp/pdu.ts';

/** What came of a request of ours. `silent`: no answer within its time. `lost`: the link went while it was outstanding. `unsent`: nothing left. */
export type Answer = { kind: 'answered'; pdu: Pdu } | { kind: 'silent' } | { kind: 'lost' } | { kind: 'unsent' };

/** Answers that may still come late; beyond that the oldest is forgotten. */
const mostLate = 1_000;

interface Waiting {
  command: string;
  settle(answer: Answer): void;
}

export interface Outstanding {
  size(): number;
  /** The answer to the request of that sequence number. `late` hears one that comes after `silent`. */
  wait(sequence: number, command: string, answerMs: number, late?: (pdu: Pdu) => void): Promise<Answer>;
  answer(pdu: Pdu): void;
  /** The link went (F20). */
  loseAll(): void;
}

/** The requests of one session that have no answer yet, each with a timer, by sequence number. */
export function createOutstanding(): Outstanding {
  const waiting = new Map<number, Waiting>();
  const late = new Map<number, Waiting>();

  function remember(sequence: number, command: string, hear: (pdu: Pdu) => void): void {
    late.set(sequence, { command, settle: (answer) => void (answer.kind === 'answered' && hear(answer.pdu)) });
    const [oldest] = late.keys();
    if (late.size > mostLate && oldest !== undefined) late.delete(oldest);
  }

  return {
    size: () => waiting.size,
    wait(sequence, command, answerMs, hear) {
      return new Promise((resolve) => {
        const settle = (answer: Answer) => {
          clearTimeout(timer);
          waiting.delete(sequence);
          resolve(answer);
        };
        const timer = setTimeout(() => {
          if (hear) remember(sequence, command, hear);
          settle({ kind: 'silent' });
        }, answerMs);
        waiting.set(sequence, { command, settle });
      });
    },
    answer(pdu) {
      const asked = waiting.get(pdu.sequence_number) ?? late.get(pdu.sequence_number);
      // Anything else that bears the number answers another question.
      if (!asked || (pdu.command !== `${asked.command}_resp` && pdu.command !== 'generic_nack')) return;
      late.delete(pdu.sequence_number);
      asked.settle({ kind: 'answered', pdu });
    },
    loseAll() {
      late.clear();
      for (const { settle } of [...waiting.values()]) settle({ kind: 'lost' });
    },
  };
}
