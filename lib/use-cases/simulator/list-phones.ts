import { giveLineAway, listSimulatedLines, type LineSwitches, setLineSwitches } from '#lib/data/simulator/lines.ts';
import { listLedger, listLedgerLines } from '#lib/data/simulator/ledger.ts';
import { countWaitingEvents, listPhoneMessages, type PhoneMessage } from '#lib/data/simulator/network.ts';
import { listWaitingFor } from '#lib/data/simulator/waiting.ts';
import { parseMsisdn } from '#lib/domain/msisdn.ts';
import type { LedgerEntry, LedgerLine, VirtualPhone, VirtualPhoneMessage } from '#lib/domain/virtual-phone.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';
import { requireSimulator } from '#lib/use-cases/simulator/require-simulator.ts';

/** The virtual phones, by number. */
export async function listPhones(): Promise<VirtualPhone[]> {
  requireSimulator();
  return listSimulatedLines();
}

/** What one virtual phone shows, newest first. Throws `not-found` for what is no US number; an unknown phone shows nothing. */
export async function listMessagesOfPhone(input: { msisdn: string; limit: number }): Promise<VirtualPhoneMessage[]> {
  requireSimulator();
  return (await listPhoneMessages(lineOf(input.msisdn), input.limit)).map(toView);
}

/** Messages that wait for a phone that cannot be reached. */
export async function listMessagesWaiting(input: { msisdn: string }): Promise<{ from: string; text: string }[]> {
  requireSimulator();
  return listWaitingFor(lineOf(input.msisdn));
}

/** Every submit that the network took, newest first. */
export async function listLedgerEntries(input: { limit: number }): Promise<LedgerEntry[]> {
  requireSimulator();
  return listLedger(input.limit);
}

/** What reached the network and what did not, newest first. */
export async function listLedgerForPeople(input: { limit: number }): Promise<LedgerLine[]> {
  requireSimulator();
  return listLedgerLines(input.limit);
}

/** How many receipts and messages are on their way. */
export async function countEventsWaiting(): Promise<number> {
  requireSimulator();
  return countWaitingEvents();
}

/** Turns switches of a virtual phone. Throws `not-found` when there is no such phone. */
export async function switchPhone(input: { msisdn: string; switches: Partial<LineSwitches> }): Promise<void> {
  requireSimulator();
  if (!(await setLineSwitches(lineOf(input.msisdn), input.switches))) throw new AppError('not-found', 'No virtual phone has this number.');
}

/**
 * The carrier gives a number to somebody else, as it does with numbers that were given up. It says so at once, and the former owner is released before
 * this answers (T29): sessions, passkeys and tokens have ended. Throws `not-found` when there is no such phone.
 */
export async function giveNumberAway(input: { msisdn: string }): Promise<void> {
  requireSimulator();
  const msisdn = lineOf(input.msisdn);
  // Whose it was is noted first: a key that was never seen cannot be told from the newcomer's.
  await lookUpLine(msisdn);
  const owner = { key: newId(), name: `Newcomer ${msisdn.slice(-4)}`, note: 'Has had this number since it was given away here.' };
  if (!(await inSqlTransaction((tx) => giveLineAway(tx, msisdn, owner)))) throw new AppError('not-found', 'No virtual phone has this number.');
  await lookUpLine(msisdn);
}

function lineOf(msisdn: string): string {
  const parsed = parseMsisdn(msisdn);
  if (!parsed.ok) throw new AppError('not-found', 'No virtual phone has this number.', { field: 'msisdn' });
  return parsed.msisdn;
}

function toView(message: PhoneMessage): VirtualPhoneMessage {
  const { id, direction, from, to, text, isGroup, at } = message;
  return { id, direction, from, to, text, isGroup, at, parts: message.parts.map(({ name, contentType, sizeBytes }) => ({ name, contentType, sizeBytes })) };
}
