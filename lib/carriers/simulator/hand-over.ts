import type { CarrierEvents, DeliveryReceipt, SubmitPart } from '#lib/carriers/carrier.ts';
import { findSimulatedLine } from '#lib/data/simulator/lines.ts';
import { type NetworkEvent, putOnPhone } from '#lib/data/simulator/network.ts';
import { inNetworkTransaction } from '#lib/data/simulator/transaction.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import { clock } from '#lib/clock.ts';

interface NetworkMessage {
  id: string;
  from: string;
  to: string[];
  text: string;
  isGroup: boolean;
  parts: SubmitPart[];
}

/** How often a phone in airplane mode is looked for. */
const phoneOffMs = 2_000;

/**
 * Lets one event of the network happen. Returns null when it is done, or the milliseconds after which to try again.
 * It may run twice after a crash; every receiver knows a repeat by its key.
 */
export async function handOver(event: NetworkEvent, events: CarrierEvents): Promise<number | null> {
  switch (event.kind) {
    case 'receipt':
      await events.receipt(receiptOf(event.payload as unknown as SimulatedReceipt));
      return null;
    case 'inbound':
      await reachLine(event.payload as unknown as { message: NetworkMessage; msisdn: string }, events);
      return null;
    case 'deliver':
      return deliver(event.payload as unknown as Delivery, events);
  }
}

/** A message from outside, or a copy of what the phone itself sent, for one of our lines. */
async function reachLine({ message, msisdn }: { message: NetworkMessage; msisdn: string }, events: CarrierEvents): Promise<void> {
  const outgoing = message.from === msisdn;
  if (!outgoing) await inNetworkTransaction((tx) => putOnPhone(tx, { ...message, msisdn, direction: 'in' }));
  await events.inbound({
    inboundKey: `simulator ${message.id}`,
    msisdn,
    direction: outgoing ? 'out' : 'in',
    from: message.from,
    to: message.to,
    text: message.text,
    subject: null,
    isGroup: message.isGroup,
    parts: message.parts,
    sentAt: clock.now(),
  });
}

interface Delivery {
  submission: { messageId: string; sender: string; recipient: string; group: string[] | null; subject: string | null; text: string; parts: SubmitPart[] };
  ids: string[];
  /** The network's own code: reaches the line whatever its settings. */
  always: boolean;
}

/** Brings a submitted message to the phone of one of our lines, as far as that phone can be reached (M4). */
async function deliver({ submission, ids, always }: Delivery, events: CarrierEvents): Promise<number | null> {
  const line = await findSimulatedLine(submission.recipient);
  const tell = async (status: RecipientStatus, detail: { reason?: string; roaming?: boolean } = {}) => {
    for (const carrierMessageId of ids) {
      await events.receipt(receiptOf({ carrierMessageId, status, reason: detail.reason ?? null, roaming: detail.roaming ?? false, eventKey: status }));
    }
  };
  await tell('accepted', { roaming: Boolean(line?.roaming && !line.roamingPlan) });
  if (!line) return null;
  if (!always && !line.smsEnabled) {
    await tell('undeliverable', { reason: 'sms-off' });
    return null;
  }
  if (line.airplaneMode) return phoneOffMs;
  if (!always && line.roaming && !line.roamingPlan) return phoneOffMs;
  const others = submission.group?.filter((address) => address !== submission.recipient) ?? [];
  await reachLine(
    {
      msisdn: submission.recipient,
      message: {
        id: phoneCopyId(submission.messageId, submission.recipient), from: submission.sender, to: [submission.recipient, ...others], text: submission.text,
        isGroup: submission.group !== null, parts: submission.parts,
      },
    },
    events,
  );
  await tell('delivered');
  return null;
}

/** The same message has one id per phone, the same at each try: the message's own, its last twelve digits taken from the number. */
function phoneCopyId(messageId: string, msisdn: string): string {
  return messageId.slice(0, 24) + msisdn.replace(/\D/g, '').padStart(12, '0').slice(-12);
}

interface SimulatedReceipt extends Pick<DeliveryReceipt, 'status' | 'reason' | 'roaming' | 'eventKey'> {
  carrierMessageId: string;
}

function receiptOf({ carrierMessageId, ...fact }: SimulatedReceipt): DeliveryReceipt {
  return { ...fact, carrierMessageIds: [carrierMessageId], about: null, at: clock.now() };
}
