import { describe, expect, it } from 'vitest';
import { avatarTint, initialsOf } from '#components/ui/avatar-tint.ts';
import { cn } from '#components/ui/cn.ts';
import { shortTime } from '#components/ui/format-time.ts';

describe('small parts', () => {
  it('keeps a size and a colour apart when classes are joined', () => {
    expect(cn('text-13 text-muted', 'text-14')).toBe('text-muted text-14');
    expect(cn('rounded-control p-2', 'rounded-card')).toBe('p-2 rounded-card');
  });

  it('gives one address one of six tints', () => {
    const seen = new Set(Array.from({ length: 200 }, (_, n) => avatarTint(`+1206555${String(n).padStart(4, '0')}`)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(avatarTint('+14255550102')).toBe(avatarTint('+14255550102'));
  });

  it('takes initials of names and none of numbers', () => {
    expect(['Ben Okafor', 'Mom', 'Ana María del Río', '(206) 555-0151', '', '李 明'].map(initialsOf)).toEqual(['BO', 'M', 'AR', '', '', '李明']);
  });

  it('tells time relative up to a day, then by date', () => {
    const now = new Date('2026-11-22T12:00:00Z');
    const at = (iso: string) => shortTime(new Date(iso), now, { timeZone: 'UTC' });
    expect(at('2026-11-22T11:59:50Z')).toBe('just now');
    expect(at('2026-11-22T11:57:00Z')).toBe('3 min. ago');
    expect(at('2026-11-22T04:00:00Z')).toBe('8 hr. ago');
    expect(at('2026-11-20T12:00:00Z')).toBe('Nov 20');
    expect(at('2025-11-20T12:00:00Z')).toBe('Nov 20, 2025');
    expect(at('2026-11-22T14:00:00Z')).toBe('in 2 hr.');
  });
});
