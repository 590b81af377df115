import { findOwner } from '#lib/data/own-line.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { lineDirectory } from '#lib/use-cases/operations/line-directory.ts';

export interface OwnLine {
  msisdn: string;
  name: string | null;
  /** E3. Without one it still sends (S8). */
  hasInbox: boolean;
  /** M2: whether what apps send shows on the phone too. Null when the carrier does not answer: the page must not wait for it. */
  showsOnPhone: boolean | null;
}

/** What the top of every page says about the actor's line. Never throws because of the carrier. */
export async function getOwnLine(input: { actor: SubscriberActor }): Promise<OwnLine> {
  const { subscriberId, msisdn } = input.actor;
  const [owner, facts] = await Promise.all([findOwner(subscriberId), findFacts(msisdn)]);
  return { msisdn, name: owner?.name ?? null, hasInbox: owner?.hasInbox ?? false, showsOnPhone: facts?.messagesApp ?? null };
}

async function findFacts(msisdn: string) {
  try {
    return await lineDirectory().findLine(msisdn);
  } catch {
    return null; // the carrier is away; the inbox works without its facts
  }
}
