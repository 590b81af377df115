import type { QueueQuery, QueueSort } from '#lib/contracts/tickets.ts';

const defaults: QueueQuery = { view: 'open', q: '', environment: null, limit: null, risk: null, sort: 'due', dir: 'asc', page: 1 };

/** The address of the queue: only what differs from the start is in it. A change goes back to the first page. */
export function queueHref(query: QueueQuery, change: Partial<QueueQuery> = {}, path = '/support/tickets'): string {
  const next = { ...query, page: 1, ...change };
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value !== null && value !== '' && value !== defaults[name as keyof QueueQuery]) parts.set(name, String(value));
  }
  const text = parts.toString();
  return text ? `${path}?${text}` : path;
}

/** A press on a column sorts by it, a second one turns it round. */
export function sortHref(query: QueueQuery, sort: QueueSort): string {
  const turned = query.sort === sort && query.dir === 'asc' ? 'desc' : 'asc';
  return queueHref(query, { sort, dir: turned });
}
