import type { Carrier, Submission, SubmitResult } from '#lib/carriers/carrier.ts';
import { beginAttempts, type ClaimedRow, claimOutbox, claimSuspect, hasSuspects, nextDueInMs } from '#lib/data/store/outbox.ts';
import { claimPaced, parkPaced } from '#lib/data/store/paced.ts';
import { findSubmissionSources, type SubmissionSource } from '#lib/data/store/submission.ts';
import { pacedEverySeconds } from '#lib/domain/consumer-pattern.ts';
import { crashPoint } from '#lib/crash-point.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { childLogger } from '#lib/logger.ts';
import { endWhatMayNotLeave, recordSubmitResult } from '#lib/use-cases/messages/record-submit-result.ts';

const log = childLogger({ component: 'dispatch' });

/** Claimed by one statement: what a lost worker leaves behind at most, and a bound to the texts in memory. */
const largestClaim = 64;
const mostUnderWay = 512;
/** A row that waits for an earlier one to the same recipient is due and cannot be claimed: look again, but not at once. */
const blockedMs = 25;
const idleMs = 1_000;
/** Whether a flagged line's next text may leave. */
const pacedEveryMs = 500;
/** An answer of the carrier is worth more than the lease: it is written even when the database was away, as long as somebody may still wait for it. */
const recordForMs = 120_000;

export interface Dispatcher {
  /** Claims what is due into the places that the carrier has free, and starts it. Answers how many rows, and the milliseconds after which to look again. */
  round(): Promise<{ claimed: number; waitMs: number }>;
  /** Resolves when every submit under way has its answer written. */
  settled(): Promise<void>;
}

/**
 * Hands the outbox to the carrier: people before programs, in order per sender and recipient, never more at once than the carrier has places.
 * A slow submit holds up nobody but its own recipient. `freed` is called when a submit ends that something may have waited for: a place, or its turn
 * behind it.
 */
export function createDispatcher(carrier: Carrier, options: { freed?: () => void; suspectsEveryMs?: number } = {}): Dispatcher {
  const { suspectsEveryMs = 5_000 } = options;
  const underWay = new Set<Promise<void>>();
  let suspectsAt = performance.now();
  let pacedAt = -Infinity;
  /** Whether anything was left waiting when there was last a look. */
  let isBehind = false;

  async function start(rows: readonly ClaimedRow[]): Promise<void> {
    // Read before the attempts begin: whatever is wrong with a message shows while nothing can have left (F29).
    const sources = await findSubmissionSources(rows);
    crashPoint('submit.before_write');
    const numbers = await beginAttempts(rows);
    for (const [at, row] of rows.entries()) {
      const number = numbers.get(row.outboxId);
      if (number === undefined) continue;
      const run = submit(carrier, row, number, sources[at] ?? null)
        // The lease ends by itself, and the sweeper decides by the attempt what may have happened.
        .catch((error: unknown) => log.error({ err: error, outboxId: row.outboxId }, 'an answer of the carrier could not be written'))
        .finally(() => {
          underWay.delete(run);
          if (isBehind) options.freed?.();
        });
      underWay.add(run);
    }
    // After the submits: it waits for mailboxes, and what has begun must not leave later than whoever ends it next was told.
    await endWhatMayNotLeave(rows.filter((row) => !numbers.has(row.outboxId)));
  }

  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  function capacity(): { places: number; againInMs: number } {
    const { free, againInMs } = carrier.capacity();
    return { places: Math.min(free, mostUnderWay - underWay.size, largestClaim), againInMs };
  }

  /** What may have ended a worker is handled alone: if it does so again, it takes nothing along. */
  async function takeSuspect(): Promise<void> {
    if (performance.now() - suspectsAt < suspectsEveryMs) return;
    suspectsAt = performance.now();
    if (!(await hasSuspects())) return;
    await settled();
    const suspects = await claimSuspect(newId(), env.OUTBOX_LEASE_SECONDS);
    await start(suspects);
    await settled();
    // It ended well, or nobody would be here: of all that a killed worker held the next one need not wait.
    if (suspects.length > 0) suspectsAt = -Infinity;
  }

  return {
    settled,
    async round() {
      if (capacity().places > 0) await takeSuspect();
      const { places, againInMs } = capacity();
      isBehind = true;
      if (places <= 0) return { claimed: 0, waitMs: Math.min(Math.max(againInMs, 1), idleMs) };
      const rows = await claimOutbox(newId(), env.OUTBOX_LEASE_SECONDS, places);
      if (rows.length < places && performance.now() - pacedAt > pacedEveryMs) {
        pacedAt = performance.now();
        rows.push(...(await claimPaced(newId(), { leaseSeconds: env.OUTBOX_LEASE_SECONDS, everySeconds: pacedEverySeconds, limit: places - rows.length })));
        await parkPaced();
      }
      if (rows.length > 0) {
        await start(rows);
        // With places left there was nothing more to take: what comes next calls.
        return { claimed: rows.length, waitMs: rows.length < places ? blockedMs : 0 };
      }
      const dueInMs = (await nextDueInMs()) ?? idleMs;
      isBehind = dueInMs <= 0;
      return { claimed: 0, waitMs: Math.max(blockedMs, Math.min(dueInMs, idleMs)) };
    },
  };
}

async function submit(carrier: Carrier, row: ClaimedRow, number: number, source: SubmissionSource | null): Promise<void> {
  const result = source ? await askCarrier(carrier, submissionOf(source, row, number), row) : ({ outcome: 'refused', reason: 'message-gone' } as const);
  crashPoint('submit.after_resp');
  const giveUpAt = performance.now() + recordForMs;
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    try {
      await recordSubmitResult({ carrier: carrier.name, row, number, result });
      return crashPoint('submit.after_commit');
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      log.warn({ err: error, outboxId: row.outboxId }, 'an answer of the carrier waits for the database');
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

async function askCarrier(carrier: Carrier, submission: Submission, row: ClaimedRow): Promise<SubmitResult> {
  try {
    return await carrier.submit(submission);
  } catch (error) {
    log.error({ err: error, outboxId: row.outboxId }, 'the carrier adapter threw');
    return { outcome: 'in-doubt', reason: 'adapter-error' };
  }
}

/** `attempt` is the number of the attempt that is made, or was made last. */
export function submissionOf(source: SubmissionSource, row: ClaimedRow, attempt: number): Submission {
  return {
    messageId: row.messageId,
    attempt,
    route: source.route,
    sender: source.sender,
    recipient: row.address,
    group: source.isGroup ? source.everybody : null,
    subject: source.subject,
    text: source.text ?? '',
    parts: source.parts,
    validUntil: row.validUntil,
    segmentsTaken: row.segmentsTaken,
    reference: row.outboxId % 65_536,
  };
}
