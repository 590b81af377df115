import { expect, test } from 'vitest';
import { readMediaGrant, writeMediaGrant } from '#lib/domain/media-grant.ts';

const grant = { contentHash: '0a'.repeat(32), contentType: 'image/png', expiresAt: new Date('2026-11-23T12:00:00Z') };

test('a grant is read as it was written, without the parameters of its type', () => {
  expect(readMediaGrant(writeMediaGrant(grant))).toEqual(grant);
  expect(readMediaGrant(writeMediaGrant({ ...grant, contentType: 'text/plain; charset=utf-8' }))?.contentType).toBe('text/plain');
});

test.each(['', 'x', `${'0a'.repeat(31)} 1 image/png`, `${'0A'.repeat(32)} 1 image/png`, `${'0a'.repeat(32)} -1 image/png`, `${'0a'.repeat(32)} 1 image`, `${'0a'.repeat(32)} 1 image/png\r\nA: b`, ` ${'0a'.repeat(32)} 1 image/png`])('%j is none', (text) => {
  expect(readMediaGrant(text)).toBeNull();
});
