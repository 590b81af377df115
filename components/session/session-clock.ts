/** What the read-only route says; it never extends. `tag` names the session without telling which it is. */
export type SessionAnswer =
  | { kind: 'live'; endsAtMs: number; serverNowMs: number; tag: string | undefined }
  | { kind: 'ended' }
  | { kind: 'unknown' };

export type SessionState =
  | { phase: 'live' }
  | { phase: 'warning'; leftSeconds: number }
  | { phase: 'ended'; endedAtMs: number };

/** What tabs of one browser tell each other. */
export type SessionMessage = { kind: 'extended'; endsAtMs: number } | { kind: 'ended' };

export interface SessionClockOptions {
  warningSeconds: number;
  ask: () => Promise<SessionAnswer>;
  tell?: (message: SessionMessage) => void;
  now?: () => number;
}

const pollMs = 60_000;
/** How long a tab that cannot reach the server after the deadline waits before it believes its own clock. */
const graceMs = 15_000;

/**
 * The clock of one tab. The server's time decides: the difference to ours is measured at each answer. The end is declared only after
 * a last question, since another tab may have extended the session; once declared it is final for this document, because whoever signs
 * in next may be somebody else.
 */
export class SessionClock {
  #state: SessionState = { phase: 'live' };
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #asking = false;
  #endsAtMs: number | undefined;
  #offsetMs = 0;
  #tag: string | undefined;
  #overdueSinceMs: number | undefined;
  #extensions = 0;
  readonly #warningSeconds: number;
  readonly #ask: () => Promise<SessionAnswer>;
  readonly #tell: (message: SessionMessage) => void;
  readonly #now: () => number;

  constructor(options: SessionClockOptions) {
    this.#warningSeconds = options.warningSeconds;
    this.#ask = options.ask;
    this.#tell = options.tell ?? (() => undefined);
    this.#now = options.now ?? Date.now;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): SessionState => this.#state;

  start(): void {
    this.#running = true;
    void this.recheck();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  /** Asks the server, then goes by its answer. */
  async recheck(): Promise<void> {
    if (!this.#running || this.#asking || this.#state.phase === 'ended') return;
    this.#asking = true;
    clearTimeout(this.#timer);
    const extensions = this.#extensions;
    const answer = await this.#ask();
    this.#asking = false;
    if (!this.#running || this.#hasEnded()) return;
    // Extended meanwhile: the answer may be older than what we know.
    if (extensions !== this.#extensions) return void this.recheck();
    if (answer.kind === 'ended') return this.end();
    if (answer.kind === 'live') {
      this.#tag ??= answer.tag;
      if (answer.tag !== this.#tag) return this.end();
      this.#endsAtMs = answer.endsAtMs;
      this.#offsetMs = answer.serverNowMs - this.#now();
    }
    if (this.#leftSeconds() === 0) return this.#waitForCertainty();
    this.#overdueSinceMs = undefined;
    this.#plan();
  }

  /** A new deadline: from *Stay signed in* here, or from another tab. An earlier one is no news. */
  extend(endsAtMs: number, options: { tell: boolean }): void {
    if (this.#state.phase === 'ended' || !Number.isFinite(endsAtMs)) return;
    if (this.#endsAtMs !== undefined && endsAtMs < this.#endsAtMs) return;
    this.#endsAtMs = endsAtMs;
    this.#extensions += 1;
    this.#overdueSinceMs = undefined;
    if (options.tell) this.#tell({ kind: 'extended', endsAtMs });
    if (this.#running) this.#plan();
  }

  /** News from another tab. Its end is a reason to ask, not yet a fact. */
  hear(message: SessionMessage): void {
    if (message.kind === 'extended') this.extend(message.endsAtMs, { tell: false });
    else void this.recheck();
  }

  end(): void {
    if (this.#state.phase === 'ended') return;
    clearTimeout(this.#timer);
    this.#set({ phase: 'ended', endedAtMs: Math.min(this.#endsAtMs ?? Infinity, this.#now() + this.#offsetMs) });
    this.#tell({ kind: 'ended' });
  }

  #hasEnded(): boolean {
    return this.#state.phase === 'ended';
  }

  #leftSeconds(): number | undefined {
    if (this.#endsAtMs === undefined) return undefined;
    return Math.max(0, Math.ceil((this.#endsAtMs - this.#now() - this.#offsetMs) / 1000));
  }

  #plan(): void {
    clearTimeout(this.#timer);
    const left = this.#leftSeconds();
    if (left === undefined) return this.#wake(graceMs);
    if (left > this.#warningSeconds) {
      this.#set({ phase: 'live' });
      return this.#wake(Math.min(pollMs, (left - this.#warningSeconds) * 1000));
    }
    this.#set({ phase: 'warning', leftSeconds: left });
    if (left === 0) return void this.recheck();
    const remainderMs = (this.#endsAtMs ?? 0) - this.#now() - this.#offsetMs - (left - 1) * 1000;
    this.#timer = setTimeout(() => this.#plan(), Math.max(50, remainderMs));
  }

  #waitForCertainty(): void {
    this.#overdueSinceMs ??= this.#now();
    if (this.#now() - this.#overdueSinceMs >= graceMs) return this.end();
    this.#set({ phase: 'warning', leftSeconds: 0 });
    this.#wake(2000);
  }

  #wake(afterMs: number): void {
    this.#timer = setTimeout(() => void this.recheck(), afterMs);
  }

  #set(next: SessionState): void {
    const same = next.phase === this.#state.phase && (next.phase !== 'warning' || this.#state.phase !== 'warning' || next.leftSeconds === this.#state.leftSeconds);
    if (same && next.phase !== 'ended') return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}
