import { formatAddress } from '#lib/domain/address.ts';
import { firstName } from '#components/inbox/names.ts';
import type { VirtualPhone, VirtualPhoneMessage } from '#lib/domain/virtual-phone.ts';

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
    const people = message.direction === 'in' ? [message.from, ...message.to] : message.to;
    const others = [...new Set(people)].filter((address) => address !== phone.msisdn).sort();
    const isGroup = message.isGroup && others.length > 1;
    const key = `${isGroup ? 'g' : 'p'} ${others.join()}`;
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

/** A one-time code in a text, as it is written there. */
export function codeIn(text: string): string | null {
  return /(?<!\d)\d{3} ?\d{3}(?!\d)/.exec(text)?.[0] ?? null;
}
