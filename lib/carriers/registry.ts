import type { Carrier, LineDirectory } from '#lib/carriers/carrier.ts';
import { env } from '#lib/env.ts';

/** The carrier this installation is connected to, loaded only where it is used (role worker). */
export async function loadCarrier(): Promise<Carrier> {
  switch (env.CARRIER) {
    case 'simulator': {
      const { createSimulator } = await import('#lib/carriers/simulator/simulator.ts');
      return createSimulator({ ownShortCode: env.OWN_SHORT_CODE });
    }
    default:
      throw new Error(`CARRIER=${env.CARRIER} is not built in. This version knows: simulator.`);
  }
}

/** Facts about lines, without the rest of the carrier (roles web and api). */
export async function loadLineDirectory(): Promise<LineDirectory> {
  switch (env.CARRIER) {
    case 'simulator': {
      const { findSimulatorLine } = await import('#lib/carriers/simulator/line-facts.ts');
      return { findLine: findSimulatorLine };
    }
    default:
      throw new Error(`CARRIER=${env.CARRIER} is not built in. This version knows: simulator.`);
  }
}
