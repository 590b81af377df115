import type { InboundMessage } from '#lib/carriers/carrier.ts';
import type { Sql } from '#lib/data/pool.ts';
import { findKeywordState, hasKeywordEvent, insertKeywordEvent, listAppsThatWrote, takeFromQueue, wasAnswered } from '#lib/data/store/keywords.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { writeMessages } from '#lib/data/store/messages-write.ts';
import { setOptOut } from '#lib/data/store/opt-outs.ts';
import { judgeKeyword, keywordAnswer, keywordAnswerHours, keywordWindowDays } from '#lib/domain/keyword-answer.ts';
import { keywordOf } from '#lib/domain/keyword.ts';
import { parseMsisdn } from '#lib/domain/msisdn.ts';
import { countSegments } from '#lib/domain/segments.ts';
import { snippetOf } from '#lib/domain/thread.ts';
import { clock } from '#lib/clock.ts';
import { env } from '#lib/env.ts';
import { firstIdAt, newId } from '#lib/ids.ts';
import { applyStatuses } from '#lib/use-cases/messages/apply-statuses.ts';

const answerValidForSeconds = 24 * 3600;

/**
 * Heeds STOP, HELP and START to what apps wrote from a line, in the transaction that takes the text in: the state, the sends that are cancelled, the
 * history and the one answer are stored with it or not at all, once per `inboundKey` (I6). The caller holds the mailbox; `messageId` is null when the
 * line has no inbox and the text is not kept.
 */
export async function heedKeyword(tx: Sql, { mailboxId, messageId, inbound }: { mailboxId: string; messageId: string | null; inbound: InboundMessage }): Promise<void> {
  const { from: address, inboundKey, msisdn } = inbound;
  const keyword = inbound.direction === 'in' && !inbound.subject ? keywordOf(inbound.text) : null;
  // The own short code asks nobody to stop, and a line cannot stop itself.
  if (!keyword || address === env.OWN_SHORT_CODE || address === msisdn) return;
  if (await hasKeywordEvent(tx, mailboxId, inboundKey)) return;
  const fromId = firstIdAt(new Date(clock.now().getTime() - keywordWindowDays * 86_400_000));
  const effect = judgeKeyword({ keyword, isGroup: inbound.isGroup, ...(await findKeywordState(tx, mailboxId, address, fromId)) });
  if (!effect) return;
  if (effect === 'stopped') {
    await setOptOut(tx, mailboxId, address, true);
    await applyStatuses(tx, (await takeFromQueue(tx, mailboxId, address)).map((row) => ({ ...row, ...optedOutFact() })));
  }
  if (effect === 'started') await setOptOut(tx, mailboxId, address, false);
  const answer = keywordAnswer(effect, { line: msisdn, apps: effect === 'helped' ? await listAppsThatWrote(tx, mailboxId, address, fromId) : [] });
  // Nothing can be sent to a short code or abroad (S3): the word holds without an answer.
  const isAnswered = answer !== null && parseMsisdn(address, { allowTerritories: env.ALLOW_TERRITORIES }).ok && !(await wasAnswered(tx, mailboxId, address, effect, keywordAnswerHours));
  await insertKeywordEvent(tx, { mailboxId, inboundKey, address, messageId, effect, isAnswered });
  if (isAnswered) await queueAnswer(tx, mailboxId, address, answer);
}

/** What is learned about a recipient who has stopped the apps of the line. */
export function optedOutFact() {
  return { segment: null, status: 'rejected', reason: 'opted-out', source: 'recipient', eventKey: 'opted-out', at: clock.now() } as const;
}

/** From the line itself, under no app and no consent: it counts against nobody. */
async function queueAnswer(tx: Sql, mailboxId: string, address: string, text: string): Promise<void> {
  const [held] = await lockMailboxes(tx, [mailboxId]);
  if (!held) throw new Error('The mailbox is gone while it is held.');
  const segments = countSegments(text);
  await writeMessages(tx, [{
    mailboxId, messageId: newId(), thread: { key: address, participants: [address], snippet: snippetOf(text, []) }, sendId: newId(), direction: 'out', origin: 'automatic',
    clientId: null, clientName: null, route: 'SMS', fromAddress: held.msisdn, isGroup: false, subject: null, text, reasons: [],
    segmentEncoding: segments.encoding, segmentCount: segments.count, sizeBytes: Buffer.byteLength(text), isUnread: false, isOwnCode: false, possibleDuplicate: false,
    sentAt: clock.now(), modSeq: held.modSeq + 1, inboundKey: null, recipients: [address], recipientStatus: 'queued', parts: [],
    queue: { priority: 1, validForSeconds: answerValidForSeconds, grantId: null },
  }]);
}
