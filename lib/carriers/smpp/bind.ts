import { createSession, type Session, type SessionEvents } from '#lib/carriers/smpp/session.ts';
import type { SmppAccount, SmppAddress, SmppTimes } from '#lib/carriers/smpp/settings.ts';
import { newId } from '#lib/ids.ts';
import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'smpp' });

/** Wrong account (SMPP 3.4, 5.1.3): somebody has to look, and trying often would lock it. */
const refusals: Readonly<Record<number, string>> = {
  0x0d: 'the centre refused the bind: look at SMPP_SYSTEM_ID, SMPP_PASSWORD and SMPP_SYSTEM_TYPE',
  0x0e: 'the centre refused the password: look at SMPP_PASSWORD, and whether it is that of SMPP_SYSTEM_ID',
  0x0f: 'the centre does not know the system id: look at SMPP_SYSTEM_ID',
};
const version34 = 0x34;

export interface Bind {
  /** The session while it is bound, null otherwise. */
  session(): Session | null;
  /** A sentence for the operator while it is not bound. */
  detail(): string;
  /** The centre does not take the account; tried again at long intervals. */
  isRefused(): boolean;
  /** Milliseconds until the next try. */
  againInMs(): number;
  /** Resolves after the first try, bound or not. */
  start(): Promise<void>;
  /** Unbinds and stays away. */
  stop(): Promise<void>;
}

export interface BindOptions {
  linkId: string;
  address: SmppAddress;
  account: SmppAccount;
  times: SmppTimes;
  request(sessionId: string, ...delivered: Parameters<SessionEvents['request']>): void;
  /** Bound, or not any more. */
  changed(isBound: boolean): void;
  /** A session that was bound. */
  ended(sessionId: string): void;
}

/** Keeps one transceiver bound: connects, binds, and begins again after a jittered pause when the connection ends. */
export function createBind({ linkId, address, account, times, request, changed, ended }: BindOptions): Bind {
  let session: Session | null = null;
  let isBound = false;
  let detail = 'not started';
  /** Why the centre does not take the account, since it last said so and nothing else has come. */
  let refusal: string | null = null;
  let isStopped = true;
  let failures = 0;
  let again: NodeJS.Timeout | undefined;
  let againAt = 0;

  async function open(): Promise<void> {
    if (refusal === null) detail = 'connecting';
    const sessionId = newId();
    const mine = createSession(address, times, {
      request: (...delivered) => request(sessionId, ...delivered),
      closed: (why) => closed(sessionId, why),
    });
    session = mine;
    try {
      await mine.connected;
    } catch {
      return;
    }
    const answer = await mine.request('bind_transceiver', { ...account, interface_version: version34 }, { answerMs: times.connectMs });
    if (answer.kind !== 'answered') return mine.close('no answer to the bind');
    const status = answer.pdu.command_status;
    if (refusals[status]) return refused(mine, status, refusals[status]);
    if (status !== 0) return mine.close(`the bind was answered with error 0x${status.toString(16)}`);
    if (isStopped) return mine.close('stopped');
    failures = 0;
    refusal = null;
    isBound = true;
    mine.keepAlive();
    log.info({ linkId }, 'bound to the message centre');
    changed(true);
  }

  function refused(mine: Session, status: number, why: string): void {
    if (refusal === null) failures = 0;
    if (refusal !== why) log.error({ linkId, status }, why);
    refusal = why;
    mine.close(why);
  }

  function closed(sessionId: string, why: string): void {
    const wasBound = isBound;
    isBound = false;
    session = null;
    detail = why;
    if (why !== refusal) refusal = null;
    if (!isStopped) rebindLater();
    if (wasBound) {
      if (!isStopped) log.warn({ linkId }, `the link to the message centre ended: ${why}`);
      ended(sessionId);
      changed(false);
    }
  }

  function rebindLater(): void {
    const waitMs = refusal === null ? pauseMs(times.rebindFirstMs, times.rebindLongestMs, failures) : pauseMs(times.refusedFirstMs, times.refusedLongestMs, failures);
    failures += 1;
    againAt = performance.now() + waitMs;
    again = setTimeout(() => void open(), waitMs);
  }

  return {
    session: () => (isBound ? session : null),
    detail: () => detail,
    isRefused: () => refusal !== null,
    againInMs: () => Math.max(0, againAt - performance.now()),
    async start() {
      if (!isStopped) return;
      isStopped = false;
      failures = 0;
      await open();
    },
    async stop() {
      isStopped = true;
      clearTimeout(again);
      const ending = session;
      if (isBound) await ending?.request('unbind', {}, { answerMs: times.enquireAnswerMs });
      ending?.close('stopped');
    },
  };
}

function pauseMs(firstMs: number, longestMs: number, failures: number): number {
  const longest = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 16));
  // Half of it by chance: many binds that fell together do not come back together.
  return Math.ceil(longest * (0.5 + Math.random() / 2));
}
