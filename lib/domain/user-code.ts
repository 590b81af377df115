/** The code that a device shows and a person types (RFC 8628, 6.1). */

/** Consonants that are neither read as another letter or a figure nor spell a word: 20^8 codes. */
export const userCodeAlphabet = 'BCDFGHJKLMNPQRSTVWXZ';
export const userCodeLength = 8;

const half = userCodeLength / 2;
const whole = new RegExp(`^[${userCodeAlphabet}]{${userCodeLength}}$`);

/** The letters alone, as they are stored and compared: spaces, any dash, and case are forgiven. Null for what cannot be a code. */
export function foldUserCode(typed: string): string | null {
  if (typed.length > 64) return null;
  // Some keyboards write a minus, a hyphen or a long dash; U+2212 is no dash by its class.
  const letters = typed.replace(/[\s\p{Pd}\u2212_.]/gu, '').toUpperCase();
  return whole.test(letters) ? letters : null;
}

/** As it is shown: `WDJB-MJHT`. */
export function formatUserCode(folded: string): string {
  return `${folded.slice(0, half)}-${folded.slice(half)}`;
}

/** Letter by letter, with a pause between the halves, for a screen reader: `W D J B, M J H T`. */
export function spellUserCode(folded: string): string {
  return [folded.slice(0, half), folded.slice(half)].map((part) => [...part].join(' ')).join(', ');
}
