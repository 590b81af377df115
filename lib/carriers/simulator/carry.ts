import type { Submission, SubmitResult } from '#lib/carriers/carrier.ts';
import type { ConditionsWatch } from '#lib/carriers/simulator/conditions.ts';
import { delayMs, isHit } from '#lib/carriers/simulator/fate.ts';
import { scriptFor } from '#lib/carriers/simulator/scripts.ts';
import { piecesOf, subjectOf, take } from '#lib/carriers/simulator/take.ts';
import { admitSegments } from '#lib/data/simulator/conditions.ts';
import { noteAnswerLost, noteMiss } from '#lib/data/simulator/ledger.ts';
import { findSimulatedLine } from '#lib/data/simulator/lines.ts';
import { inNetworkTransaction } from '#lib/data/simulator/transaction.ts';
import type { MissOutcome } from '#lib/domain/virtual-phone.ts';

/** What a lost submit and a lost answer look like from here: the same. */
export const noAnswer = 'no-answer';
const linkLost = 'link-lost';
const scriptedWaitMs = 300;
const failedWaitMs = 500;

/** One submit over the link: there, through the network, and back, as far as the controls and the recipient's script let it. */
export async function carry(submission: Submission, ownShortCode: string, { current, pause }: Pick<ConditionsWatch, 'current' | 'pause'>): Promise<SubmitResult> {
  const { messageId, sender, recipient, attempt } = submission;
  const script = scriptFor(recipient);
  const subject = subjectOf(submission);
  const segments = piecesOf(submission).length;
  const miss = (outcome: MissOutcome, detail: string) => noteMiss({ messageId, sender, recipient, attempt, segments, outcome, detail });
  const latencyMs = delayMs(current(), subject, 'submit');

  if (await pause(latencyMs / 2)) {
    await miss('lost', linkLost);
    return { outcome: 'in-doubt', reason: linkLost };
  }
  const conditions = current();
  if (isHit(conditions, 'submitLossPercent', subject)) {
    await miss('lost', noAnswer);
    await pause(latencyMs / 2);
    return { outcome: 'in-doubt', reason: noAnswer };
  }
  const answer = await decide();
  const isDown = await pause(latencyMs / 2);
  if (answer.outcome !== 'accepted') return answer;
  if (isDown) {
    await noteAnswerLost(answer.taken.carrierMessageIds);
    return { outcome: 'in-doubt', reason: linkLost };
  }
  if (script.linkDrops) return { outcome: 'in-doubt', reason: linkLost };
  return isHit(conditions, 'answerLossPercent', subject) ? { outcome: 'in-doubt', reason: noAnswer } : answer;

  /** What the network makes of a submit that reached it. */
  async function decide(): Promise<SubmitResult> {
    if (script.refusal) {
      await miss('refused', script.refusal);
      return { outcome: 'refused', reason: script.refusal };
    }
    if (isHit(conditions, 'errorPercent', subject)) {
      await miss('failed', 'system-error');
      return { outcome: 'failed', reason: 'system-error', retryAfterMs: failedWaitMs };
    }
    const scripted = attempt <= (script.throttles ?? 0) ? scriptedWaitMs : 0;
    const waitMs = scripted || (conditions.throttlePerSecond === null ? 0 : await admitSegments(segments));
    if (waitMs > 0) {
      await miss('throttled', `${waitMs} ms`);
      return { outcome: 'throttled', retryAfterMs: waitMs };
    }
    const line = await findSimulatedLine(recipient);
    const answerLost = script.linkDrops === true || isHit(conditions, 'answerLossPercent', subject);
    const carrierMessageIds = await inNetworkTransaction((tx) => take(tx, { submission, script, line, ownShortCode, conditions, answerLost }));
    // A moment in which the receipt overtakes the answer: the network's loop hands it over meanwhile.
    if (script.receiptFirst) await pause(150);
    return { outcome: 'accepted', taken: { carrierMessageIds, segmentCount: carrierMessageIds.length } };
  }
}
