const words: Record<'stop' | 'start', readonly string[]> = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'],
  start: ['START', 'UNSTOP'],
};

/** What a text to a short code asks for by its one word, as carriers in the US read it (CTIA Messaging Principles, 5.1.3); null for any other text. */
export function codeKeywordOf(text: string): 'stop' | 'start' | null {
  const word = text.normalize('NFKC').trim().replace(/[.!]+$/, '').toUpperCase();
  if (words.stop.includes(word)) return 'stop';
  return words.start.includes(word) ? 'start' : null;
}
