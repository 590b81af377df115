/**
 * Everything a message can be addressed to: a US number, a short code, an e-mail address. The `value` is the fold key: two spellings
 * of one address have the same value, and parsing a value gives the same value again.
 */
import { digitsOf, formatMsisdn, maskMsisdn, parseMsisdn } from '#lib/domain/msisdn.ts';
import type { MsisdnRefusal, NumberPolicy } from '#lib/domain/msisdn.ts';

export type AddressKind = 'msisdn' | 'short-code' | 'email';

export interface Address {
  kind: AddressKind;
  /** "+14255550101", "555014" or "ben@example.com". */
  value: string;
}

export type AddressResult = { ok: true; address: Address } | ({ ok: false } & MsisdnRefusal);

const shortCode = /^\d{3,8}$/;
const serviceCode = /^[2-9]11$/;
/** Between the dots of RFC 5322's dot-atom; quoted local parts and address literals do not occur in messaging. */
const atom = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+$/;
const domainLabel = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** RFC 5321, 4.5.3.1: of the local part and of the whole. */
const longestLocalPart = 64;
const longestEmail = 254;

/**
 * Normalises an address in any form the wire knows (wire-v2 2.1): "tel:" with a number, "short:" with 3 to 8 digits, "tel:" with a
 * short code as one SDK sends it, an e-mail address, and each of them bare. Never throws.
 */
export function parseAddress(input: string, policy?: NumberPolicy): AddressResult {
  const trimmed = input.trim();
  const [, prefix, rest] = /^(?:(tel|short|mailto):)?(.*)$/is.exec(trimmed) ?? [];
  const scheme = prefix?.toLowerCase();
  const body = (rest ?? '').trim();
  if (scheme === 'mailto' || (scheme === undefined && body.includes('@'))) return parseEmail(body);
  const code = body.normalize('NFKC');
  if (shortCode.test(code)) return parseShortCode(code);
  if (scheme === 'short') return malformed('A short code has 3 to 8 digits.');
  if (scheme === undefined && digitsOf(body)?.length === 7) return malformed('Add the area code, like (425) 555-0101.');
  const parsed = parseMsisdn(body, policy);
  return parsed.ok ? { ok: true, address: { kind: 'msisdn', value: parsed.msisdn } } : parsed;
}

function parseEmail(body: string): AddressResult {
  // Local parts could differ by case, but no mail system that delivers to phones makes two mailboxes of it: one spelling, one address.
  const value = body.toLowerCase();
  if (!isEmail(value)) return malformed('This is not an e-mail address.');
  return { ok: true, address: { kind: 'email', value } };
}

function isEmail(value: string): boolean {
  const [local = '', domain = '', ...rest] = value.split('@');
  const labels = domain.split('.');
  return (
    rest.length === 0 &&
    value.length <= longestEmail &&
    local.length <= longestLocalPart &&
    local.split('.').every((each) => atom.test(each)) &&
    labels.length > 1 &&
    labels.every((label) => domainLabel.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

function parseShortCode(code: string): AddressResult {
  // An application must never be able to text 911 in somebody's name.
  if (serviceCode.test(code)) {
    return { ok: false, reason: 'not-a-mobile-plan', detail: `${code} is a service number. Use your phone to reach it.` };
  }
  return { ok: true, address: { kind: 'short-code', value: code } };
}

function malformed(detail: string): AddressResult {
  return { ok: false, reason: 'malformed', detail };
}

/**
 * The value under which an outside sender is stored. Anybody may write to a subscriber, from Canada, from a short code or under a
 * name, so nothing is refused here; a US number gets the very value that `parseAddress` gives it, so that both sides share a thread.
 */
export function foldPeer(input: string): string {
  const parsed = parseAddress(input);
  if (parsed.ok) return parsed.address.value;
  const trimmed = input.trim();
  const digits = digitsOf(trimmed.replace(/^tel:/i, ''));
  if (digits === null) return trimmed;
  if (digits.startsWith('+')) return digits;
  if (/^1?[2-9]\d{9}$/.test(digits)) return `+1${digits.slice(-10)}`;
  return digits.length > 10 ? `+${digits}` : digits;
}

/** An E.164 number of any country, with its plus. */
const fullNumber = /^\+[1-9]\d{7,14}$/;

/**
 * Whom a person can text from a phone: everything that `parseAddress` takes, and the numbers of other countries, which Handset itself does not send
 * to. Never throws.
 */
export function parsePhoneRecipient(input: string): AddressResult {
  const parsed = parseAddress(input);
  if (parsed.ok || parsed.reason !== 'not-us') return parsed;
  const value = foldPeer(input);
  return fullNumber.test(value) ? { ok: true, address: { kind: 'msisdn', value } } : malformed('Write a number of another country with + and its country code.');
}

/** What stands behind a stored sender: an address that can be written to, a name such as "MyBank", or nothing that the network told. */
export function senderKindOf(value: string): AddressKind | 'name' | 'unknown' {
  if (value === '') return 'unknown';
  const kind = addressKindOf(value);
  if (kind === 'msisdn') return kind;
  return (kind === 'email' ? isEmail(value.toLowerCase()) : shortCode.test(value)) ? kind : 'name';
}

/** The kind of a stored value. A sender's name counts as a short code: it is shown as it is and is no number. */
export function addressKindOf(value: string): AddressKind {
  if (value.includes('@')) return 'email';
  return value.startsWith('+') ? 'msisdn' : 'short-code';
}

/** A stored value as people write it: "(425) 555-0101", "555014", "ben@example.com". */
export function formatAddress(value: string): string {
  return addressKindOf(value) === 'msisdn' ? formatMsisdn(value) : value;
}

/** A stored value as support sees it: "(•••) •••-0101", "•••14", "b•••@example.com". */
export function maskAddress(value: string): string {
  const kind = addressKindOf(value);
  if (kind === 'msisdn') return maskMsisdn(value);
  if (kind === 'short-code') return `•••${value.slice(-2)}`;
  return `${value.slice(0, 1)}•••${value.slice(value.lastIndexOf('@'))}`;
}
