import type { ReactNode } from 'react';
import { Link } from '#components/ui/link.tsx';

const marks = /`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*([^*]+)\*/gu;

/** A sentence of our own content, in which `code`, [links](/docs) and *words of the screen* are marked. Never text of strangers. */
export function RichText({ text }: { text: string }): ReactNode {
  const pieces: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(marks)) {
    pieces.push(text.slice(from, match.index));
    const [whole, code, label, href, words] = match;
    if (code !== undefined) pieces.push(<code key={match.index}>{code}</code>);
    else if (words !== undefined) pieces.push(<em key={match.index}>{words}</em>);
    else if (href?.startsWith('/')) pieces.push(<Link key={match.index} href={href}>{label}</Link>);
    else pieces.push(<a key={match.index} href={href}>{label}</a>);
    from = match.index + whole.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}
