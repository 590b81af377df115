import { describe, expect, it } from 'vitest';
import { announcement, digits, signInAddress } from '#components/session/session-words.ts';

describe('what the session dialog says', () => {
  it('speaks at 2:00, 1:00, 0:30, 0:15 and 0:10 and is silent between', () => {
    const changes: number[] = [];
    let last = announcement(200);
    for (let left = 199; left > 0; left -= 1) {
      const now = announcement(left);
      if (now !== last) changes.push(left);
      last = now;
    }
    expect(changes).toEqual([120, 60, 30, 15, 10]);
  });

  it('shows minutes and two digits of seconds', () => {
    expect([118, 60, 9, 0].map(digits)).toEqual(['1:58', '1:00', '0:09', '0:00']);
  });

  it('comes back to the same page after sign-in', () => {
    expect(signInAddress('/sign-in?as=line', '/inbox/t1?q=a&b=1')).toBe('/sign-in?as=line&returnTo=%2Finbox%2Ft1%3Fq%3Da%26b%3D1');
  });
});
