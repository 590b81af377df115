import { onSignal } from '#lib/data/signals.ts';

/**
 * Calls `wake` when a phone or the queue may have something for the network (`work`), and when its controls were set (`conditions`); both after a
 * break of the listening connection.
 */
export function onNetworkNews(wake: (news: 'work' | 'conditions') => void): () => void {
  return onSignal((signal) => {
    const isGap = signal === 'reconnected';
    if (isGap || (signal.topic === 'simulator' && signal.msisdn === 'network')) wake('conditions');
    if (isGap || signal.topic === 'simulator' || signal.topic === 'outbox') wake('work');
  });
}
