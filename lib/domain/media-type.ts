/** What may travel as an attachment (S6, T11). Everything else is refused by name; SVG and HTML always. */
export const allowedMediaTypes: ReadonlySet<string> = new Set([
  'image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/heic',
  'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/amr', 'audio/ogg', 'audio/wav', 'audio/aac',
  'video/mp4', 'video/3gpp', 'video/3gpp2', 'video/quicktime', 'video/webm',
  'text/plain', 'text/vcard', 'text/x-vcard', 'text/calendar',
]);

/** Media that a program may show where it stands; what else a carrier brought is for downloading (T11). */
export function mediaDisposition(contentType: string): 'inline' | 'attachment' {
  const [type = ''] = contentType.split(';', 1);
  return allowedMediaTypes.has(type.trim().toLowerCase()) ? 'inline' : 'attachment';
}

/** Types that no leading bytes give away: taken at the sender's word when the bytes are text. */
export const textMediaTypes: ReadonlySet<string> = new Set(['text/plain', 'text/vcard', 'text/x-vcard', 'text/calendar']);

export const maxAttachments = 21;

/** Message text and all attachments together, in bytes. */
export const maxMessageBytes = 1_048_576;

/** The wire's kind of a part (`mmsContent[].type`). */
export function mediaKindOf(contentType: string): 'TEXT' | 'IMAGE' | 'AUDIO' | 'VIDEO' {
  if (contentType.startsWith('image/')) return 'IMAGE';
  if (contentType.startsWith('audio/')) return 'AUDIO';
  if (contentType.startsWith('video/')) return 'VIDEO';
  return 'TEXT';
}
