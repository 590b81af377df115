/**
 * SMS or MMS (S4): the one function that decides, for the composer, the server and the API alike, with the list of its reasons.
 * What an SMS costs on the radio is another question, answered by `segments.ts`: 160 × "á" is an SMS here and three segments there.
 */
import type { Address } from '#lib/domain/address.ts';
import { foreign, isLatin1 } from '#lib/domain/latin1.ts';
import { countSegments, type SegmentOptions } from '#lib/domain/segments.ts';
import { textReplacements } from '#lib/domain/text-replacements.ts';

export const smsMaxCharacters = 160;

export type RouteReasonCode = 'characters' | 'length' | 'group' | 'attachment' | 'subject' | 'recipient-kind';

export interface RouteReason {
  code: RouteReasonCode;
  /** The first offender, counted in code points from 1. */
  at?: number;
  /** The character, "172 of 160", "2 files", "3 people", the address. */
  detail: string;
}

export interface RouteVerdict {
  route: 'SMS' | 'MMS';
  /** Empty for SMS; otherwise in the order in which they are told. */
  reasons: RouteReason[];
  /** What the network cannot carry, so that the draft cannot go as it stands; left out where there is nothing of that kind. */
  refused?: RouteReason[];
}

/** What the carrier's network takes. */
export interface RouteNetwork {
  mms: boolean;
  /** Group MMS in which everybody sees everybody. */
  group: boolean;
  /** How its SMS are cut, and the most segments of one; null where longer texts are MMS and nothing is asked. */
  segments: (SegmentOptions & { most: number }) | null;
}

/** A network that takes all there is. */
export const wholeNetwork: RouteNetwork = { mms: true, group: true, segments: null };

export interface RouteDraft {
  text: string;
  subject?: string | null;
  attachmentCount?: number;
  /** A group message or a reply to all. */
  isGroup?: boolean;
  /** After folding. With exactly one, `isGroup` does not count (S5). */
  recipients?: readonly Address[];
  /** Left out: one that takes both. */
  network?: RouteNetwork;
}

/**
 * Decides the route of a draft: SMS only for text alone, all of it ISO-8859-1, at most 160 characters, to phones, each separately.
 * ISO-8859-1 means code points up to U+00FF, controls included, never a text encoder: encoders take the label for windows-1252
 * and would let curly quotes pass. Characters are code points.
 *
 * On a network without MMS every text is an SMS, of as many segments as it takes, and what is more than text is refused, as is what has too many segments.
 */
export function judgeRoute(draft: RouteDraft): RouteVerdict {
  const reasons: RouteReason[] = [];
  const length = codePointsIn(draft.text);
  const foreignAt = draft.text.search(foreign);
  if (foreignAt >= 0) reasons.push({ code: 'characters', at: codePointsIn(draft.text.slice(0, foreignAt)) + 1, detail: String.fromCodePoint(draft.text.codePointAt(foreignAt) ?? 0) });
  if (length > smsMaxCharacters) {
    reasons.push({ code: 'length', at: smsMaxCharacters + 1, detail: `${length} of ${smsMaxCharacters}` });
  }
  const people = draft.recipients?.length ?? 0;
  if (draft.isGroup === true && people !== 1) {
    reasons.push({ code: 'group', detail: people === 0 ? 'group' : `${people} people` });
  }
  const files = draft.attachmentCount ?? 0;
  if (files > 0) reasons.push({ code: 'attachment', detail: files === 1 ? '1 file' : `${files} files` });
  if ((draft.subject ?? '').trim() !== '') reasons.push({ code: 'subject', detail: 'subject' });
  const mailed = draft.recipients?.find(({ kind }) => kind === 'email');
  if (mailed !== undefined) reasons.push({ code: 'recipient-kind', detail: mailed.value });
  const { network = wholeNetwork } = draft;
  const refused = reasons.filter(({ code }) => (code === 'group' ? !network.group : !network.mms && (code === 'attachment' || code === 'recipient-kind')));
  const more = network.mms ? null : tooManySegments(draft, network);
  if (more) refused.push(more);
  const route = network.mms && reasons.length > 0 ? 'MMS' : 'SMS';
  return { route, reasons: network.mms ? reasons : [], ...(refused.length > 0 ? { refused } : {}) };
}

/** The text of an SMS, which has no field for a subject: that is its first line. */
export const textOfSms = ({ text, subject }: Pick<RouteDraft, 'text' | 'subject'>): string => (subject ? [subject, text].filter(Boolean).join('\n') : text);

function tooManySegments(draft: RouteDraft, { segments }: RouteNetwork): RouteReason | null {
  const count = segments ? countSegments(textOfSms(draft), segments).count : 0;
  return segments && count > segments.most ? { code: 'length', detail: `${count} of ${segments.most}` } : null;
}

export const textOnly = 'This network carries text only';
export const noGroups = 'This network has no group messages';

/** Why the draft cannot go over this network and what to do, in one sentence; null when it can. */
export function explainRefusal({ refused: [first] = [] }: RouteVerdict): string | null {
  switch (first?.code) {
    case undefined:
      return null;
    case 'group':
      return `${noGroups}. Write to each person separately.`;
    case 'recipient-kind':
      return `${textOnly}: it does not reach ${first.detail}, an e-mail address.`;
    case 'length': {
      const [count, most] = first.detail.split(' of ');
      return `This network takes texts of ${most} segments at most; this one has ${count}. Shorten it or send it in parts.`;
    }
    default:
      return `${textOnly}: files cannot be sent.`;
  }
}

/** A pair counts once; half of one that has lost the other counts as well. */
function codePointsIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count += 1;
  return count;
}

export interface ForeignCharacter {
  /** As it is read: an emoji with everything joined to it is one. */
  text: string;
  /** Its first place, counted in code points from 1, and how many of them it takes there. */
  at: number;
  length: number;
}

const joiner = '\u200d';
const isWithin = (character: string, first: number, last: number) => (character.codePointAt(0) ?? 0) >= first && (character.codePointAt(0) ?? 0) <= last;
const isFlagLetter = (character: string) => isWithin(character, 0x1f1e6, 0x1f1ff);

/** Accents, skin tones and tags belong to the character before them; so does whatever follows a joiner, and a flag's second letter. */
function continues({ text: before, length }: ForeignCharacter, character: string): boolean {
  if (character === joiner || before.endsWith(joiner) || /^\p{M}/u.test(character)) return true;
  if (isWithin(character, 0x1f3fb, 0x1f3ff) || isWithin(character, 0xe0020, 0xe007f)) return true;
  return length === 1 && isFlagLetter(character) && isFlagLetter(before);
}

/** Every character that makes a text an MMS, once each, in the order of their first places; the first one is that of the verdict. */
export function listForeignCharacters(text: string): ForeignCharacter[] {
  const found: ForeignCharacter[] = [];
  let place = 0;
  let open: ForeignCharacter | null = null;
  for (const character of text) {
    place += 1;
    if (isLatin1(character)) {
      open = null;
    } else if (open && continues(open, character)) {
      open.text += character;
      open.length += 1;
    } else {
      open = { text: character, at: place, length: 1 };
      found.push(open);
    }
  }
  const seen = new Set<string>();
  return found.filter(({ text: one }) => !seen.has(one) && seen.add(one));
}

/** One plain sentence for one reason, to stand by itself. */
export function explainReason(reason: RouteReason): string {
  const clause = clauseOf(reason);
  return `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}.`;
}

/** The whole verdict in one sentence: "SMS." or "MMS because “’” (character 34) is outside the SMS alphabet, and because 2 files are attached." */
export function explainVerdict(verdict: RouteVerdict): string {
  if (verdict.reasons.length === 0) return `${verdict.route}.`;
  return `${verdict.route} because ${verdict.reasons.map(clauseOf).join(', and because ')}.`;
}

function clauseOf(reason: RouteReason): string {
  switch (reason.code) {
    case 'characters':
      return `${nameOf(reason.detail)} (character ${reason.at ?? 1}) is outside the SMS alphabet, ISO-8859-1`;
    case 'length':
      return `it is ${reason.detail} characters long`;
    case 'group':
      return reason.detail === 'group' ? 'it is a group message' : `it is a group message to ${reason.detail}`;
    case 'attachment':
      return reason.detail === '1 file' ? '1 file is attached' : `${reason.detail} are attached`;
    case 'subject':
      return 'it has a subject';
    case 'recipient-kind':
      return `the recipient ${reason.detail} is an e-mail address`;
  }
}

/** Whether there is anything to see of it: not of a space, a joiner, an accent alone, half a pair. */
export function isVisible(character: string): boolean {
  return !/^[\p{Z}\p{C}\p{M}]/u.test(character);
}

/** The character in quotes, or its number where there is nothing to see. */
export function nameOf(character: string): string {
  if (isVisible(character)) return `“${character}”`;
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `the invisible character U+${hex}`;
}

export interface TextFix {
  /** What the button says. */
  label: string;
  /** The whole text afterwards. */
  text: string;
  /** The reasons this works against; they are gone when no other offender is left. */
  fixes: RouteReasonCode[];
}

const allFixes = 'Make all these changes';
/** Far beyond what any change brings down to 160 characters; keeps typing in a long MMS quick. */
const longestFixable = 4096;

/**
 * Changes that together make the text fit for SMS, each applied to the text as it is: only those that change something, and none at
 * all when even all of them would not be enough, or would make it too long. With more than one, the last offer makes all of them.
 */
export function suggestFixes(text: string): TextFix[] {
  const before = codesOf(text);
  if (!before.includes('characters') || text.length > longestFixable) return [];
  const everything = textReplacements.reduce((current, { apply }) => apply(current), text);
  if (codesOf(everything).length > 0) return [];
  const offers = textReplacements
    .map(({ label, apply }) => ({ label, text: apply(text) }))
    .filter((offer) => offer.text !== text);
  if (offers.length > 1) offers.push({ label: allFixes, text: everything });
  return offers.map((offer) => {
    const alsoLength = before.includes('length') && !codesOf(offer.text).includes('length');
    return { ...offer, fixes: alsoLength ? ['characters', 'length'] : ['characters'] };
  });
}

function codesOf(text: string): RouteReasonCode[] {
  return judgeRoute({ text }).reasons.map(({ code }) => code);
}
