/**
 * Ways to write the same thing inside ISO-8859-1. Each touches only characters outside that set, so « », ½ and é stay, and none
 * changes a script: a Greek or Hindi text has no replacement and goes as MMS.
 */
export interface TextReplacement {
  label: string;
  apply: (text: string) => string;
}

function byTable(table: Readonly<Record<string, string>>): (text: string) => string {
  const replacements = new Map(Object.entries(table));
  return (text) => Array.from(text, (character) => replacements.get(character) ?? character).join('');
}

const symbols = {
  '€': 'EUR',
  '™': '(TM)',
  '℠': '(SM)',
  '№': 'No.',
  '•': '-',
  '→': '->',
  '←': '<-',
  '⇒': '=>',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '≈': '~',
  '✓': 'ok',
  '✔': 'ok',
};
/** Latin letters whose stroke or hook is no combining mark, so that decomposition cannot part them. */
const strokedLetters = byTable({
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ł: 'l',
  Ł: 'L',
  ŋ: 'n',
  Ŋ: 'N',
  œ: 'oe',
  Œ: 'OE',
  ŧ: 't',
  Ŧ: 'T',
  ſ: 's',
});

/** One emoji with the space before it and the joiner after. From U+2200 on, so that ©, ® and what the symbol table spells out stay. */
const emoji = / ?(?=[\u2200-\u{10ffff}])[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]\ufe0f?\u200d?/gu;
/** What is left of a keycap, a regional flag or © in colour. */
const emojiMarks = /[\ufe0e\ufe0f\u20e3]|[\u{e0020}-\u{e007f}]/gu;

function withoutAccents(text: string): string {
  return strokedLetters(text)
    .replace(/(?=[\u0100-\u{10ffff}])\p{Script=Latin}/gu, (letter) => letter.normalize('NFKD').replace(/\p{M}/gu, ''))
    .replace(/[\u0300-\u036f]/g, '');
}

function withoutEmoji(text: string): string {
  const kept = text.replace(emoji, '').replace(emojiMarks, '');
  return kept === text ? text : kept.trim();
}

/** In the order in which they are offered: what changes least comes first. */
export const textReplacements: readonly TextReplacement[] = [
  { label: 'Use straight quotes', apply: (text) => text.replace(/[‘’‚‛′‹›ʼ]/g, "'").replace(/[“”„‟″]/g, '"') },
  { label: 'Use plain dashes', apply: (text) => text.replace(/[\u2010-\u2015\u2212]/g, '-') },
  { label: 'Write … as three dots', apply: (text) => text.replace(/…/g, '...') },
  {
    label: 'Use plain spaces',
    apply: (text) =>
      text
        .replace(/[\u2028\u2029]/g, '\n')
        .replace(/[\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
        .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, ''),
  },
  // Some systems type é as e and an accent: two code points, the second outside ISO-8859-1.
  { label: 'Join letters and accents', apply: (text) => text.normalize('NFC') },
  { label: 'Spell out symbols', apply: byTable(symbols) },
  { label: 'Leave out accents', apply: withoutAccents },
  { label: 'Leave out emoji', apply: withoutEmoji },
];
