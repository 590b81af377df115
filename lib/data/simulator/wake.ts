import { onSignal } from '#lib/data/signals.ts';

/** Calls `wake` when a phone or the queue may have something for the network, and after a break of the listening connection. */
export function onNetworkNews(wake: () => void): () => void {
  return onSignal((signal) => {
    if (signal === 'reconnected' || signal.topic === 'simulator' || signal.topic === 'outbox') wake();
  });
}
