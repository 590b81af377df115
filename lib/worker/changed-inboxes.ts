/** Names of inboxes kept while the database is away; beyond it all are looked at. */
const mostChanged = 100_000;

export interface ChangedInboxes {
  /** Notes a change; null means that any may have changed. */
  add(mailboxId: string | null): void;
  /** Runs `work` over the next batch, or over all inboxes (null) when that is due. What fails is noted again. */
  round(work: (mailboxIds: readonly string[] | null) => Promise<{ isFull: boolean }>): Promise<{ waitMs: number; hasMore: boolean }>;
}

/**
 * The inboxes that signals named, for a loop that works them off. A look at all of them now and then finds what a lost signal left; a full
 * batch may have left some behind, so all are looked at again at once.
 */
export function gatherChangedInboxes({ batch, lookAtAllMs }: { batch: number; lookAtAllMs: number }): ChangedInboxes {
  const changed = new Set<string>();
  let lookAtAllAt = 0;
  return {
    add(mailboxId) {
      if (mailboxId === null || changed.size >= mostChanged) lookAtAllAt = 0;
      else changed.add(mailboxId);
    },
    async round(work) {
      const atAll = performance.now() >= lookAtAllAt;
      const mailboxIds = [...changed].slice(0, batch);
      for (const mailboxId of mailboxIds) changed.delete(mailboxId);
      const hasMore = changed.size > 0;
      if (atAll) lookAtAllAt = performance.now() + lookAtAllMs;
      let isFull = false;
      try {
        if (atAll || mailboxIds.length > 0) ({ isFull } = await work(atAll ? null : mailboxIds));
      } catch (error) {
        for (const mailboxId of mailboxIds) changed.add(mailboxId);
        if (atAll) lookAtAllAt = 0;
        throw error;
      }
      if (isFull) lookAtAllAt = 0;
      return { waitMs: changed.size > 0 ? 0 : Math.max(0, lookAtAllAt - performance.now()), hasMore: hasMore || isFull };
    },
  };
}
