import type { CarrierEvents, DeliveryReceipt, SubmitPart } from '#lib/carriers/carrier.ts';
import { type FateSubject, isHit } from '#lib/carriers/simulator/fate.ts';
import { noteDelivery } from '#lib/data/simulator/ledger.ts';
import { findSimulatedLine, type SimulatedLine } from '#lib/data/simulator/lines.ts';
import { isAnyHeldBefore, type NetworkEvent, putOnPhone } from '#lib/data/simulator/network.ts';
import { inNetworkTransaction } from '#lib/data/simulator/transaction.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import type { NetworkConditions } from '#lib/domain/network-conditions.ts';
import { unreachableBy } from '#lib/domain/virtual-phone.ts';
import { clock } from '#lib/clock.ts';

interface NetworkMessage {
  id: string;
  from: string;
  to: string[];
  text: string;
  isGroup: boolean;
  parts: SubmitPart[];
}

/**
 * Lets one event of the network happen. Returns null when it is done, or the line whose phone it has to wait for.
 * It may run twice after a crash; every receiver knows a repeat by its key.
 */
export async function handOver(event: NetworkEvent, events: CarrierEvents, conditions: NetworkConditions): Promise<string | null> {
  switch (event.kind) {
    case 'receipt':
      await tellReceipt(event.payload as unknown as SimulatedReceipt, events, conditions);
      return null;
    case 'inbound':
      return bring(event.id, event.payload as unknown as Inbound, events);
    case 'deliver':
      return deliver(event.id, event.payload as unknown as Delivery, events, conditions);
  }
}

interface Inbound {
  message: NetworkMessage;
  msisdn: string;
}

/** Brings what a phone or somebody outside wrote to one of our lines, as far as its phone can be reached; a copy of what the phone itself sent needs no phone. */
async function bring(id: string, inbound: Inbound, events: CarrierEvents): Promise<string | null> {
  const line = inbound.message.from === inbound.msisdn ? null : await findSimulatedLine(inbound.msisdn);
  if (line && !line.smsEnabled) return null;
  if (line && (await hasToWait(id, line))) return line.msisdn;
  await reachLine(inbound, events);
  return null;
}

/** Whether the phone cannot be reached now, or something sent before has had to wait for it and goes first. */
async function hasToWait(id: string, line: SimulatedLine): Promise<boolean> {
  return unreachableBy(line) !== null || isAnyHeldBefore(id, line.msisdn);
}

async function reachLine({ message, msisdn }: Inbound, events: CarrierEvents): Promise<void> {
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
  submission: { messageId: string; /** Left out by older versions. */ attempt?: number; sender: string; recipient: string; group: string[] | null; subject: string | null; text: string; parts: SubmitPart[] };
  ids: string[];
  /** The network's own code: reaches the line whatever its settings. */
  always: boolean;
}

/** Brings a submitted message to the phone of one of our lines, as far as that phone can be reached (M4). */
async function deliver(id: string, { submission, ids, always }: Delivery, events: CarrierEvents, conditions: NetworkConditions): Promise<string | null> {
  const line = await findSimulatedLine(submission.recipient);
  const tell = async (status: RecipientStatus, detail: { reason?: string; roaming?: boolean } = {}) => {
    const { messageId, recipient, attempt = 1 } = submission;
    for (const [at, carrierMessageId] of ids.entries()) {
      const about = { messageId, recipient, segment: at + 1, attempt };
      await tellReceipt({ carrierMessageId, status, reason: detail.reason ?? null, roaming: detail.roaming ?? false, eventKey: status, about }, events, conditions);
    }
  };
  await tell('accepted', { roaming: Boolean(line?.roaming && !line.roamingPlan) });
  if (!line) return null;
  if (!always && !line.smsEnabled) {
    await tell('undeliverable', { reason: 'sms-off' });
    return null;
  }
  if (always ? line.airplaneMode : await hasToWait(id, line)) return line.msisdn;
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
  /** Left out by older versions, which lost none. */
  about?: FateSubject;
}

/** The network knows the fact in any case; its receipt may get lost, the same one each time it is told. */
async function tellReceipt({ carrierMessageId, about, ...fact }: SimulatedReceipt, events: CarrierEvents, conditions: NetworkConditions): Promise<void> {
  const isLost = about !== undefined && isHit(conditions, 'receiptLossPercent', about, fact.status);
  if (!isLost) await events.receipt({ ...fact, carrierMessageIds: [carrierMessageId], about: null, at: clock.now() });
  await noteDelivery({ carrierMessageId, ...fact }, isLost);
}
