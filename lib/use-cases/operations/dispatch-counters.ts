/**
 * What this process has counted since it began, for /metrics. Kept here because use cases may not know of metrics; on globalThis because Next
 * bundles its own copy of this module.
 */
export interface DispatchCounts {
  /** Attempts by outcome. */
  attempts: Map<string, number>;
  /** Recipients' statuses by the status they rose to. */
  statuses: Map<string, number>;
  /** Recipients given up after every attempt (F29): somebody should look. */
  dead: number;
}

const shared = globalThis as typeof globalThis & { handsetDispatchCounts?: DispatchCounts };

export function dispatchCounts(): DispatchCounts {
  return (shared.handsetDispatchCounts ??= { attempts: new Map(), statuses: new Map(), dead: 0 });
}

export function countInto(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
