/** The life of a message index (I1, I2): made on request, built in the background, lapsing when nobody uses it. */
export const indexStatuses = ['NOT_INITIALIZED', 'INITIALIZING', 'INITIALIZED', 'ERROR'] as const;

export type IndexStatus = (typeof indexStatuses)[number];
export type IndexEvent = 'create' | 'built' | 'failed' | 'lapse';

export const defaultLapseDays = 30;
const millisecondsPerDay = 86_400_000;

/** An event that a status does not name leaves it as it is: late and doubled events are harmless. */
const transitions: Readonly<Record<IndexStatus, Partial<Record<IndexEvent, IndexStatus>>>> = {
  NOT_INITIALIZED: { create: 'INITIALIZING' },
  INITIALIZING: { built: 'INITIALIZED', failed: 'ERROR' },
  // Creating again is harmless, and a rebuild that fails leaves the old index serving.
  INITIALIZED: { lapse: 'NOT_INITIALIZED' },
  ERROR: { create: 'INITIALIZING', lapse: 'NOT_INITIALIZED' },
};

/** The status after an event. Creating an existing index changes nothing (I1). Total: never throws. */
export function nextIndexStatus(status: IndexStatus, event: IndexEvent): IndexStatus {
  return transitions[status][event] ?? status;
}

/**
 * Whether an index has gone unused for the lapse period (I2), to the millisecond. One that is being built does not lapse: somebody
 * has just asked for it. Creation counts as use, so `lastUsedAt` is null only where there was never an index.
 */
export function hasLapsed(
  index: { status: IndexStatus; lastUsedAt: Date | null },
  now: Date,
  lapseDays: number = defaultLapseDays,
): boolean {
  if (nextIndexStatus(index.status, 'lapse') === index.status || index.lastUsedAt === null) return false;
  return now.getTime() - index.lastUsedAt.getTime() >= lapseDays * millisecondsPerDay;
}

/** Whether list, delta and search answer (I1). While it is being built they answer with what is there and say so. */
export function isServing(status: IndexStatus): boolean {
  return status === 'INITIALIZED' || status === 'INITIALIZING';
}
