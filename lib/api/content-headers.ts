/**
 * Headers for bytes that somebody sent (T11): the stated type and nothing sniffed, never a document of our origin. The length is always
 * there, since one SDK cannot read chunked answers. The name as in RFC 6266, with a plain ASCII spelling for old clients.
 */
export function contentHeaders(content: { name: string; contentType: string; sizeBytes: number }): Record<string, string> {
  const ascii = content.name.replace(/[^\x20-\x7e]|["\\;%]/g, '_');
  const encoded = encodeURIComponent(content.name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return {
    'Content-Type': content.contentType,
    'Content-Length': String(content.sizeBytes),
    'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`,
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Cache-Control': 'private, no-store',
  };
}
