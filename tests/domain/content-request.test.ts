import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHeaders, judgeContentRequest } from '#lib/domain/content-request.ts';

const content = { sizeBytes: 1000, etag: '"abc"' };

describe('ranges and conditions (RFC 9110, 13 and 14)', () => {
  it.each([
    [undefined, { status: 200 }],
    ['bytes=0-99', { status: 206, range: { first: 0, last: 99 } }],
    ['bytes=0-', { status: 206, range: { first: 0, last: 999 } }],
    ['bytes=999-', { status: 206, range: { first: 999, last: 999 } }],
    ['bytes=990-5000', { status: 206, range: { first: 990, last: 999 } }],
    ['bytes=-10', { status: 206, range: { first: 990, last: 999 } }],
    ['bytes=-5000', { status: 206, range: { first: 0, last: 999 } }],
    ['BYTES=1-2', { status: 206, range: { first: 1, last: 2 } }],
    ['bytes=1000-', { status: 416 }],
    ['bytes=-0', { status: 416 }],
    ['bytes=5-2', { status: 200 }],
    ['bytes=-', { status: 200 }],
    ['bytes=0-1,5-6', { status: 200 }],
    ['lines=0-1', { status: 200 }],
    ['bytes=a-b', { status: 200 }],
    ['', { status: 200 }],
  ])('Range %j', (range, verdict) => {
    expect(judgeContentRequest({ range }, content)).toEqual(verdict);
  });

  it('If-None-Match answers before a range, weakly and in lists', () => {
    for (const tag of ['"abc"', 'W/"abc"', '"x", "abc"', '*']) expect(judgeContentRequest({ ifNoneMatch: tag, range: 'bytes=0-1' }, content)).toEqual({ status: 304 });
    expect(judgeContentRequest({ ifNoneMatch: '"x"' }, content)).toEqual({ status: 200 });
  });

  it('T11: nothing of a name can end its header or start another', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const header = contentHeaders({ ...content, name, contentType: 'text/plain' }, { status: 200 }, 'attachment')['Content-Disposition'] ?? '';
        expect(header).toMatch(/^attachment; filename="[\x20\x21\x23-\x7e]*"; filename\*=UTF-8''[\w.!~%-]*$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('If-Range holds a range only for the very same bytes', () => {
    expect(judgeContentRequest({ range: 'bytes=0-1', ifRange: '"abc"' }, content).status).toBe(206);
    for (const ifRange of ['W/"abc"', '"x"', 'Mon, 02 Nov 2026 00:00:00 GMT']) expect(judgeContentRequest({ range: 'bytes=0-1', ifRange }, content).status).toBe(200);
  });

  it('a range lies within the bytes and says so', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.option(fc.nat(4000)), fc.option(fc.nat(4000)), (sizeBytes, first, last) => {
        const verdict = judgeContentRequest({ range: `bytes=${first ?? ''}-${last ?? ''}` }, { sizeBytes, etag: '"a"' });
        if (verdict.status !== 206) return;
        expect(verdict.range.first).toBeGreaterThanOrEqual(0);
        expect(verdict.range.last).toBeLessThan(sizeBytes);
        const length = verdict.range.last - verdict.range.first + 1;
        expect(length).toBeGreaterThan(0);
        expect(contentHeaders({ name: 'a', contentType: 'text/plain', sizeBytes, etag: '"a"' }, verdict, 'inline')).toMatchObject({
          'Content-Range': `bytes ${verdict.range.first}-${verdict.range.last}/${sizeBytes}`, 'Content-Length': String(length),
        });
      }),
      { numRuns: 2_000 },
    );
  });
});
