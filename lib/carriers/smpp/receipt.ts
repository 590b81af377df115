import type { DeliveryReceipt } from '#lib/carriers/carrier.ts';
import { fromSmppAddress } from '#lib/carriers/smpp/addresses.ts';
import { messageIdForms } from '#lib/carriers/smpp/message-ids.ts';
import type { Pdu } from '#lib/carriers/smpp/pdu.ts';
import { receiptTime } from '#lib/carriers/smpp/times.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';

interface StatusFact {
  status: RecipientStatus;
  reason: string | null;
}

const fact = (status: RecipientStatus, reason: string | null = null): StatusFact => ({ status, reason });
const underWay = fact('accepted');

/** message_state (SMPP 3.4, 5.2.28; 0 and 9 of 5.0). "Accepted" is what centres say of a message on its way, whatever the standard means by it. */
const states: Readonly<Record<number, StatusFact>> = {
  0: underWay,
  1: underWay,
  2: fact('delivered'),
  3: fact('expired', 'expired'),
  4: fact('undeliverable'), // deleted
  5: fact('undeliverable'),
  6: underWay,
  7: fact('unknown'),
  8: fact('rejected', 'carrier-refused'),
  9: fact('undeliverable'), // skipped
};

/** The word of a receipt's text (appendix B) by how it begins: it may be cut off, or written out. */
const words: readonly [RegExp, number][] = [
  [/^(SCHED|BUFF)/i, 0],
  [/^EN/i, 1],
  [/^DELI/i, 2],
  [/^EXP/i, 3],
  [/^DELE/i, 4],
  [/^(UND|FAIL)/i, 5],
  [/^ACC/i, 6],
  [/^UNK/i, 7],
  [/^REJ/i, 8],
  [/^SKIP/i, 9],
];

/** The status that a message_state tells; null for a number that the standard does not know. */
export function statusOfState(state: number | undefined): StatusFact | null {
  return (state === undefined ? undefined : states[state]) ?? null;
}

/** A receipt's text may hold anything. */
const longestId = 100;
const longestKey = 200;

const fieldNames = /(?:^|[\s,;])(id|sub|dlvrd|submit[ _]?date|done[ _]?date|stat|err|text)\s*:/gi;

/** The fields of a receipt's text, in any case and order, as many as there are. Each counts where it stands first: what the message said comes last. */
function readFields(text: string): Readonly<Record<string, string>> {
  const places = [...text.matchAll(fieldNames)];
  const fields: Record<string, string> = {};
  for (const [at, place] of places.entries()) {
    const name = (place[1] ?? '').toLowerCase().replaceAll(/[ _]/g, '');
    fields[name] ??= text.slice(place.index + place[0].length, places[at + 1]?.index).trim().replace(/[,;]$/, '');
  }
  return fields;
}

export interface ReceiptContext {
  timeZone: string;
  now: Date;
  /** An intermediate notification, which proves no end. */
  isIntermediate: boolean;
}

/** Reads a receipt, from its optional fields where it has them, else from its text. Null when it does not say about what, or what. Never throws. */
export function readReceipt(pdu: Pdu, context: ReceiptContext): DeliveryReceipt | null {
  const fields = readFields((pdu.message_payload?.length ? pdu.message_payload : (pdu.short_message ?? Buffer.alloc(0))).toString('latin1').replaceAll(/\p{Cc}/gu, ' '));
  const id = ((pdu.receipted_message_id ?? '').trim() || (fields.id ?? '')).slice(0, longestId);
  const word = fields.stat ?? '';
  const state = pdu.message_state ?? words.find(([begins]) => begins.test(word))?.[1];
  const told = statusOfState(state);
  if (!id || !told) return null;
  const { status, reason } = context.isIntermediate ? underWay : told;
  const error = pdu.network_error_code?.length ? pdu.network_error_code.toString('hex') : (fields.err ?? '');
  return {
    carrierMessageIds: messageIdForms(id),
    about: {
      sender: fromSmppAddress(pdu.dest_addr_ton, pdu.destination_addr),
      recipient: fromSmppAddress(pdu.source_addr_ton, pdu.source_addr),
      reference: pdu.user_message_reference ?? null,
    },
    status,
    reason,
    roaming: false,
    eventKey: `${id} ${context.isIntermediate ? 'intermediate ' : ''}${state} ${error}`.slice(0, longestKey),
    at: receiptTime(fields.donedate, context.timeZone, context.now) ?? context.now,
  };
}
