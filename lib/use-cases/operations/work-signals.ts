import { onSignal } from '#lib/data/signals.ts';

/** Tells the worker that there may be work. A reconnected listener may have missed something: everything looks again. */
export function subscribeToWork(wake: { outbox: () => void; index: () => void }): () => void {
  return onSignal((signal) => {
    if (signal === 'reconnected' || signal.topic === 'outbox') wake.outbox();
    if (signal === 'reconnected' || signal.topic === 'index') wake.index();
  });
}

/** Tells of inboxes that changed; null after a gap, when any may have. */
export function watchInboxes(tell: (mailboxId: string | null) => void): () => void {
  return onSignal((signal) => {
    if (signal === 'reconnected') tell(null);
    else if (signal.topic === 'mailbox') tell(signal.mailboxId);
  });
}
