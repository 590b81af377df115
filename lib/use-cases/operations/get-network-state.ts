import { type LinkRow, listLinks } from '#lib/data/carrier-links.ts';
import { measureOutbox } from '#lib/data/store/outbox-sweep.ts';

export interface NetworkState {
  /** `open`: a link takes messages. `limited`: some links do not. `down`: none does, and messages wait. */
  state: 'open' | 'limited' | 'down';
  /** Since when it has been so; null while open, and when no worker has told of a link. */
  since: Date | null;
  /** Recipients whose message the carrier has not taken, and since when the oldest waits. */
  waiting: number;
  oldestWaitingSeconds: number;
  /** Recipients of flagged lines, whose texts leave one after the other (L2). */
  paced: number;
  inDoubt: number;
  links: LinkRow[];
}

/** All links together. No worker at all is down too: nothing leaves. */
export function connectionOf(links: readonly LinkRow[]): Pick<NetworkState, 'state' | 'since'> {
  const closed = links.filter(({ state }) => state !== 'open');
  const state = closed.length === 0 && links.length > 0 ? 'open' : closed.length < links.length ? 'limited' : 'down';
  const since = closed.map((link) => link.since.getTime());
  // Limited since the first of them, down since the last.
  return { state, since: since.length === 0 ? null : new Date(state === 'down' ? Math.max(...since) : Math.min(...since)) };
}

/** How the connection to the carrier stands, over all workers. */
export async function getNetworkState(): Promise<NetworkState> {
  const [links, { queued, paced, inDoubt, oldestQueuedSeconds }] = await Promise.all([listLinks(), measureOutbox()]);
  const { state, since } = connectionOf(links);
  return {
    state,
    since,
    waiting: queued,
    oldestWaitingSeconds: oldestQueuedSeconds,
    paced,
    inDoubt,
    links,
  };
}
