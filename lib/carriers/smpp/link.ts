import { createCircuit } from '#lib/carriers/circuit.ts';
import type { LinkHealth } from '#lib/carriers/carrier.ts';
import { createPace } from '#lib/carriers/pace.ts';
import { createBind, type Bind } from '#lib/carriers/smpp/bind.ts';
import { meaningOf, type StatusMeaning } from '#lib/carriers/smpp/command-status.ts';
import type { Pdu, PduFields } from '#lib/carriers/smpp/pdu.ts';
import type { Answer } from '#lib/carriers/smpp/outstanding.ts';
import type { Session, SessionEvents } from '#lib/carriers/smpp/session.ts';
import type { SmppAddress, SmppSettings } from '#lib/carriers/smpp/settings.ts';

/** What became of one submit_sm; `isTry` where the link was broken. */
export type SubmitAnswer = Exclude<StatusMeaning, { outcome: 'failed' }> | { outcome: 'failed'; isTry?: boolean } | { outcome: 'taken'; carrierMessageId: string } | { outcome: 'in-doubt'; reason: 'no-answer' | 'link-lost' | 'no-id' } | { outcome: 'unsent' };

export interface Link {
  readonly linkId: string;
  /** Submits that may leave now, after window, pace and circuit. */
  room(): number;
  /** Milliseconds until there may be room. */
  waitMs(): number;
  /** One PDU that holds so many segments. `late` hears what became of it when that comes after `in-doubt`. */
  submit(fields: PduFields, segments: number, late: (answer: SubmitAnswer) => void): Promise<SubmitAnswer>;
  /** A question outside of pace and circuit; null without an answer. */
  ask(command: string, fields: PduFields): Promise<Pdu | null>;
  health(): LinkHealth;
  start(): Promise<void>;
  /** Lets nothing leave any more; resolves when every outstanding request has its answer. */
  drain(): Promise<void>;
  /** Unbinds. */
  stop(): Promise<void>;
}

export interface LinkOptions {
  linkId: string;
  address: SmppAddress;
  settings: SmppSettings;
  request(from: { linkId: string; sessionId: string }, ...delivered: Parameters<SessionEvents['request']>): void;
  /** Binds came or went. */
  changed(isBound: boolean): void;
  ended(sessionId: string): void;
}

/** A route to one message centre: its binds share one pace, since centres count what an account sends, and one circuit. */
export function createLink({ linkId, address, settings, request, changed, ended }: LinkOptions): Link {
  const pace = createPace({ startPerSecond: settings.segmentsPerSecond, mostPerSecond: settings.segmentsPerSecond });
  const circuit = createCircuit();
  const under = new Set<Promise<unknown>>();
  let isStopping = false;
  const binds = createBinds({ linkId, address, settings, request, changed, ended });
  const openSessions = () => binds.flatMap((bind) => bind.session() ?? []);
  const roomOf = (session: Session) => Math.max(0, settings.window - session.outstanding());

  function roomiest(): Session | null {
    const [best = null] = openSessions().sort((left, right) => left.outstanding() - right.outstanding());
    return best;
  }

  function track(asked: Promise<Answer>): Promise<Answer> {
    const done = asked.finally(() => under.delete(done));
    under.add(done);
    return done;
  }

  function learn(answer: SubmitAnswer, segments: number, isTry: boolean): void {
    if (answer.outcome === 'throttled') pace.throttled(segments);
    if (answer.outcome === 'taken' || answer.outcome === 'refused') pace.took(segments);
    if (answer.outcome === 'taken' || answer.outcome === 'refused' || answer.outcome === 'throttled') return circuit.succeeded();
    // Of a window full of failures only the first ones and the tries count, else one bad moment would be paid for with the longest pause. A link
    // that dropped is waited for by its bind.
    if (isTry || (!circuit.isBroken() && answer.outcome !== 'unsent' && !(answer.outcome === 'in-doubt' && answer.reason === 'link-lost'))) circuit.failed();
  }

  function state(): LinkHealth['state'] {
    if (openSessions().length === 0) return binds.some((bind) => bind.isRefused()) ? 'refused' : 'down';
    return circuit.isBroken() ? 'broken' : 'open';
  }

  return {
    linkId,
    room() {
      if (isStopping) return 0;
      const window = openSessions().reduce((sum, session) => sum + roomOf(session), 0);
      return Math.min(window, pace.free(), circuit.free());
    },
    waitMs() {
      if (openSessions().length === 0) return Math.min(...binds.map((bind) => bind.againInMs()));
      return Math.max(pace.waitMs(), circuit.waitMs());
    },
    async submit(fields, segments, late) {
      const session = roomiest();
      if (!session || isStopping) return { outcome: 'unsent' };
      pace.spend(segments);
      const isTry = circuit.began();
      const answer = meaningOfAnswer(await track(session.request('submit_sm', fields, { late: (pdu) => late(meaningOfPdu(pdu)) })));
      learn(answer, segments, isTry);
      if (answer.outcome === 'rebind') session.close('the centre says that we are not bound');
      return answer.outcome === 'failed' ? { ...answer, isTry } : answer;
    },
    async ask(command, fields) {
      const session = roomiest();
      if (!session || isStopping || roomOf(session) === 0) return null;
      const answer = await track(session.request(command, fields));
      return answer.kind === 'answered' ? answer.pdu : null;
    },
    health() {
      const open = openSessions().length;
      const bound = `${open} of ${settings.binds} bound`;
      const [away] = binds.filter((bind) => !bind.session());
      const wait = away?.isRefused() ? ' It is tried again now and then.' : '';
      const detail = away ? `${bound}: ${away.detail()}.${wait}` : `${bound}, ${Math.round(pace.perSecond())} segments a second at most.`;
      return { name: linkId, state: state(), detail: circuit.isBroken() && open > 0 ? `${detail} Submits fail; it is tried now and then.` : detail };
    },
    async start() {
      isStopping = false;
      const [first, ...others] = binds;
      await first?.start();
      await Promise.all(others.map((bind) => bind.start()));
    },
    async drain() {
      isStopping = true;
      while (under.size > 0) await Promise.all(under);
    },
    async stop() {
      await Promise.all(binds.map((bind) => bind.stop()));
    },
  };
}

function createBinds({ linkId, address, settings, request, changed, ended }: LinkOptions): Bind[] {
  const binds: Bind[] = Array.from({ length: settings.binds }, (_, at) =>
    createBind({
      linkId, address, account: settings.account, times: settings.times, ended,
      request: (sessionId, ...delivered) => request({ linkId, sessionId }, ...delivered),
      // Centres lock an account that is refused often: one bind asks for all.
      holdsBack: () => binds.slice(0, at).some((bind) => bind.isRefused()),
      changed: (isBound) => {
        if (isBound) for (const bind of binds) bind.hurry();
        changed(isBound);
      },
    }),
  );
  return binds;
}

function meaningOfAnswer(answer: Answer): SubmitAnswer {
  switch (answer.kind) {
    case 'answered':
      return meaningOfPdu(answer.pdu);
    case 'silent':
      return { outcome: 'in-doubt', reason: 'no-answer' };
    case 'lost':
      return { outcome: 'in-doubt', reason: 'link-lost' };
    case 'unsent':
      return { outcome: 'unsent' };
  }
}

function meaningOfPdu(pdu: Pdu): SubmitAnswer {
  if (pdu.command_status !== 0) return meaningOf(pdu.command_status);
  // Taken, but nobody can say as what: a receipt that names sender and recipient may tell.
  return pdu.message_id ? { outcome: 'taken', carrierMessageId: pdu.message_id } : { outcome: 'in-doubt', reason: 'no-id' };
}
