/** An acknowledgement that was written when the link ended may not have arrived: for so long before the end it does not count. */
const unsureMs = 60_000;
/** Centres wait at least so long for an answer before they deliver again. */
const patienceMs = 10_000;
const rememberMs = 3_600_000;
const mostRemembered = 100_000;
/** Of one content: more alike at once are not told apart after the link was lost. */
const mostAlike = 100;
const bucketMs = 600_000;

/** One message that was delivered, perhaps more than once. */
export interface Delivery {
  readonly key: string;
  /** Stored, and our acknowledgement is written. */
  acknowledged(): void;
  /** Not stored: it will come again. */
  refused(): void;
}

/** All of one content. */
interface Alike {
  bucket: number;
  /** So many of them in the bucket. */
  count: number;
  deliveries: Remembered[];
}

interface Remembered {
  key: string;
  linkId: string;
  state: 'in-hand' | 'acknowledged' | 'expected-again';
  seenAt: number;
  acknowledgedAt: number;
}

export interface InboundKeys {
  /** A part of a text bears a number of its own, so that two alike are the same one, acknowledged or not. */
  delivered(digest: string, linkId: string, isPart?: boolean): Delivery;
  /** What was in hand, and what was acknowledged in the last minute, may come again. */
  linkEnded(linkId: string): void;
}

/**
 * SMPP gives an incoming message no id. The same content is the same message, delivered again, while we have refused it, kept it waiting or lost the link
 * over it; otherwise it is another one ("ok", and again "ok"). The key follows from content, count and ten minutes of time, so that it is the same after a
 * crash in between (I6, F11).
 */
export function createInboundKeys(now: () => number): InboundKeys {
  const remembered = new Map<string, Alike>();

  function forget(): void {
    // In the order of their insertion: the oldest first.
    for (const [digest, { deliveries }] of remembered) {
      if (remembered.size <= mostRemembered && deliveries.some(({ seenAt }) => now() - seenAt < rememberMs)) return;
      remembered.delete(digest);
    }
  }

  const isExpected = ({ state, seenAt }: Remembered) => state === 'expected-again' || (state === 'in-hand' && now() - seenAt > patienceMs);

  return {
    delivered(digest, linkId, isPart = false) {
      forget();
      const bucket = Math.floor(now() / bucketMs);
      const alike = remembered.get(digest) ?? { bucket, count: 0, deliveries: [] };
      remembered.set(digest, alike);
      let delivery = alike.deliveries.find((each) => isPart || isExpected(each));
      if (!delivery) {
        if (alike.bucket !== bucket) Object.assign(alike, { bucket, count: 0 });
        alike.count += 1;
        delivery = { key: `${digest} ${bucket} ${alike.count}`, linkId, state: 'in-hand', seenAt: now(), acknowledgedAt: 0 };
        alike.deliveries.push(delivery);
        if (alike.deliveries.length > mostAlike) alike.deliveries.shift();
      }
      const mine = Object.assign(delivery, { linkId, state: 'in-hand' as const, seenAt: now() });
      return {
        key: mine.key,
        acknowledged: () => void Object.assign(mine, { state: 'acknowledged', acknowledgedAt: now() }),
        refused: () => void Object.assign(mine, { state: 'expected-again' }),
      };
    },
    linkEnded(linkId) {
      for (const delivery of [...remembered.values()].flatMap(({ deliveries }) => deliveries)) {
        if (delivery.linkId !== linkId) continue;
        if (delivery.state === 'in-hand' || now() - delivery.acknowledgedAt < unsureMs) delivery.state = 'expected-again';
      }
    },
  };
}
