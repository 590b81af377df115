import type { Carrier, CarrierEvents, QueryAnswer, Submission } from '#lib/carriers/carrier.ts';
import { networks } from '#lib/carriers/networks.ts';
import { createLateAnswers } from '#lib/carriers/smpp/late-answers.ts';
import { createLink, type Link } from '#lib/carriers/smpp/link.ts';
import { queryMessage } from '#lib/carriers/smpp/query.ts';
import { createReceiver } from '#lib/carriers/smpp/receiver.ts';
import type { SmppSettings } from '#lib/carriers/smpp/settings.ts';
import { createSubmitter } from '#lib/carriers/smpp/submitter.ts';

export interface SmppCarrierOptions {
  settings: SmppSettings;
  /** A message centre knows nothing of lines. */
  findLine: Carrier['findLine'];
}

/** A carrier behind one or more short message centres that speak SMPP 3.4: texts alone, to one recipient each. */
export function createSmppCarrier({ settings, findLine }: SmppCarrierOptions): Carrier {
  let events: CarrierEvents | null = null;
  const receiver = createReceiver(settings);
  const lateAnswers = createLateAnswers();
  const links: Link[] = settings.addresses.map((address, at) =>
    createLink({
      linkId: `smpp-${at + 1}`,
      address,
      settings,
      request: (...delivered) => receiver.receive(...delivered),
      changed(isBound) {
        if (isBound) events?.capacity();
      },
      ended: (sessionId) => receiver.sessionEnded(sessionId),
    }),
  );
  const submitter = createSubmitter({ links, settings, late: (submission, answer) => lateAnswers.tell(submission, answer) });
  return {
    name: 'smpp',
    capabilities: { ...networks.smpp, receipts: true, query: 'by-id', maxSegments: settings.texts.maxSegments, maxMediaBytes: 0 },
    capacity: () => submitter.capacity(),
    submit: (submission) => submitter.submit(submission),
    query: (submission: Submission, carrierMessageIds: readonly string[]): Promise<QueryAnswer | null> =>
      queryMessage(links, submission, carrierMessageIds, settings),
    findLine,
    health: () => {
      const unreadable = receiver.unreadable();
      return links.map((link) => {
        const health = link.health();
        return unreadable === 0 ? health : { ...health, detail: `${health.detail} Deliveries that could not be read, on all links: ${unreadable}.` };
      });
    },
    async start(to) {
      events = to;
      receiver.start(to);
      lateAnswers.start(to);
      await Promise.all(links.map((link) => link.start()));
    },
    async stop() {
      await Promise.all([receiver.stop(), ...links.map((link) => link.drain())]);
      await Promise.all(links.map((link) => link.stop()));
      await lateAnswers.stop();
      events = null;
    },
  };
}
