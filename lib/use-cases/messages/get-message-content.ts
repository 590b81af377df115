import { Readable } from 'node:stream';
import { openMedia } from '#lib/data/media.ts';
import { findMessageRow, findPartHash } from '#lib/data/store/messages-read.ts';
import { recordAppActivity } from '#lib/data/usage.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import { type ByteRange, etagOf } from '#lib/domain/content-request.ts';
import { sha256Hex } from '#lib/crypto.ts';
import { AppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { viewOf } from '#lib/use-cases/messages/message-view.ts';

export interface MessageContent {
  name: string;
  contentType: string;
  sizeBytes: number;
  /** Strong: the same bytes, the same tag (RFC 9110, 8.8.3). */
  etag: string;
  open(range?: ByteRange): Readable;
}

/** The bytes of one part of a message in the actor's inbox. Throws `not-found`: no such message, or no such part in it. */
export async function getMessageContent(input: { actor: MailboxActor; messageId: string; partId: string }): Promise<MessageContent> {
  const { actor } = input;
  const id = parseShortId(input.messageId);
  const row = id && (await findMessageRow(actor.mailboxId, id, actor.kind === 'subscriber'));
  if (!row) throw partNotFound();
  const part = /^\d{1,3}$/.test(input.partId) ? viewOf(row).parts.find(({ partId }) => partId === Number(input.partId)) : undefined;
  if (!part) throw partNotFound();
  if (actor.kind === 'app') recordAppActivity(actor.mailboxId, actor.clientId, { read: 1 });
  const { name, contentType } = part;
  const hash = await findPartHash(actor.mailboxId, row.messageId, part.partId);
  if (!hash) {
    const bytes = Buffer.from(row.text ?? '');
    const open = (range?: ByteRange) => Readable.from([range ? bytes.subarray(range.first, range.last + 1) : bytes]);
    return { name, contentType, sizeBytes: bytes.length, etag: etagOf(sha256Hex(bytes)), open };
  }
  const media = await openMedia(hash);
  if (!media) throw new Error(`The media store does not hold a part of message ${row.messageId}.`);
  return { name, contentType, etag: etagOf(hash), ...media };
}

/** The same for a missing message and a missing part. */
function partNotFound(): AppError {
  return new AppError('not-found', 'There is no such message or part in this inbox.', { field: 'messageId' });
}
