import type { ReactNode } from 'react';

const address = /\bhttps?:\/\/[^\s<>"'“”‘’]+[^\s<>"'“”‘’.,;:!?)\]}]/giu;

/** The text as it was written. Web addresses become links of our own making; nothing else in it is ever more than text (T17). */
export function MessageText({ text }: { text: string }) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const found of text.matchAll(address)) {
    const [url] = found;
    if (!URL.canParse(url)) continue;
    parts.push(text.slice(from, found.index));
    parts.push(
      <a key={found.index} href={url} target="_blank" rel="noopener noreferrer nofollow" className="text-inherit underline">
        {url}
      </a>,
    );
    from = found.index + url.length;
  }
  parts.push(text.slice(from));
  return <bdi className="whitespace-pre-wrap">{parts}</bdi>;
}
