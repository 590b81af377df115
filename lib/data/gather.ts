import { setTimeout as pause } from 'node:timers/promises';

/**
 * One after the other: what a statement costs besides its rows is shared by all that gathered meanwhile. A second one goes beside a round that waits long
 * for somebody, so that its questions alone wait with it.
 */
const mostUnderWay = 2;
const longMs = 50;
const largestRound = 128;

interface Waiting<Question, Answer> {
  question: Question;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** When everything that has arrived by now has been read: what the same turn of the event loop brings shares a round. */
export const endOfTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Asks together what is asked at the same time. A question that comes alone is asked when its turn ends; those that come while a round
 * is under way wait for the next. With `gatherMs` a round waits so long for others before it asks. Nothing is kept: each answer was read after its question
 * was put. `ask` answers in the order of the questions; when it fails, all of its round fail.
 */
export function gather<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  { gatherMs = 0 }: { gatherMs?: number } = {},
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = [];
  /** The oldest first. */
  const underWay = new Set<{ startedAt: number }>();

  function next(): void {
    if (waiting.length === 0) return;
    const [oldest] = underWay;
    if (oldest && (underWay.size === mostUnderWay || performance.now() - oldest.startedAt < gatherMs + longMs)) return;
    void round();
  }

  async function round(): Promise<void> {
    const self = { startedAt: performance.now() };
    underWay.add(self);
    const beside = setTimeout(next, gatherMs + longMs + 1);
    await (gatherMs > 0 ? pause(gatherMs) : endOfTurn());
    const asked = waiting.splice(0, largestRound);
    try {
      const answers = asked.length > 0 ? await ask(asked.map(({ question }) => question)) : [];
      asked.forEach(({ resolve, reject }, at) => (at < answers.length ? resolve(answers[at] as Answer) : reject(new Error('A gathered question had no answer.'))));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
    clearTimeout(beside);
    underWay.delete(self);
    next();
  }

  return (question) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      next();
    });
}
