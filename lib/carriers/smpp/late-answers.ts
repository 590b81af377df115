import type { CarrierEvents, DeliveryReceipt, Submission } from '#lib/carriers/carrier.ts';
import type { SubmitAnswer } from '#lib/carriers/smpp/link.ts';
import { clock } from '#lib/clock.ts';
import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'smpp' });
const tries = 8;
const firstPauseMs = 250;

export interface LateAnswers {
  tell(submission: Submission, answer: SubmitAnswer): void;
  start(events: CarrierEvents): void;
  /** Resolves when all that was told is stored. */
  stop(): Promise<void>;
}

/**
 * Answers that came after their submit was called in doubt (F22). They are handed on as receipts that name sender, recipient and reference, which is how a
 * submit in doubt is found and settled; nothing is submitted again. An answer that would allow another try settles nothing.
 */
export function createLateAnswers(): LateAnswers {
  const inHand = new Set<Promise<void>>();
  let events: CarrierEvents | null = null;

  async function store(to: CarrierEvents, receipt: DeliveryReceipt): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await to.receipt(receipt);
      } catch (error) {
        if (attempt === tries) return log.error({ err: error }, 'a late answer could not be stored: its submit stays in doubt');
        await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** attempt));
      }
    }
  }

  return {
    tell(submission, answer) {
      const receipt = receiptOf(submission, answer);
      log.info({ outcome: answer.outcome }, 'an answer came after its time');
      if (!events || !receipt) return;
      const done = store(events, receipt).finally(() => inHand.delete(done));
      inHand.add(done);
    },
    start(to) {
      events = to;
    },
    async stop() {
      while (inHand.size > 0) await Promise.all(inHand);
      events = null;
    },
  };
}

function receiptOf({ messageId, attempt, sender, recipient, reference }: Submission, answer: SubmitAnswer): DeliveryReceipt | null {
  const common = { about: { sender, recipient, reference }, roaming: false, eventKey: 'late answer', at: clock.now() };
  if (answer.outcome === 'taken') return { ...common, carrierMessageIds: [answer.carrierMessageId], status: 'submitted', reason: null };
  // What was refused has no id: this one stands for it.
  if (answer.outcome === 'refused') return { ...common, carrierMessageIds: [`refused ${messageId} ${recipient} ${attempt}`], status: 'rejected', reason: answer.reason };
  return null;
}
