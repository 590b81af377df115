import { createHash } from 'node:crypto';
import type { NetworkConditions } from '#lib/domain/network-conditions.ts';

/** One segment of one submit. What happens to it depends on this, the seed and the controls, and on nothing else: a run can be told again. */
export interface FateSubject {
  messageId: string;
  recipient: string;
  segment: number;
  attempt: number;
}

type Share = 'submitLossPercent' | 'answerLossPercent' | 'receiptLossPercent' | 'errorPercent';

/** A number from 0 to below 1, evenly spread, always the same for the same seed, question and subject. */
function draw(seed: number, question: string, { messageId, recipient, segment, attempt }: FateSubject): number {
  return createHash('sha256').update([seed, question, messageId, recipient, segment, attempt].join('\n')).digest().readUInt32BE() / 2 ** 32;
}

/** Whether a share hits. `part` tells the receipts of one segment apart. */
export function isHit(conditions: NetworkConditions, share: Share, subject: FateSubject, part = ''): boolean {
  return conditions[share] > 0 && draw(conditions.seed, `${share} ${part}`, subject) * 100 < conditions[share];
}

/** Latency with its jitter, never below zero. */
export function delayMs(conditions: NetworkConditions, subject: FateSubject, part: string): number {
  const { seed, latencyMs, jitterMs } = conditions;
  if (jitterMs === 0) return latencyMs;
  return Math.max(0, Math.round(latencyMs + (draw(seed, `delay ${part}`, subject) * 2 - 1) * jitterMs));
}
