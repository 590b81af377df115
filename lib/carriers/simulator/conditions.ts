import { readConditions } from '#lib/data/simulator/conditions.ts';
import { onNetworkNews } from '#lib/data/simulator/wake.ts';
import { calmConditions, type NetworkConditions } from '#lib/domain/network-conditions.ts';
import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'simulator' });

/** The network's controls as they stand, in every process that carries messages. */
export interface ConditionsWatch {
  current(): NetworkConditions;
  /** Resolves true when the link goes down within the time, else false when the time is over. */
  pause(ms: number): Promise<boolean>;
  stop(): void;
}

/** Reads the controls, and again whenever they are set. `changed` is called after each reading. */
export async function watchConditions(changed: () => void): Promise<ConditionsWatch> {
  let current = calmConditions;
  const cut = new Set<() => void>();
  const read = async () => {
    current = await readConditions();
    if (current.isLinkDown) for (const interrupt of cut) interrupt();
    changed();
  };
  const stop = onNetworkNews((kind) => {
    if (kind === 'conditions') read().catch((error: unknown) => log.error({ err: error }, 'the controls of the simulated network could not be read'));
  });
  await read();
  return {
    current: () => current,
    stop,
    pause(ms) {
      if (current.isLinkDown) return Promise.resolve(true);
      if (ms <= 0) return Promise.resolve(false);
      return new Promise((resolve) => {
        const end = (isDown: boolean) => {
          clearTimeout(timer);
          cut.delete(interrupt);
          resolve(isDown);
        };
        const interrupt = () => end(true);
        const timer = setTimeout(() => end(false), ms);
        cut.add(interrupt);
      });
    },
  };
}
