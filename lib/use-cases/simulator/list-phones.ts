import { giveLineAway, listSimulatedLines, type LineSwitches, setLineSwitches } from '#lib/data/simulator/lines.ts';
import { listLedger, listLedgerLines } from '#lib/data/simulator/ledger.ts';
import { listPhoneMessages, type PhoneMessage } from '#lib/data/simulator/network.ts';
import { listPhoneContent } from '#lib/data/simulator/phone-content.ts';
import { countMovingEvents, listWaitingFor } from '#lib/data/simulator/waiting.ts';
import { parseMsisdn } from '#lib/domain/msisdn.ts';
import { conversationOf, type LedgerEntry, type LedgerLine, type PhoneContent, type VirtualPhone, type VirtualPhoneMessage, type WaitingMessage } from '#lib/domain/virtual-phone.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';
import { requireSimulator } from '#lib/use-cases/simulator/require-simulator.ts';

/** The most characters that the page shows of one name and of one text; calls have them whole. */
const [mostOfName, mostOfText] = [60, 500];

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '').trimEnd()}…` : text);

/** The virtual phones as people see them, by number: long names and notes are cut. */
export async function listPhones(): Promise<VirtualPhone[]> {
  requireSimulator();
  return (await listSimulatedLines()).map((line) => ({ ...line, name: cut(line.name, mostOfName), note: cut(line.note, mostOfText) }));
}

/** What one virtual phone shows to people: at most `limit` messages, each conversation with its newest ones. Long texts are cut. */
export async function listPhoneForPeople(input: { msisdn: string; limit: number }): Promise<PhoneContent> {
  requireSimulator();
  const msisdn = lineOf(input.msisdn);
  const chosen = await listPhoneContent(msisdn, input.limit);
  const shown = Map.groupBy(chosen, (message) => conversationOf(msisdn, message).key);
  const hidden = [...shown].map(([key, messages]) => [key, (messages[0]?.ofConversation ?? 0) - messages.length] as const);
  return {
    messages: chosen.map((message) => ({ ...toView(message), text: cut(message.text, mostOfText) })),
    hiddenConversations: Math.max(0, (chosen[0]?.conversations ?? 0) - shown.size),
    hiddenMessages: Object.fromEntries(hidden.filter(([, count]) => count > 0)),
  };
}

/** What one virtual phone shows, newest first. Throws `not-found` for what is no US number; an unknown phone shows nothing. */
export async function listMessagesOfPhone(input: { msisdn: string; limit: number }): Promise<VirtualPhoneMessage[]> {
  requireSimulator();
  return (await listPhoneMessages(lineOf(input.msisdn), input.limit)).map(toView);
}

/** Messages that wait for a phone that cannot be reached, or are about to arrive; long texts are cut. */
export async function listMessagesWaiting(input: { msisdn: string }): Promise<WaitingMessage[]> {
  requireSimulator();
  return (await listWaitingFor(lineOf(input.msisdn))).map((message) => ({ ...message, text: cut(message.text, mostOfText) }));
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

/** How many receipts and messages are on their way, without those that wait for a phone. */
export async function countEventsMoving(): Promise<number> {
  requireSimulator();
  return countMovingEvents();
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
