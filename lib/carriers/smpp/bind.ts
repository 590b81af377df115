import { createRebindTimer } from '#lib/carriers/smpp/rebind-timer.ts';
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
/** How long whoever waits for a bind that is being made looks away: it is told when there is one. */
const openingMs = 1_000;

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
  /** Tries at once, if it only held back. */
  hurry(): void;
}

export interface BindOptions {
  linkId: string;
  address: SmppAddress;
  account: SmppAccount;
  times: SmppTimes;
  request(sessionId: string, ...delivered: Parameters<SessionEvents['request']>): void;
  /** Whether another bind asks for the account now, which is refused. */
  holdsBack(): boolean;
  /** Bound, or not any more. */
  changed(isBound: boolean): void;
  /** A session that was bound. */
  ended(sessionId: string): void;
}

/** Keeps one transceiver bound: connects, binds, and begins again after a jittered pause when the connection ends. */
export function createBind({ linkId, address, account, times, request, holdsBack, changed, ended }: BindOptions): Bind {
  let session: Session | null = null;
  let isBound = false;
  let detail = 'not started';
  /** Why the centre does not take the account, since it last said so and nothing else has come. */
  let refusal: string | null = null;
  let isStopped = true;
  let isOpening = false;
  let isHeldBack = false;
  const timer = createRebindTimer(times);
  const linkLog = createLinkLog(linkId);

  async function open(): Promise<void> {
    isHeldBack = holdsBack();
    if (isHeldBack) {
      detail = 'the centre refuses the account';
      return rebindLater();
    }
    if (refusal === null) detail = 'connecting';
    isOpening = true;
    const sessionId = newId();
    const mine = createSession(address, times, {
      request: (...delivered) => request(sessionId, ...delivered),
      closed: (why) => closed(sessionId, why),
    });
    session = mine;
    const problem = await bindOn(mine, account, times);
    if (problem?.isRefusal) {
      timer.refused();
      linkLog.refused(problem.why);
      refusal = problem.why;
    }
    if (problem) return mine.close(problem.why);
    if (isStopped) return mine.close('stopped');
    timer.reset();
    refusal = null;
    isOpening = false;
    isBound = true;
    mine.keepAlive();
    linkLog.bound();
    changed(true);
  }

  function closed(sessionId: string, why: string): void {
    const wasBound = isBound;
    isBound = false;
    isOpening = false;
    session = null;
    detail = why;
    if (why !== refusal) refusal = null;
    if (!isStopped) rebindLater();
    if (!isStopped && refusal === null) linkLog[wasBound ? 'ended' : 'notOpened'](why);
    if (wasBound) {
      ended(sessionId);
      changed(false);
    }
  }

  const rebindLater = () => timer.start(refusal !== null || isHeldBack ? 'refused' : 'failed', () => void open());

  return {
    session: () => (isBound ? session : null),
    detail: () => detail,
    isRefused: () => refusal !== null,
    againInMs: () => (isOpening ? openingMs : timer.leftMs()),
    async start() {
      if (!isStopped) return;
      isStopped = false;
      timer.reset();
      await open();
    },
    async stop() {
      isStopped = true;
      timer.cancel();
      const ending = session;
      if (isBound) await ending?.request('unbind', {}, { answerMs: times.enquireAnswerMs });
      ending?.close('stopped');
    },
    hurry() {
      if (isStopped || !isHeldBack) return;
      timer.cancel();
      void open();
    },
  };
}

/** What keeps the session from being bound; null when it is. */
async function bindOn(session: Session, account: SmppAccount, times: SmppTimes): Promise<{ why: string; isRefusal: boolean } | null> {
  const failed = (why: string) => ({ why, isRefusal: false });
  try {
    await session.connected;
  } catch {
    return failed('not connected');
  }
  const answer = await session.request('bind_transceiver', { ...account, interface_version: version34 }, { answerMs: times.connectMs });
  if (answer.kind !== 'answered') return failed('no answer to the bind');
  const status = answer.pdu.command_status;
  const refusal = refusals[status];
  if (refusal) return { why: refusal, isRefusal: true };
  return status === 0 ? null : failed(`the bind was answered with error 0x${status.toString(16)}`);
}

/** What becomes of a link, in the log. Why it cannot be opened is told once for each reason, not at each try. */
function createLinkLog(linkId: string) {
  let told: string | null = null;
  const once = (level: 'error' | 'warn', why: string, line: string) => {
    if (told !== why) log[level]({ linkId }, line);
    told = why;
  };
  return {
    bound() {
      told = null;
      log.info({ linkId }, 'bound to the message centre');
    },
    refused: (why: string) => once('error', why, why),
    notOpened: (why: string) => once('warn', why, `the link to the message centre could not be opened, it is tried again until it is: ${why}`),
    ended: (why: string) => log.warn({ linkId }, `the link to the message centre ended: ${why}`),
  };
}
