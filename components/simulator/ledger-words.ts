import type { Tone } from '#components/ui/tone.tsx';
import { describeStatus } from '#lib/domain/message-status.ts';
import type { LedgerLine } from '#lib/domain/virtual-phone.ts';

/** What the ledger can be narrowed to. */
export type Outcome = 'delivered' | 'under-way' | 'failed' | 'throttled' | 'lost';

export const outcomeNames: Readonly<Record<Outcome, string>> = {
  delivered: 'Delivered',
  'under-way': 'Under way',
  failed: 'Refused or failed',
  throttled: 'Throttled',
  lost: 'Something got lost',
};

export function outcomesOf({ answer, status, receiptLost }: LedgerLine): Outcome[] {
  const lost: Outcome[] = answer === 'lost' || answer === 'answer-lost' || receiptLost ? ['lost'] : [];
  if (answer === 'throttled') return ['throttled'];
  if (answer === 'refused' || answer === 'failed') return ['failed'];
  if (answer === 'lost') return lost;
  if (status === 'delivered') return ['delivered', ...lost];
  return status === null || status === 'accepted' ? ['under-way', ...lost] : ['failed', ...lost];
}

const answers: Readonly<Record<LedgerLine['answer'], { words: string; tone: Tone }>> = {
  taken: { words: 'Taken', tone: 'neutral' },
  'answer-lost': { words: 'Taken, answer lost', tone: 'warn' },
  throttled: { words: 'Throttled', tone: 'warn' },
  refused: { words: 'Refused', tone: 'bad' },
  failed: { words: 'Error', tone: 'bad' },
  lost: { words: 'Never arrived', tone: 'warn' },
};

/** What the network answered to the submit, in the ledger's words. */
export function answerOf({ answer, detail }: LedgerLine): { words: string; tone: Tone } {
  const { words, tone } = answers[answer];
  if (answer === 'throttled') return { words: `Throttled, wait ${detail}`, tone };
  return answer === 'refused' && detail !== null ? { words: `Refused: ${detail.replaceAll('-', ' ')}`, tone } : { words, tone };
}

/** What became of it on its way to the phone; null while nothing is known, or when it was not taken. */
export function receiptOf({ status, reason, roaming, receiptLost }: LedgerLine): { words: string; tone: Tone } | null {
  if (status === null) return null;
  const { short } = describeStatus(status, { reason, roaming });
  const tone = status === 'delivered' ? 'ok' : status === 'accepted' ? 'info' : 'bad';
  return receiptLost ? { words: `${short}, receipt lost`, tone: 'warn' } : { words: short, tone };
}
