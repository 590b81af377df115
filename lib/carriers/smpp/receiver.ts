import type { CarrierEvents } from '#lib/carriers/carrier.ts';
import { createDeliveries, type Delivery } from '#lib/carriers/smpp/deliveries.ts';
import { readIncoming } from '#lib/carriers/smpp/incoming.ts';
import type { Pdu, PduFields } from '#lib/carriers/smpp/pdu.ts';
import type { SmppSettings } from '#lib/carriers/smpp/settings.ts';
import { clock } from '#lib/clock.ts';
import { childLogger, isToldAt } from '#lib/logger.ts';

const log = childLogger({ component: 'smpp' });

/** Answers to a delivery (SMPP 3.4, 5.1.3): stored, come again, slower, do not come again. */
const answers = { stored: 0, temporary: 0x64, throttled: 0x58, permanent: 0x65 };
/** Deliveries that are being stored at once. */
const mostInHand = 500;

/** Whence a delivery came. `sessionId`: one connection, from bind to end. */
export interface DeliverySource {
  linkId: string;
  sessionId: string;
}

export interface Receiver {
  /** One deliver_sm or data_sm. Answers it once what it says is stored (F10, F11). */
  receive(from: DeliverySource, pdu: Pdu, answer: (status: number, fields?: PduFields) => void): void;
  sessionEnded(sessionId: string): void;
  /** Deliveries that could not be read. */
  unreadable(): number;
  start(events: CarrierEvents): void;
  /** Takes no more; resolves when nothing is being stored. */
  stop(): Promise<void>;
}

/** Takes what centres deliver: receipts and messages. Nothing is acknowledged before it is stored, and nothing that a centre sends is thrown on. */
export function createReceiver(settings: SmppSettings): Receiver {
  const deliveries = createDeliveries();
  const inHand = new Set<Promise<void>>();
  let events: CarrierEvents | null = null;
  let unreadable = 0;

  function countUnreadable(linkId: string, kind: string): void {
    unreadable += 1;
    if (isToldAt(unreadable)) log.warn({ linkId, kind, total: unreadable }, 'a delivery of the message centre could not be read');
  }

  /** Answers the delivery that is to be marked once it is acknowledged; null for what may be told twice. */
  async function store(to: CarrierEvents, { linkId, sessionId }: DeliverySource, pdu: Pdu): Promise<Delivery | null> {
    const incoming = readIncoming(pdu, settings, clock.now());
    if (incoming.kind === 'receipt') {
      await to.receipt(incoming.receipt);
      return null;
    }
    if (incoming.kind === 'nothing') {
      if (incoming.why === 'unreadable-receipt') countUnreadable(linkId, incoming.why);
      return null;
    }
    const delivery = await deliveries.begin(incoming.digest, sessionId, { isPart: incoming.kind === 'segment' });
    try {
      if (incoming.kind === 'message') await to.inbound({ ...incoming.message, inboundKey: delivery.key });
      else await to.inboundSegment({ ...incoming.segment, inboundKey: delivery.key });
    } catch (error) {
      delivery.refused();
      throw error;
    }
    return delivery;
  }

  return {
    receive(from, pdu, answer) {
      if (!events) return answer(answers.temporary);
      if (pdu.isMalformed) {
        countUnreadable(from.linkId, 'malformed-pdu');
        return answer(answers.permanent);
      }
      if (inHand.size >= mostInHand) return answer(answers.throttled);
      const done = store(events, from, pdu)
        .then(
          (delivery) => {
            answer(answers.stored);
            delivery?.acknowledged();
          },
          (error: unknown) => {
            log.error({ err: error, linkId: from.linkId }, 'a delivery of the message centre could not be stored: it will come again');
            answer(answers.temporary);
          },
        )
        .finally(() => inHand.delete(done));
      inHand.add(done);
    },
    sessionEnded: (sessionId) => deliveries.sessionEnded(sessionId),
    unreadable: () => unreadable,
    start(to) {
      events = to;
    },
    async stop() {
      events = null;
      while (inHand.size > 0) await Promise.all(inHand);
      await deliveries.settled();
    },
  };
}
