import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'worker' });

export interface Loop {
  /** Runs the next round now instead of later. */
  wake(): void;
  /** Resolves when the round that runs has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `round` again and again. A round returns the milliseconds to wait before the next; a failing one is logged and tried
 * again after a growing pause of at most 10 s, so that a database that is away is neither hammered nor forgotten.
 */
export function startLoop(name: string, round: () => Promise<number>): Loop {
  let stopped = false;
  let failures = 0;
  let woken = false;
  let wakeUp: (() => void) | null = null;
  const running = (async () => {
    while (!stopped) {
      woken = false;
      let waitMs: number;
      try {
        waitMs = await round();
        failures = 0;
      } catch (error) {
        failures += 1;
        waitMs = Math.min(10_000, 250 * 2 ** failures);
        log.error({ err: error, loop: name, failures }, 'a round failed');
      }
      if (stopped || woken || waitMs <= 0) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wakeUp = null;
    }
  })();
  return {
    wake() {
      woken = true;
      wakeUp?.();
    },
    async stop() {
      stopped = true;
      wakeUp?.();
      await running;
    },
  };
}
