import { describe, expect, it } from 'vitest';
import { endOfTurn, gather } from '#lib/data/gather.ts';

describe('gather', () => {
  it('asks together what one turn of the event loop brings, and what comes while two rounds are under way', async () => {
    const rounds: number[][] = [];
    const releases: (() => void)[] = [];
    const double = gather(async (questions: readonly number[]) => {
      rounds.push([...questions]);
      await new Promise<void>((resolve) => releases.push(resolve));
      return questions.map((question) => question * 2);
    });
    const turn = (...questions: number[]) => Promise.all(questions.map((question) => double(question)));
    const answers = [turn(1)];
    await endOfTurn();
    expect(rounds).toEqual([[1]]);
    answers.push(turn(2, 3));
    await endOfTurn();
    expect(rounds).toEqual([[1], [2, 3]]);
    answers.push(turn(4), turn(5, 6));
    await endOfTurn();
    expect(rounds).toEqual([[1], [2, 3]]);
    releases[0]?.();
    await endOfTurn();
    expect(rounds).toEqual([[1], [2, 3], [4, 5, 6]]);
    for (const release of releases) release();
    expect((await Promise.all(answers)).flat()).toEqual([2, 4, 6, 8, 10, 12]);
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
