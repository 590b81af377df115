import { afterEach, describe, expect, it, vi } from 'vitest';
import { endOfTurn, gather } from '#lib/data/gather.ts';

/** Rounds that end when they are released. */
function held() {
  const rounds: number[][] = [];
  const releases: (() => void)[] = [];
  const double = gather(async (questions: readonly number[]) => {
    rounds.push([...questions]);
    await new Promise<void>((resolve) => releases.push(resolve));
    return questions.map((question) => question * 2);
  });
  return { rounds, double, release: (round: number) => releases[round]?.() };
}

describe('gather', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks together what one turn of the event loop brings, and what comes while a round is under way', async () => {
    const { rounds, double, release } = held();
    const answers = [double(1)];
    await endOfTurn();
    expect(rounds).toEqual([[1]]);
    answers.push(double(2), double(3));
    await endOfTurn();
    answers.push(double(4));
    await endOfTurn();
    expect(rounds).toEqual([[1]]);
    release(0);
    await endOfTurn();
    await endOfTurn();
    expect(rounds).toEqual([[1], [2, 3, 4]]);
    release(1);
    expect(await Promise.all(answers)).toEqual([2, 4, 6, 8]);
  });

  it('a round that waits long keeps only its own questions: one more goes beside it, also for what waited before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { rounds, double, release } = held();
    const stuck = double(1);
    await endOfTurn();
    const second = double(2);
    await endOfTurn();
    expect(rounds).toEqual([[1]]);
    vi.advanceTimersByTime(60);
    await endOfTurn();
    expect(rounds).toEqual([[1], [2]]);
    const third = double(3);
    await endOfTurn();
    expect(rounds).toEqual([[1], [2]]);
    release(1);
    expect(await second).toBe(4);
    await endOfTurn();
    expect(rounds).toEqual([[1], [2], [3]]);
    release(2);
    expect(await third).toBe(6);
    const late = double(4);
    await endOfTurn();
    expect(rounds).toEqual([[1], [2], [3], [4]]);
    release(3);
    release(0);
    expect(await Promise.all([stuck, late])).toEqual([2, 8]);
  });

  it('waits for others as long as it is told to', async () => {
    const rounds: number[][] = [];
    const double = gather(async (questions: readonly number[]) => (rounds.push([...questions]), questions.map((question) => question * 2)), { gatherMs: 20 });
    const first = double(1);
    await endOfTurn();
    await endOfTurn();
    expect(await Promise.all([first, double(2)])).toEqual([2, 4]);
    expect(rounds).toEqual([[1, 2]]);
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
