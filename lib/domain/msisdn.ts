/**
 * US phone numbers (S3): one spelling inside, E.164 with "+", however it was written outside. Form is judged by the North American
 * numbering plan, nationality by area code. Line type is not judged: numbers are ported, so only the carrier knows (M4).
 */
import {
  foreignAreaCodes,
  specialAreaCodes,
  territoryCodes,
  territoryNames,
  tollFreeCodes,
  usAreaCodes,
} from '#lib/domain/area-codes.ts';
import type { UsRegion } from '#lib/domain/area-codes.ts';

/** E.164 with "+". */
export type Msisdn = string;

export interface NumberPolicy {
  /** Whether PR, VI, GU, MP and AS count as the United States. Default true. */
  allowTerritories: boolean;
}

export interface MsisdnRefusal {
  reason: 'malformed' | 'not-us' | 'not-a-mobile-plan';
  /** One or two sentences that can be shown to the person who typed the number. */
  detail: string;
  /** The country or territory by name, where the area code tells it. */
  place?: string;
}

export type MsisdnResult = { ok: true; msisdn: Msisdn; region: UsRegion } | ({ ok: false } & MsisdnRefusal);

const defaultNumberPolicy: NumberPolicy = { allowTerritories: true };

/** Longer input is refused unread: no spelling of a number needs it. */
const longestInput = 64;
const separators = /[\s().\-/\u2010-\u2015\u2212]/g;
/** Invisible direction marks that address books put around numbers. */
const directionMarks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const usOnly = 'You can send to US numbers only.';

/**
 * The digits of a number with its leading "+", free of the separators people write; null when anything else is in it. Full-width
 * digits count as digits.
 */
export function digitsOf(input: string): string | null {
  if (input.length > longestInput) return null;
  const bare = input.normalize('NFKC').replace(directionMarks, '').replace(separators, '');
  return /^\+?\d+$/.test(bare) ? bare : null;
}

/**
 * Normalises any spelling of a US number: with or without "+1", "1" or "tel:", with spaces, dots, dashes, slashes and brackets.
 * Refuses, with words for the person, what is no number, what belongs to another country (by name where the area code tells it),
 * and what can never have a mobile plan. Never throws.
 */
export function parseMsisdn(input: string, policy: NumberPolicy = defaultNumberPolicy): MsisdnResult {
  const digits = digitsOf(input.trim().replace(/^tel:/i, ''));
  if (digits === null) return malformed('This is not a phone number. Write it with its area code, like (425) 555-0101.');
  const national = nationalNumberOf(digits);
  if (national !== null) return judgeNational(national, policy);
  if (/^(\+[2-9]|00|011)/.test(digits))
    return { ok: false, reason: 'not-us', detail: `This is an international number. ${usOnly}` };
  return malformed('A US number has ten digits: the area code and seven more, like (425) 555-0101.');
}

function nationalNumberOf(digits: string): string | null {
  const match = /^(?:\+1|1|)(\d{10})$/.exec(digits);
  const national = match?.[1] ?? null;
  return national !== null && /^[2-9]/.test(national) ? national : null;
}

function judgeNational(national: string, policy: NumberPolicy): MsisdnResult {
  const area = national.slice(0, 3);
  const office = national.slice(3, 6);
  if (/^.(9|11)/.test(area)) return malformed(`${area} cannot be an area code.`);
  if (!/^[2-9]/.test(office) || /^.11/.test(office)) return malformed(`${office} cannot follow an area code.`);
  const msisdn = `+1${national}`;
  if (usAreaCodes.has(area) || tollFreeCodes.has(area)) return { ok: true, msisdn, region: 'US' };
  const territory = territoryCodes.get(area);
  if (territory !== undefined) {
    if (policy.allowTerritories) return { ok: true, msisdn, region: territory };
    const place = territoryNames[territory];
    return {
      ok: false,
      reason: 'not-us',
      place,
      detail: `This is a number in ${place}. You can send to the 50 states and Washington, DC.`,
    };
  }
  const special = specialAreaCodes.get(area);
  if (special !== undefined) {
    return { ok: false, reason: 'not-a-mobile-plan', detail: `This is ${special}, which cannot receive messages.` };
  }
  const place = foreignAreaCodes.get(area);
  if (place !== undefined) return { ok: false, reason: 'not-us', place, detail: `This is a number in ${place}. ${usOnly}` };
  return { ok: false, reason: 'not-us', detail: `Area code ${area} is not in use in the US. ${usOnly}` };
}

function malformed(detail: string): MsisdnResult {
  return { ok: false, reason: 'malformed', detail };
}

/** "(425) 555-0101" for a number of country code 1; anything else comes back as it is. */
export function formatMsisdn(msisdn: Msisdn): string {
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(msisdn);
  return match ? `(${match[1]}) ${match[2]}-${match[3]}` : msisdn;
}

/** "(•••) •••-0101": enough to recognise a line one knows, too little to learn one. Of other values at most the last four digits stay. */
export function maskMsisdn(msisdn: Msisdn): string {
  const lastFour = /^\+1\d{6}(\d{4})$/.exec(msisdn)?.[1];
  if (lastFour !== undefined) return `(•••) •••-${lastFour}`;
  return `•••${/^\+\d{4,}(\d{4})$/.exec(msisdn)?.[1] ?? ''}`;
}
