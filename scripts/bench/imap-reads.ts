import type { Dovecot } from '#scripts/bench/anchors/dovecot.ts';
import { median } from '#scripts/bench/bench.ts';

export interface ImapFigures {
  /** p50 in ms. */
  newest50: number;
  delta10: number;
  rareWord: number;
}

/** Texts like those of the filled mailboxes: 6 to 22 words, one message in 2,000 with a rare one. */
function messageText(n: number): string {
  const words = Array.from({ length: 6 + (n % 17) }, () => `w${Math.floor(8_000 * Math.random() ** 3)}`);
  const text = [...words, ...(n % 2_000 === 7 ? ['rarekeyword'] : [])].join(' ');
  return `From: <tel:+1415${5_000_000 + (n % 997)}>\r\nTo: <tel:+12065550000>\r\nDate: Mon, 01 Jan 2026 00:00:00 +0000\r\nMessage-ID: <m${n}@bench>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
}

/** A3, A4, A5 of the usual store of mail: the newest 50 with their text, ten changes by CHANGEDSINCE (RFC 7162), one rare word. */
export async function measureDovecot(dovecot: Dovecot, { size, rounds, seconds }: { size: number; rounds: number; seconds: number }): Promise<ImapFigures> {
  const [reader, writer] = [await dovecot.connect('bench'), await dovecot.connect('bench')];
  for (let from = 0; from < size; from += 500) {
    const texts = Array.from({ length: Math.min(500, size - from) }, (_, at) => messageText(from + at));
    await writer.command(`APPEND INBOX${texts.map((text) => ` {${Buffer.byteLength(text)}+}\r\n${text}`).join('')}`);
  }
  await reader.command('NOOP');
  await reader.command('UID SEARCH BODY rarekeyword'); // builds the index
  const since = /HIGHESTMODSEQ (\d+)/.exec(await writer.command('STATUS INBOX (HIGHESTMODSEQ)'))?.[1] ?? '1';
  for (let n = 0; n < 10; n += 1) await writer.command(`STORE ${1 + n * Math.floor(size / 10)} +FLAGS.SILENT (\\Seen)`);
  await reader.command('NOOP');

  const timed = async (command: string): Promise<number> => {
    const medians: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const timings: number[] = [];
      for (const until = performance.now() + seconds * 1000; performance.now() < until; ) {
        const startedAt = performance.now();
        await reader.command(command);
        timings.push(performance.now() - startedAt);
      }
      medians.push(median(timings));
    }
    return median(medians);
  };
  const figures = {
    newest50: await timed(`FETCH ${size - 49}:${size} (UID FLAGS MODSEQ BODY.PEEK[HEADER.FIELDS (FROM TO DATE)] BODY.PEEK[TEXT])`),
    delta10: await timed(`UID FETCH 1:* (FLAGS) (CHANGEDSINCE ${since})`),
    rareWord: await timed('UID SEARCH BODY rarekeyword'),
  };
  reader.close();
  writer.close();
  return figures;
}
