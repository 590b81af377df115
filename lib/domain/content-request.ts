/** How a request for stored bytes is answered: whole, a range of them, not again, or not at all (RFC 9110, 13 and 14). */
export interface ContentRequest {
  range?: string | null;
  ifRange?: string | null;
  ifNoneMatch?: string | null;
}

export interface ByteRange {
  /** First and last byte, both included. */
  first: number;
  last: number;
}

export type ContentVerdict = { status: 200 } | { status: 206; range: ByteRange } | { status: 304 } | { status: 416 };

/** The headers that ask for a range or name what the client has. */
export function contentRequestOf(headers: { get(name: string): string | null }): ContentRequest {
  return { range: headers.get('range'), ifRange: headers.get('if-range'), ifNoneMatch: headers.get('if-none-match') };
}

/** The strong tag of bytes under their hash (8.8.3); `view` when something was made of them. */
export const etagOf = (hash: string, view?: string): string => `"${hash.slice(0, 32)}${view ? `-${view}` : ''}"`;

/** `etag` is strong and quoted. Of several ranges none is served: the whole is a correct answer (14.2). A range that cannot be read is no range. */
export function judgeContentRequest(request: ContentRequest, content: { sizeBytes: number; etag: string }): ContentVerdict {
  if (request.ifNoneMatch && matches(request.ifNoneMatch, content.etag)) return { status: 304 };
  if (!request.range) return { status: 200 };
  // If-Range compares strongly: anything but this very tag means the client's part is of something else (13.1.5).
  if (request.ifRange && request.ifRange.trim() !== content.etag) return { status: 200 };
  const [, first, last] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(request.range.trim()) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return { status: 200 };
  const { sizeBytes } = content;
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? { status: 416 } : { status: 206, range: { first: sizeBytes - length, last: sizeBytes - 1 } };
  }
  if (last !== '' && Number(last) < Number(first)) return { status: 200 };
  if (Number(first) >= sizeBytes) return { status: 416 };
  return { status: 206, range: { first: Number(first), last: last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) } };
}

/** Weak comparison (8.8.3.2); `*` matches whatever is there. */
export function matches(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

export interface Content {
  name: string;
  contentType: string;
  sizeBytes: number;
  etag: string;
}

/**
 * What every answer about bytes that somebody sent says of them: tag, range and length always, since one SDK cannot read chunked answers.
 * Nobody else may keep them, and who keeps them asks again.
 */
export function contentHeaders(content: Content, verdict: ContentVerdict, disposition: 'inline' | 'attachment'): Record<string, string> {
  const about = { ETag: content.etag, 'Accept-Ranges': 'bytes', 'Cache-Control': 'private, no-cache' };
  if (verdict.status === 304) return about;
  if (verdict.status === 416) return { ...about, 'Content-Range': `bytes */${content.sizeBytes}`, 'Content-Length': '0' };
  const { range } = { range: undefined, ...verdict };
  return {
    ...about,
    'Content-Type': content.contentType,
    'Content-Disposition': dispositionOf(disposition, content.name),
    'Content-Length': String(range ? range.last - range.first + 1 : content.sizeBytes),
    ...(range ? { 'Content-Range': `bytes ${range.first}-${range.last}/${content.sizeBytes}` } : {}),
  };
}

/** RFC 6266 with RFC 8187's encoding, and a plain ASCII spelling for old clients: a name of any language, and nothing of it can end the header. */
function dispositionOf(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\;%]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
