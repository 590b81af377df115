import { readConditions, saveConditions } from '#lib/data/simulator/conditions.ts';
import type { NetworkConditions } from '#lib/domain/network-conditions.ts';
import { requireSimulator } from '#lib/use-cases/simulator/require-simulator.ts';

/** How the simulated network behaves now. Throws `not-found` with any other carrier. */
export async function getConditions(): Promise<NetworkConditions> {
  requireSimulator();
  return readConditions();
}

/** Sets the network's controls; every worker heeds them at once. Throws `not-found` with any other carrier. */
export async function setConditions(conditions: NetworkConditions): Promise<void> {
  requireSimulator();
  await saveConditions(conditions);
}
