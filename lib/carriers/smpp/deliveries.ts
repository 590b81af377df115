import { setTimeout as pause } from 'node:timers/promises';
import { type AskedDelivery, expectAgain, type KnownDelivery, markDelivery, takeDelivery, unsureSeconds } from '#lib/data/smpp/deliveries.ts';
import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'smpp' });

/** Centres wait at least so long for an answer before they deliver again. */
const patienceSeconds = 10;
/** What another process has in hand is stored, and acknowledged, in less; after that the process is taken for gone. */
const goneAfterSeconds = 2;
const askEveryMs = 50;
/** What comes later than that after a refusal, a lost session or a crash is another message: twice is better than never. */
const expectedForSeconds = 600;

/** One message that was delivered, perhaps more than once. */
export interface Delivery {
  readonly key: string;
  /** Stored, and our acknowledgement is written. */
  acknowledged(): void;
  /** Not stored: it will come again. */
  refused(): void;
}

export interface Deliveries {
  /** `isPart`: of a text, with a number of its own, so that two alike are the same one, acknowledged or not. */
  begin(digest: string, sessionId: string, options: { isPart: boolean }): Promise<Delivery>;
  /** What was in hand, and what was acknowledged in the last minute, may come again. */
  sessionEnded(sessionId: string): void;
  /** Resolves when everything is written. */
  settled(): Promise<void>;
}

/**
 * SMPP gives an incoming message no id. The same content is the same message, delivered again, while we have refused it, kept it waiting, or lost the
 * session or the process over it; otherwise it is another one ("ok", and again "ok"). The database knows, so that it is the same for every worker and
 * after a crash in between (I6, F11).
 */
export function createDeliveries(): Deliveries {
  /** Over which sessions of this process what is in hand came, and what of it was refused where the database could not be told. */
  const open = new Set<string>();
  const refused = new Set<string>();
  /** Sessions whose end the database does not know yet. */
  const ending = new Set<string>();
  const writing = new Set<Promise<void>>();

  function write(told: Promise<void>): void {
    const done = told
      .catch((error: unknown) => log.warn({ err: error }, 'how a delivery ended could not be written: if it comes again, it may be taken for another'))
      .finally(() => writing.delete(done));
    writing.add(done);
  }

  return {
    async begin(digest, sessionId, { isPart }) {
      open.add(sessionId);
      const isAgain = (known: KnownDelivery) => isPart || isRepeated({ ...known, isOpen: open.has(known.sessionId), isEnding: ending.has(known.sessionId), isRefused: refused.has(known.key) });
      let key = await takeDelivery({ digest, sessionId, isAgain });
      while (key === null) {
        await pause(askEveryMs);
        key = await takeDelivery({ digest, sessionId, isAgain });
      }
      refused.delete(key);
      const takenAt = performance.now();
      return {
        key,
        acknowledged() {
          const isInTime = performance.now() - takenAt < patienceSeconds * 1000 && open.has(sessionId);
          write(markDelivery(key, isInTime ? 'acknowledged' : 'expected'));
        },
        refused() {
          refused.add(key);
          setTimeout(() => refused.delete(key), expectedForSeconds * 1000).unref();
          write(markDelivery(key, 'expected'));
        },
      };
    },
    sessionEnded(sessionId) {
      if (!open.delete(sessionId)) return;
      ending.add(sessionId);
      // Behind what is being written of its deliveries, which would otherwise outlive the end.
      write(Promise.all(writing).then(() => expectAgain(sessionId)).finally(() => ending.delete(sessionId)));
    },
    async settled() {
      while (writing.size > 0) await Promise.all(writing);
    },
  };
}

interface Standing extends Pick<KnownDelivery, 'state' | 'ageSeconds'> {
  isOpen: boolean;
  isEnding: boolean;
  isRefused: boolean;
}

function isRepeated({ state, ageSeconds, isOpen, isEnding, isRefused }: Standing): ReturnType<AskedDelivery['isAgain']> {
  if (isEnding) return state !== 'acknowledged' || ageSeconds <= unsureSeconds;
  if (state === 'acknowledged' || ageSeconds > expectedForSeconds) return false;
  if (state === 'expected' || isRefused) return true;
  if (isOpen) return ageSeconds > patienceSeconds;
  // In hand over a session that is not of this process: acknowledged in a moment, and then this is another message; or its process is gone, and the centre
  // delivers it here.
  return ageSeconds > goneAfterSeconds ? true : 'not-yet-known';
}
