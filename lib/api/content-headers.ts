import { contentRange, type ContentVerdict, lengthOf } from '#lib/domain/content-request.ts';

/**
 * Headers for bytes that somebody sent (T11): the stated type and nothing sniffed, never a document of our origin. The length is always
 * there, since one SDK cannot read chunked answers. The name as in RFC 6266, with a plain ASCII spelling for old clients.
 */
export function contentHeaders(content: { name: string; contentType: string; sizeBytes: number; etag: string }, verdict: ContentVerdict): Record<string, string> {
  const about = { ETag: content.etag, 'Accept-Ranges': 'bytes', 'Cache-Control': 'private, no-cache', ...contentRange(verdict, content.sizeBytes) };
  if (verdict.status === 304) return about;
  if (verdict.status === 416) return { ...about, 'Content-Length': '0' };
  const ascii = content.name.replace(/[^\x20-\x7e]|["\\;%]/g, '_');
  const encoded = encodeURIComponent(content.name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return {
    'Content-Type': content.contentType,
    'Content-Length': String(verdict.status === 206 ? lengthOf(verdict.range) : content.sizeBytes),
    'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`,
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    ...about,
  };
}
