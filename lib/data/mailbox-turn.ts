import { inSqlTransaction, type Sql } from '#lib/data/pool.ts';
import { AppError } from '#lib/errors.ts';

/** More than anything ordinary makes wait at once; beyond it an early 503 is kinder than a late one. */
const mostWaiting = 200;

interface Turns {
  last: Promise<unknown>;
  waiting: number;
}

const shared = globalThis as typeof globalThis & { handsetMailboxTurns?: Map<string, Turns> };
const turns = (shared.handsetMailboxTurns ??= new Map());

/**
 * Runs `work` in one transaction, after all earlier work of this process on the same mailbox. The mailbox's row lock orders writers over
 * all processes; the turn keeps those of this one from holding a connection each while they wait for it, so one busy mailbox cannot take
 * the pool from all others (F16). Throws `unavailable` when too many wait already.
 */
export async function inMailboxTransaction<Result>(mailboxId: string, work: (tx: Sql) => Promise<Result>): Promise<Result> {
  const queue = turns.get(mailboxId) ?? { last: Promise.resolve(), waiting: 0 };
  if (queue.waiting >= mostWaiting) throw new AppError('unavailable', 'Too much is being written to this inbox at once. Try again in a second.', { retryAfterSeconds: 1 });
  turns.set(mailboxId, queue);
  queue.waiting += 1;
  const turn = queue.last.then(() => inSqlTransaction(work));
  queue.last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    queue.waiting -= 1;
    if (queue.waiting === 0) turns.delete(mailboxId);
  }
}
