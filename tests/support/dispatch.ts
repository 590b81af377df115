import type { Carrier } from '#lib/carriers/carrier.ts';
import { createDispatcher } from '#lib/use-cases/messages/dispatcher.ts';

/** One round of a dispatcher of its own, with every answer written. Tells whether anything was claimed. */
export async function dispatchOnce(carrier: Carrier): Promise<boolean> {
  const dispatcher = createDispatcher(carrier);
  const { claimed } = await dispatcher.round();
  await dispatcher.settled();
  return claimed > 0;
}
