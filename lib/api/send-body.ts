import { type MessageFields, messageFields, sendMessageBody } from '#lib/contracts/messages-api.ts';
import { maxAttachments, maxMessageBytes } from '#lib/domain/media-type.ts';
import { AppError } from '#lib/errors.ts';
import { type ContentType, parseForm, parseJson, parseParameters, readBody, takeBody } from '#lib/api/body.ts';
import { WireError } from '#lib/api/errors.ts';
import { createMultipartReader, type MimePart } from '#lib/api/multipart.ts';
import { requireShape } from '#lib/api/shape.ts';

export interface SendBody {
  addresses: string[];
  text: string;
  subject: string | null;
  isGroup: boolean;
  attachments: { name: string; contentType: string; bytes: Uint8Array }[];
}

/** Base64 takes 4 characters for 3 bytes, and line ends with it; the names, numbers and keys around it are few. */
const jsonBytes = Math.ceil(maxMessageBytes * 1.4) + 65_536;
const partHeaderBytes = 8_192;
const multipartBytes = maxMessageBytes + (maxAttachments + 2) * partHeaderBytes;
/** Every spelling of a recipient counts, folded ones too; more than that is no message to ten people. */
const mostAddresses = 200;

/** A message to send, in any of the encodings that clients of the original use (wire-v2, 2.1). */
export async function readSendBody(request: Request): Promise<SendBody> {
  const contentType = parseParameters(request.headers.get('content-type') ?? '');
  const charset = contentType.parameters.get('charset');
  if (contentType.type === '' || contentType.type === 'application/json') return fromJson(await readBody(request, jsonBytes), charset);
  if (contentType.type === 'application/x-www-form-urlencoded') return fromForm(await readBody(request, jsonBytes), charset);
  if (/^multipart\/(related|form-data|mixed)$/.test(contentType.type)) return fromMultipart(request, contentType);
  const instead = contentType.type.endsWith('xml') ? 'XML is not served: send POST /myMessages/v2/messages with JSON.' : 'Send JSON, a form, or a multipart body.';
  throw new WireError('unsupported-type', instead, { field: 'Content-Type' });
}

async function fromMultipart(request: Request, contentType: ContentType): Promise<SendBody> {
  const limits = { parts: maxAttachments + 1, headerBytes: partHeaderBytes, bytes: multipartBytes };
  const reader = createMultipartReader(contentType.parameters.get('boundary') ?? '', limits);
  await takeBody(request, multipartBytes, reader.read);
  const parts = reader.end();
  const root = rootOf(parts, contentType.parameters.get('start'));
  if (!root) throw new WireError('broken-request', 'The multipart body has no parts.', { field: 'body' });
  // Two SDKs write one line end too many before every delimiter. It shows at the root part, whose content never ends in one;
  // only then may it be taken off the attachments.
  const hasExtraLineEnd = root.body.subarray(-2).toString('latin1') === '\r\n';
  const trimmed = (part: MimePart) => (hasExtraLineEnd && part.body.subarray(-2).toString('latin1') === '\r\n' ? part.body.subarray(0, -2) : part.body);
  const declared = parseParameters(root.headers.get('content-type') ?? contentType.parameters.get('type') ?? 'application/json');
  const rootType = declared.type;
  const charset = declared.parameters.get('charset');
  const isForm = rootType === 'application/x-www-form-urlencoded';
  if (!isForm && rootType !== 'application/json') throw new WireError('unsupported-type', 'The first part must be JSON or a form.', { field: 'Content-Type' });
  const body = isForm ? fromForm(trimmed(root), charset) : fromJson(trimmed(root), charset);
  const files = parts.filter((part) => part !== root).map((part, at) => attachmentOf(part, trimmed(part), at));
  return { ...body, attachments: [...body.attachments, ...files] };
}

const bareId = (id: string) => id.trim().replace(/^<|>$/g, '');

/** The root by `start`, with or without angle brackets; else the part named `root-fields`; else the first. */
function rootOf(parts: readonly MimePart[], start: string | undefined): MimePart | undefined {
  const named = (part: MimePart) => parseParameters(part.headers.get('content-disposition') ?? '').parameters.get('name') === 'root-fields';
  const started = start === undefined ? undefined : parts.find(({ headers }) => bareId(headers.get('content-id') ?? '') === bareId(start));
  return started ?? parts.find(named) ?? parts[0];
}

function attachmentOf(part: MimePart, body: Buffer, at: number): SendBody['attachments'][number] {
  const disposition = parseParameters(part.headers.get('content-disposition') ?? '').parameters;
  const name = disposition.get('filename') ?? disposition.get('name') ?? part.headers.get('content-location') ?? `attachment-${at}`;
  // The media type alone: `charset="binary"` on a picture means nothing.
  const contentType = parseParameters(part.headers.get('content-type') ?? 'application/octet-stream').type;
  const encoding = (part.headers.get('content-transfer-encoding') ?? 'binary').trim().toLowerCase();
  if (encoding === 'base64') return { name, contentType, bytes: fromBase64(body.toString('latin1'), name) };
  if (encoding === 'binary' || encoding === '8bit' || encoding === '7bit') return { name, contentType, bytes: body };
  throw new AppError('invalid-value', 'An attachment is binary or base64.', { field: 'Content-Transfer-Encoding', variables: ['binary', 'base64'] });
}

function fromBase64(text: string, field: string): Buffer {
  const compact = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.length % 4 === 1) throw new AppError('invalid-input', 'This is not base64.', { field });
  return Buffer.from(compact, 'base64');
}

function fromJson(bytes: Buffer, charset: string | undefined): SendBody {
  const { messageRequest } = requireShape(sendMessageBody, parseJson(bytes, charset), 'messageRequest');
  return finish(messageRequest);
}

/** `v2` field names, and the capitalised ones of v1 that the multipart samples of 2012 still send. */
const formNames: Readonly<Record<string, 'addresses' | 'text' | 'subject' | 'isGroup'>> = {
  addresses: 'addresses', Addresses: 'addresses', text: 'text', Text: 'text', subject: 'subject', Subject: 'subject', isGroup: 'isGroup', Group: 'isGroup',
};

function fromForm(bytes: Buffer, charset: string | undefined): SendBody {
  const addresses: string[] = [];
  const single = new Map<string, string>();
  for (const [name, value] of parseForm(bytes, charset)) {
    const field = Object.hasOwn(formNames, name) ? formNames[name] : undefined;
    if (!field) throw unknownField(name);
    if (field === 'addresses') addresses.push(...value.split(','));
    else if (single.has(field)) throw new AppError('invalid-input', 'Give this field once.', { field: name });
    else single.set(field, value);
  }
  const isGroup = single.get('isGroup');
  return finish(
    requireShape(messageFields, { addresses, text: single.get('text'), subject: single.get('subject'), isGroup: isGroup === '' ? undefined : isGroup }),
  );
}

function unknownField(name: string): AppError {
  return new AppError('invalid-input', 'There is no such field. Leave it out.', { field: name.slice(0, 100) });
}

function finish(fields: MessageFields): SendBody {
  const addresses = fields.addresses ?? [];
  if (addresses.length > mostAddresses) throw new AppError('too-many-addresses', 'A message goes to at most 10 addresses.', { field: 'addresses' });
  const content = fields.messageContent ?? [];
  if (content.length > maxAttachments) throw new AppError('too-many-attachments', `A message carries at most ${maxAttachments} attachments.`, { field: 'messageContent' });
  return {
    addresses,
    text: fields.text ?? '',
    subject: fields.subject || null,
    isGroup: fields.isGroup ?? false,
    attachments: content.map((item, at) => {
      const encoding = item['content-transfer-encoding'] ?? 'BASE64';
      const field = `messageContent[${at}].content-transfer-encoding`;
      if (!/^base64$/i.test(encoding.trim())) throw new AppError('invalid-value', 'Inline attachments are base64.', { field, variables: ['BASE64'] });
      return { name: item.fileName ?? `attachment-${at}`, contentType: item['content-type'], bytes: fromBase64(item.body, `messageContent[${at}].body`) };
    }),
  };
}

