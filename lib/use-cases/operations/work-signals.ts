import { onSignal } from '#lib/data/signals.ts';
import { nextDueInMs } from '#lib/data/store/outbox.ts';

/** Tells the worker that there may be work. A reconnected listener may have missed something: everything looks again. */
export function subscribeToWork(wake: { outbox: () => void; index: () => void; mailbox: (mailboxId: string | null) => void }): () => void {
  return onSignal((signal) => {
    if (signal === 'reconnected' || signal.topic === 'outbox') wake.outbox();
    if (signal === 'reconnected' || signal.topic === 'index') wake.index();
    if (signal === 'reconnected') wake.mailbox(null);
    else if (signal.topic === 'mailbox') wake.mailbox(signal.mailboxId);
  });
}

/** Milliseconds until the next queued recipient is due; null when none waits. */
export async function msUntilDispatch(): Promise<number | null> {
  return nextDueInMs();
}
