import { formatAddress, senderKindOf } from '#lib/domain/address.ts';
import type { ThreadParticipant, ThreadSummary } from '#lib/domain/conversation.ts';

const unknownSender = 'Unknown sender';
const addressText = (address: string) => (address === '' ? unknownSender : formatAddress(address));

/** A person's name, or the number as people write it. */
export function personName({ address, name }: ThreadParticipant): string {
  return name ?? addressText(address);
}

export function firstName(person: ThreadParticipant): string {
  return person.name?.trim().split(/\s+/u)[0] ?? addressText(person.address);
}

/** What a conversation is called: its title, its person, or the first names of its people. */
export function threadTitle(thread: Pick<ThreadSummary, 'title' | 'isGroup' | 'participants'>): string {
  if (thread.title) return thread.title;
  const [first, ...others] = thread.participants;
  if (!first) return 'Nobody';
  if (!thread.isGroup) return personName(first);
  const names = [first, ...others].map(firstName);
  if (names.length <= 3) return names.join(', ');
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

const longestInSentence = 60;

/** A name of any length inside a sentence. */
export function shortName(name: string): string {
  const characters = Array.from(name);
  return characters.length > longestInSentence ? `${characters.slice(0, longestInSentence - 1).join('')}…` : name;
}

/** Under the title: the number, or everybody in the group. Empty when the title says it already. */
export function threadSubtitle(thread: Pick<ThreadSummary, 'title' | 'isGroup' | 'participants'>): string {
  if (thread.isGroup) return `You, ${thread.participants.map(firstName).join(', ')}`;
  const [person] = thread.participants;
  if (!person) return '';
  const kind = senderKindOf(person.address);
  if (kind === 'unknown') return '';
  if (kind === 'short-code') return 'Short code';
  if (kind === 'name') return 'A name, not a number';
  return person.name === null ? 'Not in your contacts' : formatAddress(person.address);
}

export function isShortCode(thread: Pick<ThreadSummary, 'isGroup' | 'participants'>): boolean {
  const address = thread.participants[0]?.address;
  return !thread.isGroup && address !== undefined && senderKindOf(address) === 'short-code';
}

/** Why nobody can be written to here; null where everybody can. */
export function whyUnanswerable(thread: Pick<ThreadSummary, 'participants'>): string | null {
  for (const person of thread.participants) {
    const kind = senderKindOf(person.address);
    if (kind === 'unknown') return 'The network did not say who sent this, so it cannot be answered.';
    if (kind === 'name') return `${shortName(personName(person))} is a name, not a number, so this conversation cannot be answered.`;
  }
  return null;
}
