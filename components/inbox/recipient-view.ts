import { formatAddress, parseAddress } from '#lib/domain/address.ts';
import type { ThreadParticipant } from '#lib/domain/conversation.ts';
import { buildRecipientList, type RecipientList } from '#lib/domain/recipient-list.ts';

export interface RecipientChip {
  key: string;
  label: string;
  /** The stored value; null for a refused one. */
  value: string | null;
  name: string | null;
  /** How many spellings of it were given. */
  spellings: number;
  refusal: string | null;
  /** What was typed, to remove it by. */
  inputs: string[];
}

export interface RecipientsView extends RecipientList {
  chips: RecipientChip[];
}

export interface RecipientPolicy {
  ownMsisdn: string;
  allowTerritories: boolean;
}

/** What was typed, as chips: recipients with their folded spellings, refused ones with the reason. */
export function viewRecipients(inputs: readonly string[], isGroup: boolean, contacts: readonly ThreadParticipant[], { ownMsisdn, allowTerritories }: RecipientPolicy): RecipientsView {
  const policy = { allowTerritories };
  const list = buildRecipientList({ addresses: inputs, ownMsisdn, isGroup, policy });
  const names = new Map(contacts.map(({ address, name }) => [address, name]));
  const valueOf = new Map(inputs.map((input) => {
    const parsed = parseAddress(input, policy);
    return [input, parsed.ok ? parsed.address.value : null];
  }));
  const chips = list.recipients.map(({ value }): RecipientChip => {
    const spellings = new Set(inputs.filter((input) => valueOf.get(input) === value));
    const name = names.get(value) ?? null;
    return { key: value, label: name ?? formatAddress(value), value, name, spellings: spellings.size, refusal: null, inputs: [...spellings] };
  });
  const refused = list.refused.map(({ input, detail }): RecipientChip => {
    const value = valueOf.get(input) ?? null;
    const same = value === null ? [input] : inputs.filter((other) => valueOf.get(other) === value);
    return { key: `refused ${input}`, label: value === null ? input : formatAddress(value), value: null, name: null, spellings: 1, refusal: detail, inputs: same };
  });
  return { ...list, chips: [...chips, ...refused] };
}

/** What a typed or pasted text names: one address, or a list divided by commas, semicolons, tabs or lines. Names become their numbers. */
export function addressesIn(text: string, contacts: readonly ThreadParticipant[]): string[] {
  const pieces = text.split(/[,;\n\r\t]+/).map((piece) => piece.trim()).filter((piece) => piece !== '');
  return pieces.map((piece) => {
    const bracketed = /<([^<>]+)>$/.exec(piece)?.[1];
    const contact = contacts.find(({ name }) => name !== null && name.toLowerCase() === piece.toLowerCase());
    return contact?.address ?? bracketed ?? piece;
  });
}

/** What is new among the addresses, and what stands there already in the very same spelling: that is no second spelling to fold. */
export function newAmong(addresses: readonly string[], inputs: readonly string[]): { added: string[]; again: string[] } {
  const distinct = [...new Set(addresses)];
  return { added: distinct.filter((address) => !inputs.includes(address)), again: distinct.filter((address) => inputs.includes(address)) };
}

const most = 8;

/** Contacts whose name or number begins like what is typed, those chosen already left out. Nobody is offered before a key is pressed. */
export function suggestContacts(typed: string, contacts: readonly ThreadParticipant[], chosen: ReadonlySet<string>): ThreadParticipant[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [];
  const digits = wanted.replace(/[^\d]/g, '');
  return contacts
    .filter(({ address, name }) => {
      if (chosen.has(address)) return false;
      const isNamed = name !== null && name.toLowerCase().split(/\s+/).some((_, at, words) => words.slice(at).join(' ').startsWith(wanted));
      return isNamed || (digits.length >= 3 && address.includes(digits));
    })
    .slice(0, most);
}
