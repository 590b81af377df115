import type { AddressInfo } from 'node:net';
import smpp, { type PDU, type Session } from 'smpp';

export interface Smsc {
  port: number;
  binds(): number;
  /** Submits that were taken. */
  submits(): number;
  /** Receipts that the other side has acknowledged, and the moment of the last, in ms since 1970. */
  acknowledged(): { receipts: number; lastAt: number };
  stop(): void;
}

export interface SmscOptions {
  /** Whether a submit is taken; what is not is answered "throttled". */
  takes?: (text: string) => boolean;
}

const throttled = 0x58;
/** One after the other: a centre that is started anew gives no id twice. */
let ids = 0;

/**
 * A short message centre (SMPP 3.4) that answers at once and sends the receipt "delivered" behind the answer where one is asked for, so that what is
 * measured is the gateway in front of it.
 */
export async function startSmsc({ takes = () => true }: SmscOptions = {}): Promise<Smsc> {
  let [binds, submits, receipts, lastAt] = [0, 0, 0, 0];
  const sessions = new Set<Session>();

  function sendReceipt(session: Session, submit: PDU, id: string): void {
    const receipt = new smpp.PDU('deliver_sm', {
      source_addr_ton: 1, source_addr_npi: 1, source_addr: submit.destination_addr, dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: submit.source_addr, esm_class: 4,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:DELIVRD err:000 text:`,
    });
    session.send(receipt, (answer) => {
      if (answer.command_status !== 0) return sendReceipt(session, submit, id);
      receipts += 1;
      lastAt = performance.timeOrigin + performance.now();
    });
  }

  const server = smpp.createServer((session) => {
    sessions.add(session);
    session.on('error', () => undefined);
    session.on('close', () => sessions.delete(session));
    session.on('bind_transceiver', (pdu) => {
      binds += 1;
      session.send(pdu.response({ system_id: 'smsc' }));
    });
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu) => session.send(pdu.response()));
    session.on('submit_sm', (pdu) => {
      if (!takes(textOf(pdu))) return void session.send(pdu.response({ command_status: throttled }));
      submits += 1;
      ids += 1;
      const id = ids.toString(16).padStart(8, '0');
      session.send(pdu.response({ message_id: id }));
      if (pdu.registered_delivery) setImmediate(() => sendReceipt(session, pdu, id));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    binds: () => binds,
    submits: () => submits,
    acknowledged: () => ({ receipts, lastAt }),
    stop() {
      for (const session of sessions) session.close();
      server.close();
    },
  };
}

const textOf = (pdu: PDU): string => String((pdu.short_message as { message?: unknown } | undefined)?.message ?? '');
