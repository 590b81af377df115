import type { Sql } from '#lib/data/pool.ts';

/** What travels over NOTIFY: ids only, never a text, and no number but those of virtual phones. */
export type Signal =
  | { topic: 'mailbox'; mailboxId: string; modSeq: number }
  | { topic: 'outbox' }
  | { topic: 'index'; mailboxId: string }
  | { topic: 'session'; sessionId: string }
  | { topic: 'client'; clientId: string }
  | { topic: 'ticket'; limitIncreaseId: string }
  | { topic: 'network' }
  | { topic: 'line-flag'; mailboxId: string }
  | { topic: 'given-up' }
  | { topic: 'simulator'; msisdn: string }
  /** What the carrier says about a line has changed; told by the simulator alone. */
  | { topic: 'line'; msisdn: string };

export const signalChannel = 'handset';

/** Part of the transaction of the change: listeners hear of it at commit, never before. */
export async function notify(tx: Sql, signal: Signal): Promise<void> {
  await tx.query('SELECT pg_notify($1, $2)::text', [signalChannel, JSON.stringify(signal)]);
}
