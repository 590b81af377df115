import { randomBytes } from 'node:crypto';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import type { Chance } from '#prisma/seed/chance.ts';
import type { Outcome } from '#prisma/seed/script.ts';

/** One thing that was learned of a recipient, as the dispatcher and the receipts would have written it. */
export interface StatusStep {
  at: Date;
  status: RecipientStatus;
  reason: string | null;
  segment: number | null;
  source: string;
  eventKey: string;
  /** Whether the recipient's own status moved with it. */
  moves: boolean;
}

export interface RecipientStory {
  steps: StatusStep[];
  carrierMessageIds: string[];
}

const receiptDeadlineMs = 48 * 60 * 60_000;

/** What happened to one recipient of a message that was sent from the page or by an app. */
export function storyOf(options: { at: Date; origin: 'web' | 'app'; outcome: Outcome; segmentCount: number; chance: Chance }): RecipientStory {
  const { at, origin, outcome, segmentCount, chance } = options;
  let ms = at.getTime();
  const steps: StatusStep[] = [];
  const carrierMessageIds = Array.from({ length: segmentCount }, () => randomBytes(10).toString('hex'));
  const add = (status: RecipientStatus, source: string, eventKey: string, more: Partial<StatusStep> = {}) =>
    steps.push({ at: new Date(ms), status, reason: null, segment: null, source, eventKey, moves: true, ...more });
  // The last segment's receipt is the one that moves the whole.
  const receipts = (status: RecipientStatus, reason: string | null = null) => {
    for (const [place, id] of carrierMessageIds.entries()) {
      add(status, 'carrier', `${id} ${status}`, { segment: place + 1, reason, moves: place === segmentCount - 1 });
    }
  };

  add('queued', origin, 'first');
  ms += chance.between(60, 260);
  if (outcome.kind === 'failed' && outcome.status === 'rejected') {
    add('rejected', 'carrier', 'refused 1', { reason: outcome.reason });
    return { steps, carrierMessageIds: [] };
  }
  add('submitted', 'carrier', 'submitted 1');
  if (outcome.kind === 'unknown') {
    ms = at.getTime() + receiptDeadlineMs;
    add('unknown', 'deadline', 'deadline', { reason: 'no-receipt' });
    return { steps, carrierMessageIds };
  }
  ms += chance.between(150, 400);
  receipts('accepted');
  if (outcome.kind === 'roaming') return { steps, carrierMessageIds };
  ms += chance.between(300, 900);
  if (outcome.kind === 'failed') receipts(outcome.status, outcome.reason);
  else receipts('delivered');
  return { steps, carrierMessageIds };
}
