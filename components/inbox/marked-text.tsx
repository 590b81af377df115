import type { ReactNode } from 'react';
import type { Place } from '#lib/domain/search-words.ts';

/** A text with the words of a search marked in it. Places stand in order; one that reaches into the one before is left out. */
export function MarkedText({ text, places }: { text: string; places: readonly Place[] }) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { at, length } of places) {
    if (at < from) continue;
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + length)}</mark>);
    from = at + length;
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
}
