import { formatAddress } from '#lib/domain/address.ts';
import { firstName } from '#components/inbox/names.ts';
import { conversationOf, unreachableBy, type VirtualPhone, type VirtualPhoneMessage } from '#lib/domain/virtual-phone.ts';

/** One conversation as a phone groups it. */
export interface PhoneThread {
  key: string;
  /** Everybody else in it. */
  others: string[];
  isGroup: boolean;
  title: string;
  /** Oldest first. */
  messages: VirtualPhoneMessage[];
}

/** A phone's messages (newest first) as conversations, the one with the newest message first. */
export function threadsOf(phone: VirtualPhone, messages: readonly VirtualPhoneMessage[], names: ReadonlyMap<string, string>): PhoneThread[] {
  const threads = new Map<string, PhoneThread>();
  for (const message of messages) {
    const { key, others, isGroup } = conversationOf(phone.msisdn, message);
    const thread = threads.get(key) ?? { key, others, isGroup, title: titleOf(others, isGroup, names), messages: [] };
    thread.messages.unshift(message);
    threads.set(key, thread);
  }
  return [...threads.values()];
}

function titleOf(others: readonly string[], isGroup: boolean, names: ReadonlyMap<string, string>): string {
  const [first] = others;
  if (first === undefined) return 'Nobody';
  if (!isGroup) return personOf(first, names);
  return `${others.slice(0, 2).map((address) => firstName({ address, name: names.get(address) ?? null })).join(', ')}${others.length > 2 ? ` and ${others.length - 2} more` : ''}`;
}

export function personOf(address: string, names: ReadonlyMap<string, string>): string {
  return names.get(address) ?? formatAddress(address);
}

/** What keeps messages from a phone, the nearest to it first; null when it has a signal and gets all. */
export type Hindrance = 'airplane-mode' | 'link-down' | 'roaming';

export function hindranceOf(phone: VirtualPhone, isLinkDown: boolean): Hindrance | null {
  const held = unreachableBy(phone);
  return held !== 'airplane-mode' && isLinkDown ? 'link-down' : held;
}

/** What a phone’s radio has, after its name. */
export function signalWords(phone: VirtualPhone, isLinkDown: boolean): string {
  if (phone.airplaneMode) return 'is in airplane mode';
  if (isLinkDown) return 'has no service';
  return phone.roaming ? 'is roaming' : 'has a signal';
}

/** What is said about a message that the phone does not have yet. */
export const waitingWords: Readonly<Record<Hindrance | 'none', string>> = {
  'airplane-mode': 'Waits until airplane mode is off.',
  'link-down': 'Waits until the link is up.',
  roaming: 'Waits until roaming is off.',
  none: 'On its way',
};

/** What is said beside the field of a phone that writes now. */
export const sendingNotes: Readonly<Record<Hindrance | 'none', string | null>> = {
  'airplane-mode': 'Nothing can be sent now.',
  'link-down': 'What you send waits for the link.',
  roaming: null,
  none: null,
};

/** A one-time code in a text, as it is written there. */
export function codeIn(text: string): string | null {
  return /(?<!\d)\d{3} ?\d{3}(?!\d)/.exec(text)?.[0] ?? null;
}
