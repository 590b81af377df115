import type { Carrier, CarrierEvents, QueryAnswer, Submission, SubmitResult } from '#lib/carriers/carrier.ts';
import { handOver } from '#lib/carriers/simulator/hand-over.ts';
import { findSimulatorLine } from '#lib/carriers/simulator/line-facts.ts';
import { scriptFor, type RecipientScript } from '#lib/carriers/simulator/scripts.ts';
import { findSimulatedLine, type SimulatedLine } from '#lib/data/simulator/lines.ts';
import { enterLedger, findInLedger, listDueEvents, nextEventInMs, postponeEvent, putOnPhone, removeEvent, scheduleEvent } from '#lib/data/simulator/network.ts';
import { inNetworkTransaction, type NetworkTransaction } from '#lib/data/simulator/transaction.ts';
import { onNetworkNews } from '#lib/data/simulator/wake.ts';
import { splitSegments } from '#lib/domain/segments.ts';
import { newId } from '#lib/ids.ts';
import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'simulator' });

/** How often a loop looks again when nothing wakes it. */
const idleMs = 1_000;
const mostAtOnce = 64;

/**
 * A telephone network in the database: virtual phones, scripted recipients, a ledger of every submit it took. It behaves the
 * same in the browser, with sandbox keys and in tests, and keeps its state over restarts.
 */
export function createSimulator(options: { ownShortCode: string }): Carrier {
  let running: { stop(): Promise<void> } | null = null;
  return {
    name: 'simulator',
    capabilities: { mms: true, group: true, receipts: true, query: 'by-message', maxSegments: 255, maxMediaBytes: 1_048_576 },
    capacity: () => ({ free: running ? mostAtOnce : 0, againInMs: idleMs }),
    submit: (submission) => submit(submission, options.ownShortCode),
    query: queryLedger,
    findLine: findSimulatorLine,
    health: () => [
      running
        ? { name: 'simulator', state: 'open', detail: 'The simulated network is up.' }
        : { name: 'simulator', state: 'down', detail: 'The simulated network is not started.' },
    ],
    async start(events) {
      running ??= startNetwork(events);
    },
    async stop() {
      await running?.stop();
      running = null;
    },
  };
}

async function submit(submission: Submission, ownShortCode: string): Promise<SubmitResult> {
  const script = scriptFor(submission.recipient);
  if (script.refusal) return { outcome: 'refused', reason: script.refusal };
  if (submission.attempt <= (script.throttles ?? 0)) return { outcome: 'throttled', retryAfterMs: 300 };
  const line = await findSimulatedLine(submission.recipient);
  const carrierMessageIds = await inNetworkTransaction((tx) => take(tx, submission, script, line, ownShortCode));
  // A moment in which the receipt overtakes the answer: the network's loop hands it over meanwhile.
  if (script.receiptFirst) await new Promise((resolve) => setTimeout(resolve, 150));
  return script.linkDrops ? { outcome: 'in-doubt', reason: 'link-lost' } : { outcome: 'accepted', taken: { carrierMessageIds, segmentCount: carrierMessageIds.length } };
}

/** The network takes a message: ledger, phones and what it will tell later, in one transaction. */
async function take(tx: NetworkTransaction, submission: Submission, script: RecipientScript, line: SimulatedLine | null, ownShortCode: string): Promise<string[]> {
  const pieces = submission.route === 'SMS' ? splitSegments(submission.text).segments : [submission.text];
  const ids: string[] = [];
  for (const [at, text] of pieces.entries()) {
    ids.push(
      await enterLedger(tx, { messageId: submission.messageId, sender: submission.sender, recipient: submission.recipient, segment: at + 1, attempt: submission.attempt, text }),
    );
  }
  await showOnSendersPhone(tx, submission);
  // The network's own codes reach a line whatever its settings: they are how its owner gets in.
  if (line) await scheduleEvent(tx, 'deliver', { submission: plain(submission), ids, always: submission.sender === ownShortCode }, 150);
  else for (const id of ids) await scheduleReceipts(tx, id, script);
  if (script.reply) await scheduleReply(tx, submission, script.reply === 'stop' ? 'STOP' : submission.text);
  return ids;
}

async function scheduleReceipts(tx: NetworkTransaction, carrierMessageId: string, script: RecipientScript): Promise<void> {
  for (const { status, reason, roaming, afterMs } of script.receipts) {
    // The key is the fact's own, as with a real receipt: the same receipt twice has the same key.
    await scheduleEvent(tx, 'receipt', { carrierMessageId, status, reason: reason ?? null, roaming: roaming ?? false, eventKey: status }, afterMs);
  }
}

/** M2: the carrier's messages app on the sender's own phone shows what was sent elsewhere. */
async function showOnSendersPhone(tx: NetworkTransaction, submission: Submission): Promise<void> {
  const sender = await findSimulatedLine(submission.sender, tx);
  if (!sender?.messagesApp) return;
  const to = submission.group ? [...submission.group] : [submission.recipient];
  await putOnPhone(tx, {
    id: submission.messageId, msisdn: sender.msisdn, direction: 'out', from: sender.msisdn, to, text: submission.text, isGroup: submission.group !== null,
    parts: [...submission.parts],
  });
}

async function scheduleReply(tx: NetworkTransaction, submission: Submission, text: string): Promise<void> {
  const others = submission.group?.filter((address) => address !== submission.recipient) ?? [];
  const message = { id: newId(), from: submission.recipient, to: [submission.sender, ...others], text, isGroup: submission.group !== null, parts: [] };
  await scheduleEvent(tx, 'inbound', { message, msisdn: submission.sender }, 900);
}

/** Dates do not survive JSON; the phones do not need them. */
function plain({ messageId, route, sender, recipient, group, subject, text, parts }: Submission) {
  return { messageId, route, sender, recipient, group, subject, text, parts };
}

async function queryLedger(submission: Submission): Promise<QueryAnswer | null> {
  const rows = await findInLedger(submission.messageId, submission.recipient);
  const last = rows.at(-1);
  if (!last) return null;
  const carrierMessageIds = rows.filter((row) => row.attempt === last.attempt).map((row) => row.carrierMessageId);
  return { submit: { outcome: 'accepted', taken: { carrierMessageIds, segmentCount: carrierMessageIds.length } }, receipts: [] };
}

/** Hands over what is due, in order, and sleeps until the next event, a signal, or a second has passed. */
function startNetwork(events: CarrierEvents): { stop(): Promise<void> } {
  let stopped = false;
  let wake: () => void = () => undefined;
  const unsubscribe = onNetworkNews(() => wake());
  const loop = (async () => {
    while (!stopped) {
      const waitMs = await round(events).catch((error: unknown) => {
        log.error({ err: error }, 'the simulated network could not hand over its events');
        return idleMs;
      });
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async stop() {
      stopped = true;
      unsubscribe();
      wake();
      await loop;
    },
  };
}

async function round(events: CarrierEvents): Promise<number> {
  for (const event of await listDueEvents(100)) {
    const postponeMs = await handOver(event, events);
    if (postponeMs === null) await removeEvent(event.id);
    else await postponeEvent(event.id, postponeMs);
  }
  return Math.min((await nextEventInMs()) ?? idleMs, idleMs);
}
