import { findIndexRow } from '#lib/data/store/index.ts';
import { countMessages } from '#lib/data/store/messages-read.ts';
import { readTraffic } from '#lib/data/store/traffic.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import type { Traffic } from '#lib/domain/conversation.ts';
import type { IndexStatus } from '#lib/domain/message-index.ts';
import { env } from '#lib/env.ts';
import { currentStatus } from '#lib/use-cases/message-index/require-index.ts';

export const healthDays = 14;

export interface SyncHealth {
  status: IndexStatus;
  messageCount: number;
  /** How far a build is. */
  indexedCount: number;
  builtAt: Date | null;
  lastUsedAt: Date | null;
  traffic: Traffic;
  /** Sent without anything coming in over the last day, while both are usual. */
  isOneSided: boolean;
}

/** The state of the actor's index and what came and went, for one page. Looking is no use of the index. */
export async function getSyncHealth({ actor }: { actor: SubscriberActor }): Promise<SyncHealth> {
  const [index, { count }, traffic] = await Promise.all([
    findIndexRow(actor.mailboxId),
    countMessages(actor.mailboxId, { includeOwnCodes: true, ownShortCode: env.OWN_SHORT_CODE }),
    readTraffic(actor.mailboxId, healthDays),
  ]);
  const today = traffic.days.find(({ daysAgo }) => daysAgo === 0);
  const usual = traffic.days.filter(({ daysAgo, inbound }) => daysAgo > 0 && inbound > 0).length;
  return {
    status: currentStatus(index),
    messageCount: count,
    indexedCount: Math.min(index.indexedCount, count),
    builtAt: index.builtAt,
    lastUsedAt: index.lastUsedAt,
    traffic,
    isOneSided: (today?.outbound ?? 0) >= 5 && (today?.inbound ?? 0) === 0 && usual >= 3,
  };
}
