/** What an app may be called: subscribers decide about it by this name, so it must be readable and nobody else's (T17). */
const longestName = 40;

/** Letters of other alphabets that are read as Latin ones, and figures that are read as letters. */
const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a', ɑ: 'a', α: 'a', '@': 'a', '4': 'a', ԁ: 'd', ɗ: 'd', е: 'e', ε: 'e', '3': 'e', һ: 'h', հ: 'h', η: 'n', п: 'n', ո: 'n', ɴ: 'n',
  о: 'o', ο: 'o', '0': 'o', ѕ: 's', '5': 's', $: 's', т: 't', τ: 't', '7': 't', '1': 'l', і: 'i', ι: 'i', н: 'h', в: 'b', р: 'p', с: 'c', х: 'x', у: 'y',
};

const scripts: readonly { name: string; letters: RegExp }[] = [
  { name: 'Latin', letters: /\p{Script=Latin}/u },
  { name: 'Cyrillic', letters: /\p{Script=Cyrillic}/u },
  { name: 'Greek', letters: /\p{Script=Greek}/u },
  { name: 'Armenian', letters: /\p{Script=Armenian}/u },
  { name: 'Hebrew', letters: /\p{Script=Hebrew}/u },
  { name: 'Arabic', letters: /\p{Script=Arabic}/u },
  { name: 'Devanagari', letters: /\p{Script=Devanagari}/u },
  { name: 'Thai', letters: /\p{Script=Thai}/u },
  { name: 'East Asian', letters: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u },
];

/** The name with look-alikes, marks and everything but letters taken away. */
function skeleton(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return [...plain].map((letter) => lookAlikes[letter] ?? letter).join('').replace(/[^\p{L}]/gu, '');
}

/** What is wrong with a name, in a sentence with what to do; null when it may be used. */
export function appNameProblem(name: string): string | null {
  const text = name.trim();
  const length = [...text].length;
  if (length < 2) return 'Give the app a name of at least 2 characters.';
  if (length > longestName) return `Use at most ${longestName} characters.`;
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(text)) return 'The name has an invisible character. Type it again without.';
  if (!/\p{L}/u.test(text)) return 'The name needs at least one letter.';
  const used = scripts.filter((script) => script.letters.test(text)).map((script) => script.name);
  const others = [...text].some((letter) => /\p{L}/u.test(letter) && !/[\p{Script=Common}\p{Script=Inherited}]/u.test(letter) && !scripts.some((script) => script.letters.test(letter)));
  if (used.length + (others ? 1 : 0) > 1 && !(used.length === 2 && !others && used.includes('Latin') && used.includes('East Asian'))) {
    return `The name mixes ${[...used, ...(others ? ['another script'] : [])].join(' and ')} letters, which can make one name look like another. Use one alphabet.`;
  }
  if (/h(and|an|nad)(s|z)(e|i)?tt?/.test(skeleton(text))) return 'The name looks like Handset’s own. Choose one that people cannot take for ours.';
  return null;
}
