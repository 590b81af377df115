import { foldRecipientStatuses, isFailure, isFinal } from '#lib/domain/message-status.ts';
import type { ThreadMessage } from '#lib/domain/conversation.ts';
import { waitingWords } from '#lib/domain/waiting.ts';
import { dayKey } from '#components/inbox/when.ts';

export interface MessageDay {
  key: string;
  first: ThreadMessage;
  messages: { message: ThreadMessage; isNext: boolean; isLastOfRun: boolean }[];
}

const runMs = 5 * 60_000;

function speaker(message: ThreadMessage): string {
  return message.direction === 'out' ? `me ${message.clientName ?? ''}` : message.fromAddress;
}

/** Messages under the days they came on, in runs of one speaker. */
export function groupByDay(messages: readonly ThreadMessage[], zone: string): MessageDay[] {
  const days: MessageDay[] = [];
  for (const [at, message] of messages.entries()) {
    const key = dayKey(message.at, zone);
    let day = days.at(-1);
    if (day?.key !== key) days.push((day = { key, first: message, messages: [] }));
    day.messages.push({
      message,
      isNext: isRun(messages[at - 1], message, zone),
      isLastOfRun: !isRun(message, messages[at + 1], zone),
    });
  }
  return days;
}

function isRun(before: ThreadMessage | undefined, after: ThreadMessage | undefined, zone: string): boolean {
  if (!before || !after || speaker(before) !== speaker(after)) return false;
  return after.at.getTime() - before.at.getTime() < runMs && dayKey(before.at, zone) === dayKey(after.at, zone);
}

/** Whether it failed for somebody, and nobody is waited for any more. */
export function hasFailed(message: ThreadMessage): boolean {
  if (message.direction === 'in' || message.recipients.length === 0) return false;
  return isFailure(foldRecipientStatuses(message.recipients.map(({ status }) => status)));
}

/** What the message as a whole waits for, in a few words; null when it is about to go, or has reached or failed somebody: then that is what matters. */
export function waitWords({ recipients }: ThreadMessage): string | null {
  if (recipients.some(({ status }) => isFinal(status))) return null;
  return recipients.map(({ waiting }) => waiting && waitingWords(waiting)).find((words) => words) ?? null;
}

/**
 * The newest page beside what is shown already: pages that were loaded before stay, what was deleted goes. When the two do not meet
 * (more came than a page holds), only the newest page is left.
 */
export function mergePages(shown: readonly ThreadMessage[], newest: readonly ThreadMessage[]): { messages: ThreadMessage[]; meets: boolean } {
  const [first] = newest;
  const at = first ? shown.findIndex(({ messageId }) => messageId === first.messageId) : -1;
  return at < 0 ? { messages: [...newest], meets: false } : { messages: [...shown.slice(0, at), ...newest], meets: true };
}

const retryReasons = new Set(['unreachable', 'expired', 'roaming-plan', 'link-lost', 'part-failed']);
const rewriteReasons = new Set(['carrier-refused', 'blocked', 'too-large', 'media-refused']);

/** What can help a failed message: the same again, another text, or nothing here. */
export function remedyOf(message: ThreadMessage): 'resend' | 'rewrite' | 'none' {
  const failed = message.recipients.filter(({ status }) => isFailure(status));
  const reasons = failed.map(({ reason, status }) => reason ?? status);
  if (reasons.every((reason) => retryReasons.has(reason) || reason === 'cancelled-by-sender' || reason === 'consent-ended')) return 'resend';
  return reasons.some((reason) => rewriteReasons.has(reason)) ? 'rewrite' : 'none';
}
