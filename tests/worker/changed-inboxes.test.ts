import { describe, expect, it } from 'vitest';
import { gatherChangedInboxes } from '#lib/worker/changed-inboxes.ts';

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `m${from + n}`);

function gather(lookAtAllMs = 60_000) {
  const changed = gatherChangedInboxes({ batch: 3, lookAtAllMs });
  const seen: (readonly string[] | null)[] = [];
  const round = (isFull = false) =>
    changed.round(async (mailboxIds) => {
      seen.push(mailboxIds);
      return { isFull };
    });
  return { changed, seen, round };
}

describe('changed inboxes', () => {
  it('looks at all first, then at those that were named, a batch at a time', async () => {
    const { changed, seen, round } = gather();
    await round();
    for (const id of ids(0, 5)) changed.add(id);
    expect((await round()).hasMore).toBe(true);
    expect(await round()).toMatchObject({ hasMore: false });
    await round();
    expect(seen).toEqual([null, ids(0, 3), ids(3, 5)]);
  });

  it('F16: what failed is looked at again: the named ones, and all when all were due', async () => {
    const { changed, seen, round } = gather();
    await expect(changed.round(async () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    await round();
    changed.add('m1');
    await expect(changed.round(async () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    await round();
    expect(seen).toEqual([null, ['m1']]);
  });

  it('a gap in the signals, and a batch that was full, make all due', async () => {
    const { changed, seen, round } = gather();
    await round(true);
    await round();
    changed.add(null);
    await round();
    expect(seen).toEqual([null, null, null]);
  });

  it('a round over all that brings nothing on is not repeated at once', async () => {
    const { round } = gather();
    const { waitMs, hasMore } = await round(false);
    expect([waitMs > 0, hasMore]).toEqual([true, false]);
  });
});
