import { clock } from '#lib/clock.ts';
import { type ConsentChange, withChanges } from '#lib/domain/consent-change.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { type ConsentReceipt, getAllReceipts } from '#lib/use-cases/consent/consent-receipts.ts';

export interface ConsentEnd {
  at: Date;
  /** `by-itself`: its day came, and nobody pressed anything. */
  how: 'by-person' | 'number-changed-owner' | 'by-itself';
  device: string | null;
  /** Null where nothing was noted: an older version, or an end by itself, which cancels nothing. */
  cancelledSends: number | null;
}

/** One consent with all that was decided about it, for people to read. */
export interface ConsentPaper {
  /** Its number. */
  consent: string;
  number: string;
  app: ConsentReceipt['app'];
  givenAt: Date;
  /** When it ends by itself: a moment, `none`, or null where it was not noted. */
  endsAt: Date | 'none' | null;
  /** Null while it holds. */
  end: ConsentEnd | null;
  /** Newest first. */
  decisions: (ConsentReceipt & { change: ConsentChange | null })[];
}

/** What the actor decided, by consent, newest first; of one app when its public id is given. */
export async function listConsents({ actor, publicClientId }: { actor: SubscriberActor; publicClientId: string | null }): Promise<ConsentPaper[]> {
  const { receipts } = await getAllReceipts({ actor });
  const now = clock.now();
  const chosen = receipts.filter(({ app }) => publicClientId === null || app.clientId === publicClientId);
  return [...Map.groupBy(chosen, ({ consent }) => consent).values()].flatMap((decisions) => paperOf(decisions, now));
}

function paperOf(decisions: ConsentReceipt[], now: Date): ConsentPaper[] {
  const [newest, oldest] = [decisions[0], decisions.at(-1)];
  if (!newest || !oldest) return [];
  const endsAt = endIn(newest);
  return [{ consent: newest.consent, number: newest.number, app: newest.app, givenAt: new Date(oldest.at), endsAt, end: endOf(newest, endsAt, now), decisions: withChanges(decisions, { consentOf: ({ consent }) => consent, stateOf }) }];
}

function endIn({ endsByItself }: ConsentReceipt): Date | 'none' | null {
  if (endsByItself === null || endsByItself === 'none') return endsByItself;
  return new Date(endsByItself);
}

const stateOf = (receipt: ConsentReceipt) => ({ scopes: receipt.permissions.map(({ scope }) => scope), endsAt: endIn(receipt), device: receipt.device ?? '' });

function endOf(newest: ConsentReceipt, endsAt: ConsentPaper['endsAt'], now: Date): ConsentEnd | null {
  if (newest.kind === 'ended') {
    const how = newest.reason === 'number-changed-owner' ? newest.reason : 'by-person';
    return { at: new Date(newest.at), how, device: newest.device, cancelledSends: newest.cancelledSends };
  }
  return endsAt instanceof Date && endsAt <= now ? { at: endsAt, how: 'by-itself', device: null, cancelledSends: null } : null;
}
