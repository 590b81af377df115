import { countParkedReceipts, type DeadRow, listDead, markReviewed, measureThrottling } from '#lib/data/dispatch-report.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { maskAddress } from '#lib/domain/address.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { getNetworkState, type NetworkState } from '#lib/use-cases/operations/get-network-state.ts';

export interface NetworkReport extends NetworkState {
  parkedReceipts: number;
  /** Throttled attempts among the newest recipients. */
  throttled: { throttled: number; recipients: number };
  dead: DeadMessage[];
}

/** With masked numbers. `isOwnCode`: Handset itself sent it, to sign somebody in. */
export type DeadMessage = DeadRow & { isOwnCode: boolean };

const deadAtOnce = 1_000;
const newestRecipients = 10_000;

/** How the way to the carrier is, for support: counts, ids, apps and masked numbers, never a text. */
export async function getNetworkReport({ actor }: { actor: SupportActor }): Promise<NetworkReport> {
  requireSupport(actor);
  const [state, parkedReceipts, throttled, dead] = await Promise.all([getNetworkState(), countParkedReceipts(), measureThrottling(newestRecipients), listDead(deadAtOnce)]);
  return { ...state, parkedReceipts, throttled, dead: dead.map(masked) };
}

function masked(row: DeadRow): DeadMessage {
  const isOwnCode = row.sender === env.OWN_SHORT_CODE;
  return { ...row, isOwnCode, sender: isOwnCode ? row.sender : maskAddress(row.sender), recipient: maskAddress(row.recipient) };
}

/** Notes that support has looked at a message that was given up. Throws `not-found` when there is no such one. */
export async function reviewDeadMessage({ actor, outboxId }: { actor: SupportActor; outboxId: number }): Promise<void> {
  requireSupport(actor);
  if (!(await markReviewed(outboxId))) throw new AppError('not-found', 'This message is not among those given up.');
}

function requireSupport(actor: { kind: string }): void {
  if (actor.kind !== 'support') throw new AppError('forbidden', 'Only support looks at this.');
}
