import { fileTypeFromBuffer } from 'file-type';
import { putMedia } from '#lib/data/media.ts';
import type { NewPart } from '#lib/data/store/messages-write.ts';
import { allowedMediaTypes, maxAttachments, maxMessageBytes, textMediaTypes } from '#lib/domain/media-type.ts';
import { AppError } from '#lib/errors.ts';

export interface Attachment {
  name: string;
  /** As the sender declared it; the bytes decide. */
  contentType: string;
  bytes: Uint8Array;
}

const sameThing = new Map([['audio/vnd.wave', 'audio/wav'], ['audio/wave', 'audio/wav'], ['image/jpg', 'image/jpeg'], ['image/apng', 'image/png']]);

/**
 * Checks count, size together with the text, and the type of each attachment by its bytes, then stores them.
 * Throws `too-many-attachments`, `too-large` or `media-refused` before anything is stored.
 */
export async function acceptAttachments(attachments: readonly Attachment[], text: string): Promise<NewPart[]> {
  if (attachments.length > maxAttachments) {
    throw new AppError('too-many-attachments', `A message carries at most ${maxAttachments} attachments; this one has ${attachments.length}.`, { field: 'messageContent' });
  }
  const sizeBytes = Buffer.byteLength(text) + attachments.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (sizeBytes > maxMessageBytes) {
    throw new AppError('too-large', `Text and attachments together are ${sizeBytes} bytes; at most ${maxMessageBytes} fit.`, {
      field: attachments.length > 0 ? 'messageContent' : 'text',
    });
  }
  const types = await Promise.all(attachments.map((attachment) => typeOf(attachment)));
  return Promise.all(
    attachments.map(async ({ name, bytes }, at) => ({
      name: cleanName(name, at),
      contentType: types[at] ?? 'text/plain',
      sizeBytes: bytes.length,
      contentHash: await putMedia(bytes),
    })),
  );
}

async function typeOf({ name, contentType, bytes }: Attachment): Promise<string> {
  const found = (await fileTypeFromBuffer(bytes))?.mime;
  const declared = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const type = found ? (sameThing.get(found) ?? found) : textMediaTypes.has(declared) && isText(bytes) ? declared : null;
  if (type && allowedMediaTypes.has(type)) return type;
  throw new AppError('media-refused', `“${name}” is ${found ?? (declared || 'of an unknown type')}. Pictures, sound, video, plain text, contacts and calendar entries can be sent.`, {
    field: 'messageContent',
    variables: [name],
  });
}

function isText(bytes: Uint8Array): boolean {
  return !bytes.includes(0) && !/^\s*<(?:!doctype|html|svg|\?xml|script)/i.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1'));
}

/** No path, no control or bidi characters, a bounded length. */
function cleanName(name: string, at: number): string {
  const base = name.split(/[\\/]/).pop() ?? '';
  const clean = base.replace(/[\p{Cc}\p{Cf}]/gu, '').trim().slice(0, 120);
  return clean || `attachment-${at}`;
}
