import { setTimeout as pause } from 'node:timers/promises';
import type { PDU } from 'smpp';
import { startSmsc } from '#tests/support/fixtures/smsc.ts';

/** What the centre took: the text, which every test makes unlike any other, and to whom. */
export interface Taken {
  text: string;
  recipient: string;
}

export interface MessageCentre {
  readonly port: number;
  readonly taken: Taken[];
  /** Answers throttled to one in `n` submits; 0 to none. */
  throttleOneIn: number;
  /** Sends a text to a line until it is acknowledged. */
  sendInbound(message: { from: string; to: string; text: string }): Promise<void>;
  /** Resolves when every receipt and inbound message is acknowledged. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const throttledStatus = 0x58;

/**
 * The telephone network beside processes that crash: it keeps a ledger of what it took, and like a real centre it sends receipts and messages again
 * until they are acknowledged. Every second receipt says the user's reference, the others only sender and recipient.
 */
export async function startMessageCentre(): Promise<MessageCentre> {
  const taken: Taken[] = [];
  const unacknowledged = new Set<Promise<void>>();
  let [ids, submits, stopped] = [0, 0, false];

  const smsc = await startSmsc({
    reply: (pdu) => {
      submits += 1;
      if (centre.throttleOneIn > 0 && submits % centre.throttleOneIn === 0) return { status: throttledStatus };
      ids += 1;
      const id = ids.toString(16).padStart(8, '0');
      taken.push({ text: textOf(pdu), recipient: `+${String(pdu.destination_addr)}` });
      keepTrying({
        source_addr: pdu.destination_addr, destination_addr: pdu.source_addr, esm_class: 4, short_message: Buffer.from(`id:${id} sub:001 dlvrd:001 stat:DELIVRD err:000 text:`),
        ...(ids % 2 === 0 && pdu.user_message_reference !== undefined ? { user_message_reference: pdu.user_message_reference } : {}),
      });
      return { messageId: id };
    },
  });

  /** Until somebody bound says that it is stored. A session that ends takes its answer along: then again, as a real centre does. */
  function keepTrying(fields: Readonly<Record<string, unknown>>): Promise<void> {
    const trying = (async () => {
      while (!stopped) {
        const answer = smsc.sessions() > 0 ? await smsc.deliver(fields).catch(() => null) : null;
        if (answer?.command_status === 0) return;
        await pause(20);
      }
    })().finally(() => unacknowledged.delete(trying));
    unacknowledged.add(trying);
    return trying;
  }

  const centre: MessageCentre = {
    port: smsc.port,
    taken,
    throttleOneIn: 0,
    sendInbound: ({ from, to, text }) => keepTrying({ source_addr: from.slice(1), destination_addr: to.slice(1), short_message: Buffer.from(text) }),
    async settled() {
      while (unacknowledged.size > 0) await Promise.all(unacknowledged);
    },
    async stop() {
      stopped = true;
      await Promise.all(unacknowledged);
      await smsc.stop();
    },
  };
  return centre;
}

function textOf(pdu: PDU): string {
  const message = pdu.short_message as { message?: Buffer | string } | Buffer;
  const body = Buffer.isBuffer(message) ? message : message.message;
  return Buffer.isBuffer(body) ? body.toString('latin1') : String(body ?? '');
}
