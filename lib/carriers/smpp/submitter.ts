import { resultOfTry } from '#lib/carriers/circuit.ts';
import type { Capacity, Submission, SubmitResult, TakenSegments } from '#lib/carriers/carrier.ts';
import type { Link, SubmitAnswer } from '#lib/carriers/smpp/link.ts';
import { outgoingPdus, refusalOf, type OutgoingPdu } from '#lib/carriers/smpp/outgoing.ts';
import type { SmppSettings } from '#lib/carriers/smpp/settings.ts';
import { clock } from '#lib/clock.ts';

/** A segment waits so long for its link's pace before the rest of the message goes back to the queue. */
const patienceMs = 5_000;
const shortestRetryMs = 250;
const failedRetryMs = 5_000;
const longestRetryMs = 60_000;
const overdueRetryMs = 1_000;

export interface Submitter {
  capacity(): Capacity;
  submit(submission: Submission): Promise<SubmitResult>;
}

export interface SubmitterOptions {
  links: readonly Link[];
  settings: SmppSettings;
  late(submission: Submission, answer: SubmitAnswer): void;
}

/** Brings the segments of a message to the link with the most room, one after the other: the next leaves when the one before it is answered. */
export function createSubmitter({ links, settings, late }: SubmitterOptions): Submitter {
  /** Messages between two segments: the room is theirs. */
  const waiting = new Map<Link, number>();
  const roomOf = (link: Link) => Math.max(0, link.room() - (waiting.get(link) ?? 0));
  const retryMs = () => Math.max(shortestRetryMs, Math.min(...links.map((link) => link.waitMs())));

  async function waitForRoom(link: Link): Promise<boolean> {
    const until = performance.now() + patienceMs;
    waiting.set(link, (waiting.get(link) ?? 0) + 1);
    try {
      while (link.room() === 0) {
        if (performance.now() > until || ['down', 'refused'].includes(link.health().state)) return false;
        await new Promise((resolve) => setTimeout(resolve, Math.min(patienceMs / 10, Math.max(5, link.waitMs()))));
      }
      return true;
    } finally {
      waiting.set(link, (waiting.get(link) ?? 1) - 1);
    }
  }

  async function submitAll(submission: Submission, pdus: readonly OutgoingPdu[]): Promise<SubmitResult> {
    const [link] = [...links].sort((left, right) => roomOf(right) - roomOf(left));
    if (!link || roomOf(link) === 0) return { outcome: 'not-sent', reason: 'no-room', retryAfterMs: retryMs() };
    const carrierMessageIds: string[] = [];
    const taken = (): TakenSegments | undefined => (carrierMessageIds.length > 0 ? { carrierMessageIds, segmentCount: pdus.length } : undefined);
    for (const [at, { fields, segments }] of pdus.slice(submission.segmentsTaken).entries()) {
      if (at > 0 && !(await waitForRoom(link))) return { outcome: 'not-sent', reason: 'no-room', retryAfterMs: retryMs(), taken: taken() };
      const answer = await link.submit(fields, segments, (told) => late(submission, told));
      if (answer.outcome !== 'taken') return resultOf(answer, submission.attempt, Math.max(shortestRetryMs, link.waitMs()), taken());
      carrierMessageIds.push(answer.carrierMessageId);
    }
    return { outcome: 'accepted', taken: { carrierMessageIds, segmentCount: pdus.length } };
  }

  return {
    capacity() {
      const free = links.reduce((sum, link) => sum + roomOf(link), 0);
      return { free, againInMs: free > 0 ? 0 : Math.ceil(Math.min(...links.map((link) => link.waitMs()))) };
    },
    async submit(submission) {
      const refusal = refusalOf(submission);
      if (refusal) return { outcome: 'refused', reason: refusal };
      const now = clock.now();
      // The sweeper ends what is overdue; a centre would only be asked to throw it away.
      if (submission.validUntil <= now) return { outcome: 'not-sent', reason: 'expired', retryAfterMs: overdueRetryMs };
      const pdus = outgoingPdus(submission, settings, now);
      return pdus ? submitAll(submission, pdus) : { outcome: 'refused', reason: 'too-long' };
    },
  };
}

function resultOf(answer: Exclude<SubmitAnswer, { outcome: 'taken' }>, attempt: number, waitMs: number, taken: TakenSegments | undefined): SubmitResult {
  switch (answer.outcome) {
    case 'throttled':
      return { outcome: 'throttled', retryAfterMs: waitMs, taken };
    case 'refused':
      return { outcome: 'refused', reason: answer.reason, taken };
    case 'failed': {
      const failed = { outcome: 'failed' as const, reason: 'carrier-error', retryAfterMs: Math.min(longestRetryMs, failedRetryMs * 2 ** Math.min(attempt - 1, 10)), taken };
      return answer.isTry ? resultOfTry(failed, waitMs) : failed;
    }
    case 'in-doubt':
      return { outcome: 'in-doubt', reason: answer.reason, taken };
    case 'rebind':
    case 'unsent':
      return { outcome: 'not-sent', reason: 'no-link', retryAfterMs: waitMs, taken };
  }
}
