import { describe, expect, it } from 'vitest';
import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import { getPool, inWorkerPool, sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { eventually } from '#tests/support/eventually.ts';

/** Work that holds its turn until it is released. */
function held() {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { released, release };
}

describe('turns at a mailbox', () => {
  it('F16: a hundred writers of one mailbox hold one connection, and others are served meanwhile', async () => {
    const mailboxId = newId();
    const gate = held();
    const order: number[] = [];
    const first = inMailboxTransaction(mailboxId, () => gate.released);
    const rest = Array.from({ length: 100 }, (_, n) => inMailboxTransaction(mailboxId, async () => void order.push(n)));
    for (let n = 0; n < env.DATABASE_POOL_SIZE; n += 1) await inMailboxTransaction(newId(), (tx) => tx.query('SELECT 1'));
    expect(getPool().waitingCount).toBe(0);
    expect(order).toEqual([]);
    gate.release();
    await Promise.all([first, ...rest]);
    expect(order).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('F16: who comes when 200 wait is told at once to come again', async () => {
    const mailboxId = newId();
    const gate = held();
    const waiting = Array.from({ length: 200 }, () => inMailboxTransaction(mailboxId, () => gate.released));
    await expect(inMailboxTransaction(mailboxId, async () => 'in')).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 });
    gate.release();
    await Promise.all(waiting);
    expect(await inMailboxTransaction(mailboxId, async () => 'in')).toBe('in');
  });

  it('a failure ends its own turn alone', async () => {
    const mailboxId = newId();
    const failing = inMailboxTransaction(mailboxId, async () => Promise.reject(new Error('no')));
    const after = inMailboxTransaction(mailboxId, async () => 'in');
    await expect(failing).rejects.toThrow('no');
    expect(await after).toBe('in');
  });

  it('F16: the worker gets a connection while callers hold every one of theirs', async () => {
    const gate = held();
    const callers = Array.from({ length: env.DATABASE_POOL_SIZE + 5 }, () => inMailboxTransaction(newId(), () => gate.released));
    await eventually(() => expect(getPool().waitingCount).toBe(5));
    const rows = await inWorkerPool(() => sql.query<{ name: string }>(`SELECT current_setting('application_name') AS name`));
    expect(rows).toEqual([{ name: 'handset-worker' }]);
    gate.release();
    await Promise.all(callers);
  });
});
