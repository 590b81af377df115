/** Two: while the database works on one the next gathers. */
const mostUnderWay = 2;
const largestRound = 128;

interface Waiting<Question, Answer> {
  question: Question;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** When everything that has arrived by now has been read: what the same turn of the event loop brings shares a round. */
export const endOfTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Asks together what is asked at the same time. A question that comes alone is asked when its turn ends; those that come while two rounds
 * are under way wait for the next. Nothing is kept: each answer was read after its question was put. `ask` answers in the order of the questions;
 * when it fails, all of its round fail.
 */
export function gather<Question, Answer>(ask: (questions: readonly Question[]) => Promise<readonly Answer[]>): (question: Question) => Promise<Answer> {
  let waiting: Waiting<Question, Answer>[] = [];
  let underWay = 0;

  async function rounds(): Promise<void> {
    underWay += 1;
    await endOfTurn();
    while (waiting.length > 0) {
      const round = waiting.slice(0, largestRound);
      waiting = waiting.slice(largestRound);
      try {
        const answers = await ask(round.map(({ question }) => question));
        round.forEach(({ resolve, reject }, at) => (at < answers.length ? resolve(answers[at] as Answer) : reject(new Error('A gathered question had no answer.'))));
      } catch (error) {
        for (const { reject } of round) reject(error);
      }
    }
    underWay -= 1;
  }

  return (question) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (underWay < mostUnderWay) void rounds();
    });
}
