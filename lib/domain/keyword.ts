/** What a text asks for by its one word. "yes" is apart: a yes to a friend is a yes. */
export type Keyword = 'stop' | 'help' | 'start' | 'yes';

/**
 * The words that US carriers and providers act on (CTIA Messaging Principles 5.1.3, 47 CFR 64.1200(a)(10), Twilio, Telnyx, AWS), without
 * accents, signs and spaces.
 */
const words: Readonly<Record<Keyword, readonly string[]>> = {
  stop: [
    'STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'OPTMEOUT', 'PLEASEOPTMEOUT', 'PLEASEOPTOUT', 'ARRET', 'REMOVE', 'TD',
  ],
  help: ['HELP', 'INFO'],
  start: ['START', 'UNSTOP'],
  yes: ['YES'],
};

const keywords = new Map(Object.entries(words).flatMap(([keyword, spellings]) => spellings.map((word) => [word, keyword as Keyword])));

/** No keyword with any decoration is longer; a long text is not looked at. */
const longest = 64;

/**
 * What a text asks for, when the word is all that it says; null for any other text. Case, accents, spaces, punctuation and signs do not matter
 * (CTIA 5.1.3). "Stop. Thank you" says more than the word and is left to people.
 */
export function keywordOf(text: string): Keyword | null {
  if (text.length > longest) return null;
  return keywords.get(text.normalize('NFKD').replace(/[\p{P}\p{S}\p{M}\p{C}\p{Z}]+/gu, '').toUpperCase()) ?? null;
}
