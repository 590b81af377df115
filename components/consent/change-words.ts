import type { ConsentChange } from '#lib/domain/consent-change.ts';
import type { Scope } from '#lib/domain/scope.ts';
import { writeEnd } from '#lib/domain/time-words.ts';

export const scopeWords: Record<Scope, string> = { IMMN: 'send', MIM: 'read and organise', NOTIFICATIONCHANNEL: 'be told of changes' };

/** What a decision changed, a sentence each. A person who allowed the same again is told so. */
export function changeWords({ added, removed, end, otherDevice }: ConsentChange): string[] {
  const words = [
    ...(added.length > 0 ? [`Added: ${added.map((scope) => scopeWords[scope]).join(', ')}.`] : []),
    ...(removed.length > 0 ? [`Taken away: ${removed.map((scope) => scopeWords[scope]).join(', ')}.`] : []),
    ...(end ? [endWords(end)] : []),
  ];
  return [...(words.length > 0 ? words : ['Allowed again as it was.']), ...(otherDevice ? [`Another device than before, which was ${otherDevice}.`] : [])];
}

function endWords({ was, is }: NonNullable<ConsentChange['end']>): string {
  if (is === 'none') return was === 'none' ? '' : `End removed, it was ${writeEnd(was)}.`;
  return was === 'none' ? `End set to ${writeEnd(is)}, there was none.` : `End moved from ${writeEnd(was)} to ${writeEnd(is)}.`;
}
