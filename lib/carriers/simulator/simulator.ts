import type { Carrier, LinkHealth, QueryAnswer, Submission, SubmitResult } from '#lib/carriers/carrier.ts';
import { createCircuit, resultOfTry } from '#lib/carriers/circuit.ts';
import { networks } from '#lib/carriers/networks.ts';
import { createPace } from '#lib/carriers/pace.ts';
import { type ConditionsWatch, watchConditions } from '#lib/carriers/simulator/conditions.ts';
import { findSimulatorLine } from '#lib/carriers/simulator/line-facts.ts';
import { startNetworkLoop } from '#lib/carriers/simulator/network-loop.ts';
import { carry, noAnswer } from '#lib/carriers/simulator/carry.ts';
import { piecesOf } from '#lib/carriers/simulator/take.ts';
import { findInLedger, wasLostOnTheWay } from '#lib/data/simulator/ledger.ts';
import { clock } from '#lib/clock.ts';

/** Submits that the link has under way at once. */
const window = 256;
const closedAgainMs = 1_000;
/** Far above what a database does, so that a calm network sets no pace. */
const fastest = 10_000;

interface Running {
  conditions: ConditionsWatch;
  stop(): Promise<void>;
}

/**
 * A telephone network in the database: virtual phones, scripted recipients, faults by seed, a ledger of every submit it took. It behaves the
 * same in the browser, with sandbox keys and in tests, and keeps its state over restarts.
 */
export function createSimulator(options: { ownShortCode: string }): Carrier {
  let running: Running | null = null;
  let underWay = 0;
  const pace = createPace({ startPerSecond: fastest, mostPerSecond: fastest });
  const circuit = createCircuit();

  function learn(result: SubmitResult, segments: number): void {
    if (result.outcome === 'throttled') pace.throttled(segments);
    if (result.outcome === 'accepted') pace.took(segments);
    if (result.outcome === 'failed' || (result.outcome === 'in-doubt' && result.reason === noAnswer)) circuit.failed();
    else circuit.succeeded();
  }

  return {
    name: 'simulator',
    capabilities: { ...networks.simulator, receipts: true, query: 'by-message', maxSegments: 255, maxMediaBytes: 1_048_576 },
    capacity() {
      if (!running || running.conditions.current().isLinkDown) return { free: 0, againInMs: closedAgainMs };
      const free = Math.min(window - underWay, pace.free(), circuit.free());
      return { free, againInMs: Math.max(pace.waitMs(), circuit.waitMs(), 1) };
    },
    async submit(submission) {
      if (!running || running.conditions.current().isLinkDown) return { outcome: 'not-sent', reason: 'no-link', retryAfterMs: closedAgainMs };
      const segments = piecesOf(submission).length;
      underWay += 1;
      pace.spend(segments);
      const isTry = circuit.began();
      try {
        const result = await carry(submission, options.ownShortCode, running.conditions);
        learn(result, segments);
        return isTry ? resultOfTry(result, circuit.waitMs()) : result;
      } finally {
        underWay -= 1;
      }
    },
    async query(submission) {
      return running && !running.conditions.current().isLinkDown ? queryLedger(submission) : null;
    },
    findLine: findSimulatorLine,
    health: () => [healthOf(running, { isBroken: circuit.isBroken(), perSecond: pace.perSecond() })],
    async start(events) {
      if (running) return;
      const conditions = await watchConditions(() => events.capacity());
      const loop = startNetworkLoop(events, conditions);
      running = {
        conditions,
        async stop() {
          conditions.stop();
          await loop.stop();
        },
      };
    },
    async stop() {
      await running?.stop();
      running = null;
    },
  };
}

function healthOf(running: Running | null, link: { isBroken: boolean; perSecond: number }): LinkHealth {
  if (!running) return { name: 'simulator', state: 'down', detail: 'The simulated network is not started.' };
  const { isLinkDown, throttlePerSecond } = running.conditions.current();
  if (isLinkDown) return { name: 'simulator', state: 'down', detail: 'The link was taken down in the simulator.' };
  if (link.isBroken) return { name: 'simulator', state: 'broken', detail: 'The network answers with errors or not at all. It is tried now and then.' };
  const pace = throttlePerSecond === null ? '' : ` It takes ${throttlePerSecond} segments a second.`;
  return { name: 'simulator', state: 'open', detail: `The simulated network is up.${pace}` };
}

/** The network's own knowledge: what it took, how that was delivered, and what of ours never reached it. */
async function queryLedger(submission: Submission): Promise<QueryAnswer | null> {
  const rows = await findInLedger(submission.messageId, submission.recipient);
  const last = rows.at(-1);
  if (!last) {
    const isLost = await wasLostOnTheWay(submission.messageId, submission.recipient, submission.attempt);
    return isLost ? { submit: { outcome: 'refused', reason: 'link-lost' }, receipts: [] } : null;
  }
  const segments = rows.filter((row) => row.attempt === last.attempt);
  return {
    submit: { outcome: 'accepted', taken: { carrierMessageIds: segments.map((row) => row.carrierMessageId), segmentCount: segments.length } },
    receipts: segments.flatMap(({ carrierMessageId, status, reason, roaming }) =>
      status === null ? [] : [{ carrierMessageIds: [carrierMessageId] as const, about: null, status, reason, roaming, eventKey: status, at: clock.now() }],
    ),
  };
}
