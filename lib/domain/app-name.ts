/** What an app may be called: subscribers decide about it by this name, so it must be readable and nobody else's (T17). */
export const appNameMaxCharacters = 40;
export const appNameMinCharacters = 2;

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

/** What cannot be seen or turns the text around it: controls, formats, fillers that count as letters, selectors that count as marks. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** Letters and figures of any alphabet, the space, and punctuation of which no address and no markup can be made. */
const ordinary = /^[\p{L}\p{M}\p{Nd} .,'’&+!?()·–-]+$/u;
/**
 * A host name stands between what people read as a web address and a name: `example.com`, not `Dr. No` or `Notes 2.0`. A raised dot is read as
 * a dot, save between two l's, where Catalan has it; so is one after a space; and a common ending is one also after a space.
 */
const address = /[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}-]* ?(?:\.|(?<!l)·|·(?!l))\p{L}{2,}|www ?[.·]|[.·] ?(?:com|net|org|info|biz|gov|edu|io|app|dev)(?![\p{L}\p{M}])/iu;

/** The one spelling in which a name is judged, stored and shown: composed (NFC), no space around it. */
export function normalizeAppName(name: string): string {
  return name.normalize('NFC').trim();
}

/** The name with look-alikes, marks and everything but letters taken away. */
function skeleton(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return [...plain].map((letter) => lookAlikes[letter] ?? letter).join('').replace(/[^\p{L}]/gu, '');
}

/** Whether a text holds what cannot be seen. */
export function hasUnseenCharacter(text: string): boolean {
  return unseen.test(text);
}

/** What is wrong with a normalized name, in a sentence that names it and says what to do; null when it may be used. */
export function appNameProblem(name: string): string | null {
  const length = [...name].length;
  if (length < appNameMinCharacters) return `Give the app a name of at least ${appNameMinCharacters} characters.`;
  if (length > appNameMaxCharacters) return `The name can have at most ${appNameMaxCharacters} characters.`;
  if (hasUnseenCharacter(name)) return 'The name has an invisible character. Type it again without.';
  if (address.test(name) || /:\/|\/\/|^\s*\p{L}[\p{L}\p{Nd}+.-]*:/u.test(name)) return 'The name looks like a web address. Name the app itself.';
  if (!ordinary.test(name)) return 'The name can have letters, figures, spaces and . , ’ & + ! ? ( ) · -';
  if (/ {2}/.test(name)) return 'The name has two spaces in a row. Leave one.';
  if (/\p{M}{3}/u.test(name)) return 'The name heaps accents on a letter. Leave some out.';
  if (!/\p{L}/u.test(name)) return 'The name needs at least one letter.';
  const mixed = scriptsOf(name);
  if (mixed.length > 1 && !(mixed.length === 2 && mixed.includes('Latin') && mixed.includes('East Asian'))) {
    return `The name mixes ${mixed.join(' and ')} letters, which can make one name look like another. Use one alphabet.`;
  }
  if (/h(and|an|nad)(s|z)(e|i)?tt?/.test(skeleton(name))) return 'The name looks like Handset’s own. Choose one that people cannot take for ours.';
  return null;
}

function scriptsOf(name: string): string[] {
  const used = scripts.filter((script) => script.letters.test(name)).map((script) => script.name);
  const isOther = (letter: string) => /\p{L}/u.test(letter) && !/[\p{Script=Common}\p{Script=Inherited}]/u.test(letter) && !scripts.some((script) => script.letters.test(letter));
  return [...name].some(isOther) ? [...used, 'another script'] : used;
}
