import type { Kannel } from '#scripts/bench/anchors/kannel.ts';
import { requestText } from '#scripts/bench/load.ts';
import type { World } from '#scripts/bench/world.ts';

const usualText = 'hello there your code is 123456 and it runs out in ten minutes do not share it';

/** A send of each line, whole. */
export function sendRequests({ senders }: World, port: number, textOf: (n: number) => string = () => usualText): string[] {
  return senders.map((token, n) =>
    requestText(port, { method: 'POST', path: '/myMessages/v2/messages', token, body: JSON.stringify({ messageRequest: { addresses: [`tel:+1415${5_550_000 + (n % 9_000)}`], text: textOf(n) } }) }),
  );
}

/** The same text to as many recipients by Kannel. */
export function kannelRequests(kannel: Kannel): string[] {
  return Array.from({ length: 9_000 }, (_, n) => requestText(kannel.port, { method: 'GET', path: kannel.path(`1415${5_550_000 + n}`, usualText) }));
}
