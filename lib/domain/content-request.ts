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

/** What the answer to a range says of it, beside its own length. */
export function contentRange(verdict: ContentVerdict, sizeBytes: number): Record<string, string> {
  if (verdict.status === 206) return { 'Content-Range': `bytes ${verdict.range.first}-${verdict.range.last}/${sizeBytes}` };
  return verdict.status === 416 ? { 'Content-Range': `bytes */${sizeBytes}` } : {};
}

export const lengthOf = ({ first, last }: ByteRange): number => last - first + 1;
