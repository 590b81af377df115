/** Which messages belong together, and the line that stands for them in the list of threads. */
import { AppError } from '#lib/errors.ts';

const defaultSnippetLength = 120;

/**
 * The identity of a thread inside one mailbox. One to one it is the other's address; a group is its set of members, in any order and
 * however often each is named, and never the same thread as one to one with a member. Participants are normalised values, the owner
 * of the mailbox not among them; a group of one is one to one (S5). Throws `AppError` `no-address` without a participant, and
 * `invalid-input` for several that are no group: a message to each belongs to several threads, and guessing one would leak replies.
 */
export function threadKey(participants: readonly string[], isGroup: boolean): string {
  const members = [...new Set(participants)].sort();
  const [first, ...others] = members;
  if (first === undefined) throw new AppError('no-address', 'A thread needs a participant.', { field: 'participants' });
  if (others.length === 0) return first;
  if (!isGroup) {
    throw new AppError('invalid-input', 'Separate messages have a thread for each participant.', { field: 'participants' });
  }
  return `g:${members.join(',')}`;
}

interface MediaKind {
  test: RegExp;
  one: string;
  many: string;
}

const mediaKinds: readonly MediaKind[] = [
  { test: /^image\//i, one: 'Photo', many: 'pictures' },
  { test: /^video\//i, one: 'Video', many: 'videos' },
  { test: /^audio\//i, one: 'Audio', many: 'audio clips' },
  { test: /^text\/(x-)?vcard\b/i, one: 'Contact', many: 'contacts' },
];
const anyFile: MediaKind = { test: /^/, one: 'File', many: 'files' };
/** Parts of an MMS that are layout or text, not something sent along. */
const notMedia = /^(application\/smil|text\/plain)\b/i;

/**
 * One line for the list of threads: the start of the text on one line, at most `max` code points, else what was sent along ("Photo",
 * "2 pictures", "3 attachments"). Empty when there is neither.
 */
export function snippetOf(
  text: string | null,
  media: readonly { contentType: string }[],
  max: number = defaultSnippetLength,
): string {
  // What a line can show stands in the beginning; a text may be a megabyte.
  const line = (text ?? '').trimStart().slice(0, max * 20).replace(/\s+/g, ' ').trim();
  if (line !== '') return [...line.slice(0, max * 2)].slice(0, max).join('').trimEnd();
  const kinds = media.filter(({ contentType }) => !notMedia.test(contentType)).map(({ contentType }) => kindOf(contentType));
  const [first] = kinds;
  if (first === undefined) return '';
  if (kinds.some((kind) => kind !== first)) return `${kinds.length} attachments`;
  return kinds.length === 1 ? first.one : `${kinds.length} ${first.many}`;
}

function kindOf(contentType: string): MediaKind {
  return mediaKinds.find(({ test }) => test.test(contentType)) ?? anyFile;
}
