/**
 * The recipients of one send (S1, S5). The order of checks is fixed: normalise each address, fold duplicates, count to ten, then
 * refuse the sender's own number. So eleven spellings that fold to ten are accepted, and the own number is caught in any spelling.
 */
import { AppError } from '#lib/errors.ts';
import { parseAddress } from '#lib/domain/address.ts';
import type { Address } from '#lib/domain/address.ts';
import type { Msisdn, NumberPolicy } from '#lib/domain/msisdn.ts';

export const maxRecipients = 10;

export interface RefusedRecipient {
  /** As the sender wrote it. */
  input: string;
  reason: 'malformed' | 'not-us' | 'not-a-mobile-plan' | 'own-number' | 'too-many';
  detail: string;
}

export interface FoldedRecipient {
  /** The spelling that was left out. */
  input: string;
  /** The recipient it turned out to be. */
  value: string;
}

export interface RecipientList {
  recipients: Address[];
  folded: FoldedRecipient[];
  refused: RefusedRecipient[];
  /** True only when a group was asked for and at least two recipients are left (S5). */
  isGroup: boolean;
}

export interface RecipientListInput {
  addresses: readonly string[];
  ownMsisdn: Msisdn;
  isGroup?: boolean;
  policy?: NumberPolicy;
}

/** Sorts the addresses into recipients, folded spellings and refusals, for a composer that shows them live. Blank ones are skipped. Never throws. */
export function buildRecipientList(input: RecipientListInput): RecipientList {
  const folded: FoldedRecipient[] = [];
  const refused: RefusedRecipient[] = [];
  const distinct = new Map<string, { input: string; address: Address }>();
  for (const written of input.addresses) {
    if (written.trim() === '') continue;
    const parsed = parseAddress(written, input.policy);
    if (!parsed.ok) refused.push({ input: written, reason: parsed.reason, detail: parsed.detail });
    else if (distinct.has(parsed.address.value)) folded.push({ input: written, value: parsed.address.value });
    else distinct.set(parsed.address.value, { input: written, address: parsed.address });
  }
  const recipients: Address[] = [];
  for (const [place, { input: written, address }] of [...distinct.values()].entries()) {
    if (place >= maxRecipients) {
      refused.push({ input: written, reason: 'too-many', detail: `You can send to at most ${maxRecipients} at a time.` });
    } else if (address.value === input.ownMsisdn) {
      refused.push({ input: written, reason: 'own-number', detail: 'This is your own number.' });
    } else recipients.push(address);
  }
  return { recipients, folded, refused, isGroup: input.isGroup === true && recipients.length > 1 };
}

/**
 * The same list for a send that must be whole: nothing refused, at least one recipient. Throws `AppError` about `addresses`, with the
 * offending spellings as variables, for the first check that fails: `invalid-input` (no address at all, or one that can never receive),
 * `not-us-number`, `no-address`, `too-many-addresses`, `own-number`.
 */
export function requireRecipientList(input: RecipientListInput): RecipientList {
  const list = buildRecipientList(input);
  refuse(list, ['malformed', 'not-a-mobile-plan'], 'invalid-input', 'These addresses cannot receive a message');
  refuse(list, ['not-us'], 'not-us-number', 'Only US numbers can be written to');
  refuse(list, ['too-many'], 'too-many-addresses', `A message goes to at most ${maxRecipients} addresses`);
  refuse(list, ['own-number'], 'own-number', 'The own number cannot be among the addresses');
  if (list.recipients.length === 0) throw new AppError('no-address', 'There is no address to send to.', { field: 'addresses' });
  return list;
}

function refuse(
  list: RecipientList,
  reasons: readonly RefusedRecipient['reason'][],
  code: 'invalid-input' | 'not-us-number' | 'too-many-addresses' | 'own-number',
  text: string,
): void {
  const offending = list.refused.filter(({ reason }) => reasons.includes(reason));
  if (offending.length === 0) return;
  throw new AppError(code, `${text}.`, { field: 'addresses', variables: offending.map(({ input }) => input) });
}
