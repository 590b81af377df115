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
 * again after a growing pause of at most 10 s, so that a database that is away is neither hammered nor forgotten. Who wakes it has the next round
 * after `gatherMs`, together with all who wake it until then.
 */
export function startLoop(name: string, round: () => Promise<number>, { gatherMs = 0 }: { gatherMs?: number } = {}): Loop {
  let stopped = false;
  let failures = 0;
  let woken = false;
  let wakeUp: ((afterMs: number) => void) | null = null;
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
      const pauseMs = woken ? gatherMs : waitMs;
      if (stopped || pauseMs <= 0) continue;
      await new Promise<void>((resolve) => {
        let timer = setTimeout(resolve, pauseMs);
        wakeUp = (afterMs) => {
          clearTimeout(timer);
          timer = setTimeout(resolve, afterMs);
        };
      });
      wakeUp = null;
    }
  })();
  return {
    wake() {
      if (!woken) wakeUp?.(gatherMs);
      woken = true;
    },
    async stop() {
      stopped = true;
      wakeUp?.(0);
      await running;
    },
  };
}
