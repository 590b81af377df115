import { listLinks } from '#lib/data/carrier-links.ts';
import type { Outage } from '#lib/domain/outage.ts';
import { connectionOf } from '#lib/use-cases/operations/get-network-state.ts';

/** What pages say while no link takes messages; null while one does. Asks for the links alone: every page of an inbox does. */
export async function findOutage(): Promise<Outage | null> {
  const links = await listLinks();
  const { state, since } = connectionOf(links);
  if (state !== 'down') return null;
  return { kind: links.length > 0 && links.every((link) => link.state === 'broken') ? 'no-answer' : 'no-link', since };
}
