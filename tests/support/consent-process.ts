/** A process of its own that serves the API and ends consents when it is told to, as a server of the product does for its pages. */
import { findSimulatorLine } from '#lib/carriers/simulator/line-facts.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { endConsent } from '#lib/use-cases/consent/end-consent.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { startHttpServer } from '#tests/support/fixtures/http-server.ts';

setLineDirectory({ findLine: findSimulatorLine });
const { port, host } = await startHttpServer();

process.on('message', (own: { actor: SubscriberActor; grantId: string }) => {
  endConsent(own).then(
    ({ cancelled }) => process.send?.({ cancelled }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ port, host });
