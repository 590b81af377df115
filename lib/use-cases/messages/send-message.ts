import { sql } from '#lib/data/pool.ts';
import type { NewPart } from '#lib/data/store/messages-write.ts';
import { listMessagesOfSend } from '#lib/data/store/sends-read.ts';
import type { SendToStore } from '#lib/data/store/send-batch.ts';
import { storeSend } from '#lib/data/store/send-queue.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import { isFast } from '#lib/domain/consumer-pattern.ts';
import { isFailure, type RecipientStatus } from '#lib/domain/message-status.ts';
import { type FoldedRecipient, requireRecipientList } from '#lib/domain/recipient-list.ts';
import { countSegments, type SegmentCount, type SegmentEncoding } from '#lib/domain/segments.ts';
import { explainRefusal, judgeRoute, type RouteReason, type RouteVerdict, textOfSms } from '#lib/domain/sms-or-mms.ts';
import { snippetOf, threadKey } from '#lib/domain/thread.ts';
import { sha256Hex } from '#lib/crypto.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { childLogger } from '#lib/logger.ts';
import { clock } from '#lib/clock.ts';
import { numberChangedOwner, requireEligible } from '#lib/use-cases/consent/require-eligible.ts';
import { judge } from '#lib/use-cases/limits/consume-limit.ts';
import { watchLine } from '#lib/use-cases/limits/watch-lines.ts';
import { acceptAttachments, type Attachment } from '#lib/use-cases/messages/accept-attachments.ts';
import { carrierNetwork } from '#lib/use-cases/operations/carrier-network.ts';

const log = childLogger({ component: 'send' });

export interface SendMessageInput {
  actor: MailboxActor;
  addresses: readonly string[];
  text: string;
  subject?: string | null;
  isGroup?: boolean;
  attachments?: readonly Attachment[];
  /** Kept 72 hours, scoped by client, subscriber and route (S7). */
  idempotencyKey?: string | null;
}

export interface SentRecipient {
  address: string;
  status: RecipientStatus;
  /** Why it does not reach them; null while it may. */
  reason: string | null;
  messageId: string;
}

export interface SendMessageResult {
  /** One act of sending; the API's tracing id. */
  sendId: string;
  /** The first message of the send: the only one unless it was a broadcast. */
  messageId: string;
  route: 'SMS' | 'MMS';
  reasons: RouteReason[];
  segments: { encoding: SegmentEncoding; count: number };
  recipients: SentRecipient[];
  folded: FoldedRecipient[];
  threadIds: string[];
  /** The key was used before: this is the stored outcome, nothing was sent now. */
  replayed: boolean;
}

const validForSeconds = 24 * 3600;

/**
 * Accepts a message: stored with its recipients, threads and outbox rows in one transaction, or not at all (S7).
 * The source is the actor's line, whatever the request says (S2).
 *
 * Throws `not-eligible` (E1), `limit-exceeded` (L1), `invalid-token` when the consent ended meanwhile or the number went to somebody else (T29), `no-address`, `too-many-addresses`, `own-number`, `not-us-number`, `invalid-input` (S1, S3), `too-large`,
 * `too-many-attachments`, `media-refused` (S6, or the network carries text only; too many segments are `too-large`), `invalid-value` (a group where there are none), `idempotency-running`, `idempotency-mismatch` (S7).
 */
export async function sendMessage(input: SendMessageInput): Promise<SendMessageResult> {
  const { actor } = input;
  const list = requireRecipientList({
    addresses: input.addresses,
    ownMsisdn: actor.msisdn,
    isGroup: input.isGroup ?? false,
    policy: { allowTerritories: env.ALLOW_TERRITORIES },
  });
  // STOP to it is the line's own word about its sign-in codes: no app says it for a subscriber.
  if (actor.kind === 'app' && list.recipients.some(({ value }) => value === env.OWN_SHORT_CODE)) {
    throw new AppError('invalid-value', 'Apps cannot write to this number: the sign-in codes come from it.', { field: 'addresses' });
  }
  const subject = input.subject?.trim() ? input.subject.trim() : null;
  const attachments = input.attachments ?? [];
  if (input.text.trim() === '' && attachments.length === 0 && !subject) {
    throw new AppError('invalid-input', 'Write a text or attach something.', { field: 'text' });
  }
  if (/\u0000/.test(input.text) || (subject && /\u0000/.test(subject))) {
    throw new AppError('invalid-input', 'A text cannot hold the character U+0000.', { field: 'text' });
  }
  await requireEligible(actor.msisdn);
  const network = carrierNetwork();
  const verdict = judgeRoute({ text: input.text, subject, attachmentCount: attachments.length, isGroup: list.isGroup, recipients: list.recipients, network });
  refuseBeyondText(verdict);
  const asked = { text: input.text, subject };
  const words = verdict.route === 'SMS' ? { text: textOfSms(asked), subject: null } : asked;
  const parts = await acceptAttachments(attachments, words.text);
  const draft = { ...words, parts, route: verdict.route, reasons: verdict.reasons, isGroup: list.isGroup, addresses: list.recipients.map((r) => r.value) };
  const fingerprint = fingerprintOf({ ...draft, ...asked });
  const key = input.idempotencyKey ? { scope: actor.kind === 'app' ? actor.clientId : 'web', key: input.idempotencyKey, fingerprint } : null;
  const segments = countSegments(draft.text, network.segments ?? {});
  const send = sendOf(actor, draft, key, segments);
  const stored = await storeSend(send);
  switch (stored.outcome) {
    case 'stored':
      // Judged before the answer: who waits for it sends nothing more at full pace. The message is stored, whatever becomes of this.
      if (stored.lastMinute !== null && isFast(stored.lastMinute)) await watchLine(actor.mailboxId).catch((error: unknown) => log.error({ err: error }, 'a fast line could not be judged'));
      return { ...newResult(send, stored, draft, segments), folded: list.folded, replayed: false };
    case 'known':
      if (stored.fingerprint !== fingerprint) {
        throw new AppError('idempotency-mismatch', 'This Idempotency-Key was used for another message. Use a new key.', { field: 'Idempotency-Key' });
      }
      return { ...(await oldResult(actor.mailboxId, stored.sendId, draft.text)), folded: list.folded, replayed: true };
    case 'running':
      throw new AppError('idempotency-running', 'A request with this Idempotency-Key is still running.', { field: 'Idempotency-Key', retryAfterSeconds: 1 });
    case 'grant-ended':
      throw new AppError('invalid-token', 'The subscriber ended the consent that this token came from.');
    case 'line-gone':
      throw numberChangedOwner();
    case 'line-full': {
      const { retryAfterSeconds } = judge(stored.buckets);
      throw new AppError('limit-exceeded', `This line has sent as much as a person does for now. Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds });
    }
  }
}

function refuseBeyondText(verdict: RouteVerdict): void {
  const [first] = verdict.refused ?? [];
  const text = explainRefusal(verdict);
  if (!first || !text) return;
  if (first.code === 'group') throw new AppError('invalid-value', text, { field: 'isGroup', variables: ['false'] });
  if (first.code === 'recipient-kind') throw new AppError('invalid-input', text, { field: 'addresses', variables: [first.detail] });
  if (first.code === 'length') throw new AppError('too-large', text, { field: 'text' });
  throw new AppError('media-refused', text, { field: 'messageContent' });
}

interface Draft {
  addresses: readonly string[];
  text: string;
  subject: string | null;
  isGroup: boolean;
  parts: readonly NewPart[];
  route: 'SMS' | 'MMS';
  reasons: RouteReason[];
}

/** A broadcast is one message per recipient, each in its own thread; a group message is one in the group's thread (S5). */
function sendOf(actor: MailboxActor, draft: Draft, key: SendToStore['key'], segments: SegmentCount): SendToStore {
  const sendId = newId();
  const sentAt = clock.now();
  const app = actor.kind === 'app' ? actor : null;
  const conversations = draft.isGroup ? [[...draft.addresses]] : draft.addresses.map((address) => [address]);
  const messages = conversations.map((participants) => ({
    mailboxId: actor.mailboxId,
    messageId: newId(),
    thread: { key: threadKey(participants, draft.isGroup), participants, snippet: snippetOf(draft.text || draft.subject, [...draft.parts]) },
    sendId, direction: 'out' as const, origin: app ? ('app' as const) : ('web' as const), clientId: app?.clientId ?? null, clientName: app?.clientName ?? null,
    route: draft.route, isGroup: draft.isGroup, subject: draft.subject, text: draft.text,
    reasons: draft.reasons, segmentEncoding: segments.encoding, segmentCount: draft.route === 'SMS' ? segments.count : 1,
    sizeBytes: Buffer.byteLength(draft.text) + draft.parts.reduce((sum, part) => sum + part.sizeBytes, 0),
    isUnread: false, isOwnCode: false, possibleDuplicate: false, sentAt, inboundKey: null,
    recipients: participants, recipientStatus: 'queued' as const, parts: draft.parts,
    queue: { priority: app ? 2 : 1, validForSeconds, grantId: app?.grantId ?? null },
  }));
  return { mailboxId: actor.mailboxId, sendId, grantId: app?.grantId ?? null, key, messages };
}

function newResult(send: SendToStore, { threadIds, optedOut }: { threadIds: string[]; optedOut: string[] }, draft: Draft, { encoding, count }: SegmentCount) {
  const [first] = send.messages;
  if (!first) throw new Error('A send has at least one message.');
  return {
    sendId: send.sendId,
    messageId: first.messageId,
    route: draft.route,
    reasons: draft.reasons,
    segments: { encoding, count },
    recipients: send.messages.flatMap(({ messageId, recipients }) =>
      recipients.map((address) => ({ address, ...(optedOut.includes(address) ? ({ status: 'rejected', reason: 'opted-out' } as const) : ({ status: 'queued', reason: null } as const)), messageId })),
    ),
    threadIds,
  };
}

async function oldResult(mailboxId: string, sendId: string, text: string) {
  const messages = await listMessagesOfSend(sql, mailboxId, sendId);
  const first = messages[0];
  if (!first) throw new AppError('not-found', 'The message that this Idempotency-Key made was deleted.', { field: 'Idempotency-Key' });
  const { encoding, count } = countSegments(text);
  return {
    sendId,
    messageId: first.messageId,
    route: first.route,
    reasons: first.reasons,
    segments: { encoding, count },
    recipients: messages.flatMap(({ messageId, recipients }) => recipients.map(({ address, status, reason }) => ({ address, status, reason: isFailure(status) ? reason : null, messageId }))),
    threadIds: [...new Set(messages.map(({ threadId }) => threadId))],
  };
}

/** Two sends are the same when everything that reaches the recipients is the same. */
function fingerprintOf(draft: Draft): string {
  const { addresses, text, subject, isGroup, parts } = draft;
  return sha256Hex(JSON.stringify([[...addresses].sort(), text, subject, isGroup, parts.map((part) => [part.name, part.contentHash])]));
}
