import type { AddressInfo } from 'node:net';
import smpp from 'smpp';

export interface Smsc {
  port: number;
  binds(): number;
  submits(): number;
  stop(): void;
}

/** A short message centre that takes everything at once (SMPP 3.4), so that what is measured is the gateway in front of it. */
export async function startSmsc(): Promise<Smsc> {
  let [binds, submits] = [0, 0];
  const sessions = new Set<{ close(): void }>();
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
      submits += 1;
      session.send(pdu.response({ message_id: submits.toString(16).padStart(8, '0') }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    binds: () => binds,
    submits: () => submits,
    stop() {
      for (const session of sessions) session.close();
      server.close();
    },
  };
}
