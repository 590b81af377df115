import { listStanding, type OpenConnection } from '#lib/use-cases/notifications/connections.ts';

/** Open connections of this process, over WebSocket and as event streams (T28). */
const most = { perConsent: 5, perClient: 1_000, perProcess: 2_000 } as const;
/** A consent or token that ended is noticed within this time: one statement for all connections. */
const checkEveryMs = 400;

interface Place {
  connection: OpenConnection;
  end: () => void;
}

const places = new Set<Place>();
let watch: NodeJS.Timeout | null = null;

const countOf = (matches: (connection: OpenConnection) => boolean) => [...places].filter(({ connection }) => matches(connection)).length;

/**
 * Takes a place for a connection; `end` is called once when it may not stay. Null when the consent, the app or the process has too many.
 * Returns how to give the place back.
 */
export function takePlace(connection: OpenConnection, end: () => void): (() => void) | null {
  if (places.size >= most.perProcess) return null;
  if (countOf(({ grantId }) => grantId === connection.grantId) >= most.perConsent) return null;
  if (countOf(({ clientId }) => clientId === connection.clientId) >= most.perClient) return null;
  const place = { connection, end };
  places.add(place);
  watch ??= setTimeout(check, checkEveryMs).unref();
  return () => {
    places.delete(place);
  };
}

/** Ends every connection: the server stops. */
export function endAllPlaces(): void {
  for (const place of [...places]) release(place);
}

function release(place: Place): void {
  if (places.delete(place)) place.end();
}

function check(): void {
  const looked = [...places];
  if (looked.length === 0) {
    watch = null;
    return;
  }
  listStanding(looked.map(({ connection }) => connection.id))
    .then(
      (standing) => looked.filter(({ connection }) => !standing.has(connection.id)).forEach(release),
      // Without the database nothing can be told anyway; it is asked again.
      () => undefined,
    )
    .finally(() => {
      watch = setTimeout(check, checkEveryMs).unref();
    });
}
