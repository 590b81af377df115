/** Nothing leaves for the carrier. `no-answer`: connected, but it only fails. */
export interface Outage {
  kind: 'no-link' | 'no-answer';
  /** Null when nobody knows, such as without a worker. */
  since: Date | null;
}

/** What is so, as a clause without its end: "the connection to the carrier is down since 2:02 pm". `at` is the time in the reader's words. */
export function outageWords({ kind }: Pick<Outage, 'kind'>, at: string | null): string {
  if (kind === 'no-answer') return at === null ? 'the carrier does not answer' : `the carrier has not answered since ${at}`;
  return at === null ? 'the connection to the carrier is down' : `the connection to the carrier is down since ${at}`;
}
