import type { Submission } from '#lib/carriers/carrier.ts';
import { delayMs, type FateSubject } from '#lib/carriers/simulator/fate.ts';
import type { RecipientScript } from '#lib/carriers/simulator/scripts.ts';
import { enterLedger } from '#lib/data/simulator/ledger.ts';
import { findSimulatedLine, type SimulatedLine } from '#lib/data/simulator/lines.ts';
import { putOnPhone, scheduleEvent } from '#lib/data/simulator/network.ts';
import type { NetworkTransaction } from '#lib/data/simulator/transaction.ts';
import type { NetworkConditions } from '#lib/domain/network-conditions.ts';
import { splitSegments } from '#lib/domain/segments.ts';
import { newId } from '#lib/ids.ts';

export interface Taking {
  submission: Submission;
  script: RecipientScript;
  /** The recipient, when it is one of our lines. */
  line: SimulatedLine | null;
  ownShortCode: string;
  conditions: NetworkConditions;
  answerLost: boolean;
}

export function piecesOf({ route, text }: Submission): string[] {
  return route === 'SMS' ? splitSegments(text).segments : [text];
}

export function subjectOf({ messageId, recipient, attempt }: Submission, segment = 1): FateSubject {
  return { messageId, recipient, segment, attempt };
}

/** The network takes a message: ledger, phones and what it will tell later, in one transaction. Answers its ids of the segments. */
export async function take(tx: NetworkTransaction, { submission, script, line, ownShortCode, conditions, answerLost }: Taking): Promise<string[]> {
  const { messageId, sender, recipient, attempt } = submission;
  const ids: string[] = [];
  for (const [at, text] of piecesOf(submission).entries()) ids.push(await enterLedger(tx, { messageId, sender, recipient, segment: at + 1, attempt, text, answerLost }));
  await showOnSendersPhone(tx, submission);
  const later = (part: string, segment = 1) => delayMs(conditions, subjectOf(submission, segment), part);
  // The network's own codes reach a line whatever its settings: they are how its owner gets in.
  if (line) await scheduleEvent(tx, 'deliver', { submission: plain(submission), ids, always: sender === ownShortCode }, 150 + later('delivery'));
  else {
    for (const [at, carrierMessageId] of ids.entries()) {
      for (const { status, reason, roaming, afterMs } of script.receipts) {
        // The key is the fact's own, as with a real receipt: the same receipt twice has the same key.
        const receipt = { carrierMessageId, status, reason: reason ?? null, roaming: roaming ?? false, eventKey: status };
        await scheduleEvent(tx, 'receipt', { ...receipt, about: subjectOf(submission, at + 1) }, afterMs + later(`receipt ${status}`, at + 1));
      }
    }
  }
  if (script.reply) await scheduleReply(tx, submission, script.reply === 'stop' ? 'STOP' : submission.text, later('reply'));
  return ids;
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

async function scheduleReply(tx: NetworkTransaction, submission: Submission, text: string, delay: number): Promise<void> {
  const others = submission.group?.filter((address) => address !== submission.recipient) ?? [];
  const message = { id: newId(), from: submission.recipient, to: [submission.sender, ...others], text, isGroup: submission.group !== null, parts: [] };
  await scheduleEvent(tx, 'inbound', { message, msisdn: submission.sender }, 900 + delay);
}

/** Dates do not survive JSON; the phones do not need them. */
function plain({ messageId, attempt, route, sender, recipient, group, subject, text, parts }: Submission) {
  return { messageId, attempt, route, sender, recipient, group, subject, text, parts };
}
