import { describe, expect, it } from 'vitest';
import { gather } from '#lib/data/gather.ts';

describe('gather', () => {
  it('asks a lone question at once, and together what comes while two rounds are under way', async () => {
    const rounds: number[][] = [];
    const releases: (() => void)[] = [];
    const double = gather(async (questions: readonly number[]) => {
      rounds.push([...questions]);
      await new Promise<void>((resolve) => releases.push(resolve));
      return questions.map((question) => question * 2);
    });
    const answers = Promise.all([1, 2, 3, 4, 5].map((question) => double(question)));
    expect(rounds).toEqual([[1], [2]]);
    releases.shift()?.();
    releases.shift()?.();
    await Promise.resolve();
    while (releases.length === 0) await Promise.resolve();
    releases.shift()?.();
    expect(await answers).toEqual([2, 4, 6, 8, 10]);
    expect(rounds).toEqual([[1], [2], [3, 4, 5]]);
  });

  it('a round that fails fails its own questions; the next is asked', async () => {
    let fails = true;
    const ask = gather(async (questions: readonly string[]) => {
      if (fails) throw new Error('away');
      return questions;
    });
    await expect(ask('a')).rejects.toThrow('away');
    fails = false;
    expect(await ask('b')).toBe('b');
  });

  it('a question without an answer fails rather than waits', async () => {
    const ask = gather(async () => [] as string[]);
    await expect(ask('a')).rejects.toThrow('no answer');
  });
});
