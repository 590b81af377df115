import type { ReactNode } from 'react';
import { fullDay } from '#components/console/day-name.ts';
import { blockName, type CodeStop } from '#lib/domain/code-stop.ts';
import { waitWords } from '#lib/domain/wait-words.ts';

/** Why no code comes, and what ends it. */
function wordsOf(stop: CodeStop): { title: string; ends: ReactNode } {
  switch (stop.reason) {
    case 'opted-out':
      return {
        title: `It texted STOP to ${stop.shortCode} on ${fullDay(stop.at)} (UTC)`,
        ends: <>Only the person can end this, from that phone: text <b>START</b> to <b className="tabular-nums">{stop.shortCode}</b>. Nobody here can do it for them.</>,
      };
    case 'wrong-codes':
      return { title: 'Too many wrong codes in a row', ends: `Ends by itself in ${waitWords(stop.waitSeconds)}, or now if you lift it.` };
    case 'asked-too-often':
      return { title: 'A code was asked for too often', ends: `Ends by itself in ${waitWords(stop.waitSeconds)}, or now if you lift it.` };
    case 'block-rests':
      return {
        title: `Its block ${blockName(stop.block)} gets no codes`,
        ends: <>Ends by itself within a day, or now if you let codes go out under <a className="link" href="#blocks-title">Blocks that get no codes</a>.</>,
      };
    case 'texts-spent':
      return { title: 'The texts for sign-in are spent for now', ends: `Goes on by itself in ${waitWords(stop.waitSeconds)}. It cannot be lifted for one number.` };
    case 'no-line':
      return { title: 'The carrier has no such line', ends: 'Codes go to this carrier’s own lines alone. Read the number back to the person; the carrier can tell whether the line is on.' };
    case 'carrier-away':
      return { title: 'The carrier cannot be asked about the line right now', ends: 'No code goes out meanwhile. Look again in a minute; the network page tells more.' };
  }
}

/** Each stop that holds, with its end in words. */
export function CodeStopList({ stops, titleId }: { stops: readonly CodeStop[]; titleId: string }) {
  return (
    <ul aria-labelledby={titleId} className="mt-2 grid gap-2">
      {stops.map((stop) => {
        const { title, ends } = wordsOf(stop);
        return (
          <li key={stop.reason}>
            <b className="font-semibold">{title}.</b> {ends}
          </li>
        );
      })}
    </ul>
  );
}
