import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import type { Sql } from '#lib/data/pool.ts';
import { notify } from '#lib/data/notify.ts';
import { findIdempotencyKey, type IdempotencyScope, storeIdempotencyKey, takeIdempotencyKey } from '#lib/data/store/idempotency.ts';
import { holdLiveGrant } from '#lib/data/store/grant-hold.ts';
import { findMailbox } from '#lib/data/store/mailboxes.ts';
import { insertMessage, insertOutbox, type NewMessage, type NewPart } from '#lib/data/store/messages-write.ts';
import { raiseModSeq } from '#lib/data/store/mod-seq.ts';
import { listMessagesOfSend } from '#lib/data/store/sends-read.ts';
import { touchThread } from '#lib/data/store/threads-write.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import { type FoldedRecipient, requireRecipientList } from '#lib/domain/recipient-list.ts';
import { countSegments, type SegmentEncoding } from '#lib/domain/segments.ts';
import { judgeRoute, type RouteReason } from '#lib/domain/sms-or-mms.ts';
import { snippetOf, threadKey } from '#lib/domain/thread.ts';
import { sha256Hex } from '#lib/crypto.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { clock } from '#lib/clock.ts';
import { requireEligible } from '#lib/use-cases/consent/require-eligible.ts';
import { consumeLineLimit, returnLineSend } from '#lib/use-cases/limits/consume-limit.ts';
import { acceptAttachments, type Attachment } from '#lib/use-cases/messages/accept-attachments.ts';

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
 * Throws `not-eligible` (E1), `limit-exceeded` (L1), `invalid-token` when the consent ended meanwhile, `no-address`, `too-many-addresses`, `own-number`, `not-us-number`, `invalid-input` (S1, S3), `too-large`,
 * `too-many-attachments`, `media-refused` (S6), `idempotency-running`, `idempotency-mismatch` (S7).
 */
export async function sendMessage(input: SendMessageInput): Promise<SendMessageResult> {
  const { actor } = input;
  const list = requireRecipientList({
    addresses: input.addresses,
    ownMsisdn: actor.msisdn,
    isGroup: input.isGroup ?? false,
    policy: { allowTerritories: env.ALLOW_TERRITORIES },
  });
  const subject = input.subject?.trim() ? input.subject.trim() : null;
  const attachments = input.attachments ?? [];
  if (input.text.trim() === '' && attachments.length === 0 && !subject) {
    throw new AppError('invalid-input', 'Write a text or attach something.', { field: 'text' });
  }
  if (/\u0000/.test(input.text) || (subject && /\u0000/.test(subject))) {
    throw new AppError('invalid-input', 'A text cannot hold the character U+0000.', { field: 'text' });
  }
  await requireEligible(actor.msisdn);
  const parts = await acceptAttachments(attachments, input.text);
  const verdict = judgeRoute({ text: input.text, subject, attachmentCount: parts.length, isGroup: list.isGroup, recipients: list.recipients });
  const draft = { ...input, subject, parts, route: verdict.route, reasons: verdict.reasons, isGroup: list.isGroup, addresses: list.recipients.map((r) => r.value) };
  const fingerprint = fingerprintOf(draft);
  const by: IdempotencyScope | null = input.idempotencyKey
    ? { mailboxId: actor.mailboxId, scope: actor.kind === 'app' ? actor.clientId : 'web', key: input.idempotencyKey }
    : null;
  const store = () =>
    inMailboxTransaction(actor.mailboxId, async (tx) => {
      const taken = by ? await takeIdempotencyKey(tx, by) : { state: 'free' as const };
      if (taken.state === 'running') throw new AppError('idempotency-running', 'A request with this Idempotency-Key is still running.', { field: 'Idempotency-Key', retryAfterSeconds: 1 });
      if (taken.state === 'done' && taken.fingerprint !== fingerprint) {
        throw new AppError('idempotency-mismatch', 'This Idempotency-Key was used for another message. Use a new key.', { field: 'Idempotency-Key' });
      }
      const replayed = taken.state === 'done';
      const sendId = replayed ? taken.sendId : await storeSend(tx, actor, draft);
      if (by && !replayed) await storeIdempotencyKey(tx, by, fingerprint, sendId);
      return { ...(await resultOf(tx, actor.mailboxId, sendId, input.text)), folded: list.folded, replayed };
    });
  if (by && (await findIdempotencyKey(by))) return store();
  return withLineSend(actor, store);
}

/**
 * Spends one of the line's own sends (L1), in a short transaction of its own before the send's: within it every send of the line would
 * wait for the counter. What turns out to be no new send, such as a copy that came while the first was running, gets it back.
 */
async function withLineSend(actor: MailboxActor, store: () => Promise<SendMessageResult>): Promise<SendMessageResult> {
  await spendLineLimit(actor);
  let sent = false;
  try {
    const result = await store();
    sent = !result.replayed;
    return result;
  } finally {
    // With the database away the cause is what the caller must hear; one send of the day's thousand is not.
    if (!sent) await returnLineSend({ mailboxId: actor.mailboxId }).catch(() => undefined);
  }
}

async function spendLineLimit(actor: MailboxActor): Promise<void> {
  const { allowed, retryAfterSeconds } = await consumeLineLimit({ mailboxId: actor.mailboxId });
  if (allowed) return;
  throw new AppError('limit-exceeded', `This line has sent as much as a person does for now. Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds });
}

interface Draft {
  addresses: readonly string[];
  text: string;
  subject: string | null;
  isGroup: boolean;
  parts: readonly NewPart[];
  route: 'SMS' | 'MMS';
  reasons: readonly RouteReason[];
}

async function storeSend(tx: Sql, actor: MailboxActor, draft: Draft): Promise<string> {
  if (actor.kind === 'app' && !(await holdLiveGrant(tx, actor.grantId))) {
    throw new AppError('invalid-token', 'The subscriber ended the consent that this token came from.');
  }
  const sendId = newId();
  const sentAt = clock.now();
  const segments = countSegments(draft.text);
  // A broadcast is one message per recipient, each in its own thread; a group message is one in the group's thread (S5).
  const conversations = draft.isGroup ? [[...draft.addresses]] : draft.addresses.map((address) => [address]);
  let modSeq = await raiseModSeq(tx, actor.mailboxId, conversations.length);
  const mailbox = await findMailbox(actor.mailboxId, tx);
  const outbox = [];
  for (const participants of conversations) {
    const messageId = newId();
    const threadId = await touchThread(tx, actor.mailboxId, {
      key: threadKey(participants, draft.isGroup),
      isGroup: draft.isGroup,
      participants,
      messageId,
      at: sentAt,
      snippet: snippetOf(draft.text || draft.subject, [...draft.parts]),
      unread: false,
    });
    const message: NewMessage = {
      messageId, threadId, sendId, direction: 'out',
      origin: actor.kind === 'app' ? 'app' : 'web',
      clientId: actor.kind === 'app' ? actor.clientId : null,
      clientName: actor.kind === 'app' ? actor.clientName : null,
      route: draft.route, fromAddress: mailbox?.msisdn ?? actor.msisdn, isGroup: draft.isGroup, subject: draft.subject, text: draft.text,
      reasons: draft.reasons, segmentEncoding: segments.encoding, segmentCount: draft.route === 'SMS' ? segments.count : 1,
      sizeBytes: Buffer.byteLength(draft.text) + draft.parts.reduce((sum, part) => sum + part.sizeBytes, 0),
      isUnread: false, isOwnCode: false, possibleDuplicate: false, sentAt, modSeq, inboundKey: null,
      recipients: participants, recipientStatus: 'queued', parts: draft.parts,
    };
    await insertMessage(tx, actor.mailboxId, message);
    outbox.push(
      ...participants.map((address, position) => ({
        messageId, position, address, priority: actor.kind === 'app' ? 2 : 1, validForSeconds,
        clientId: actor.kind === 'app' ? actor.clientId : null,
        grantId: actor.kind === 'app' ? actor.grantId : null,
      })),
    );
    modSeq += 1;
  }
  await insertOutbox(tx, actor.mailboxId, outbox);
  await notify(tx, { topic: 'mailbox', mailboxId: actor.mailboxId, modSeq: modSeq - 1 });
  await notify(tx, { topic: 'outbox' });
  return sendId;
}

async function resultOf(tx: Sql, mailboxId: string, sendId: string, text: string) {
  const messages = await listMessagesOfSend(tx, mailboxId, sendId);
  const first = messages[0];
  if (!first) throw new AppError('not-found', 'The message that this Idempotency-Key made was deleted.', { field: 'Idempotency-Key' });
  const segments = countSegments(text);
  return {
    sendId,
    messageId: first.messageId,
    route: first.route,
    reasons: first.reasons,
    segments: { encoding: segments.encoding, count: segments.count },
    recipients: messages.flatMap(({ messageId, recipients }) => recipients.map((recipient) => ({ ...recipient, messageId }))),
    threadIds: [...new Set(messages.map(({ threadId }) => threadId))],
  };
}

/** Two sends are the same when everything that reaches the recipients is the same. */
function fingerprintOf(draft: Draft): string {
  const { addresses, text, subject, isGroup, parts } = draft;
  return sha256Hex(JSON.stringify([[...addresses].sort(), text, subject, isGroup, parts.map((part) => [part.name, part.contentHash])]));
}
