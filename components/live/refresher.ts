import { firstWaitMs, longerWaitMs, spreadMs } from '#components/live/patience.ts';

/**
 * Reads the page anew once the server answers, asking again until it does. A refresh of Next that finds no server opens the page from
 * scratch instead, and that is the browser's error page, which never comes back by itself.
 */
export class Refresher {
  readonly #isAnswering: () => Promise<boolean>;
  readonly #refresh: () => void;
  #round: object | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: { isAnswering: () => Promise<boolean>; refresh: () => void }) {
    this.#isAnswering = parts.isAnswering;
    this.#refresh = parts.refresh;
  }

  /** What happens while an answer is waited for is shown by the same refresh. */
  readonly request = (): void => {
    if (!this.#round) void this.#ask((this.#round = {}), firstWaitMs);
  };

  readonly stop = (): void => {
    clearTimeout(this.#timer);
    this.#round = null;
  };

  async #ask(round: object, waitMs: number): Promise<void> {
    const answers = await this.#isAnswering();
    if (this.#round !== round) return;
    if (answers) {
      this.#round = null;
      this.#refresh();
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(round, longerWaitMs(waitMs)), spreadMs(waitMs));
  }
}

/** Whether this server would answer for a page now: it runs, does not stop, and has its database. A proxy that keeps the address to itself says 4xx, and is there. */
export async function isServerReady(): Promise<boolean> {
  try {
    const { status } = await fetch('/readyz', { method: 'HEAD', cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(5_000) });
    return status < 500;
  } catch {
    return false;
  }
}
