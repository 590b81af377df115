import { clock } from '#lib/clock.ts';
import { type ActivityDayRow, type ConnectedAppRow, listActivityDays, listConnectedApps as listRows, listReceipts, type ReceiptRow } from '#lib/data/connected-apps.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';

export type ActivityDay = Omit<ActivityDayRow, 'clientId'>;

export interface ConnectedApp extends ConnectedAppRow {
  paused: boolean;
  /** 28 days, oldest first, days of nothing included. */
  days: ActivityDay[];
  receipts: ReceiptRow[];
}

export interface ConnectedApps {
  apps: ConnectedApp[];
  /** Decisions about apps that are connected no more. */
  formerReceipts: ReceiptRow[];
}

const dayMs = 86_400_000;
const ledgerDays = 28;
/** On the page; the file of all receipts has all. */
const mostShown = 500;

/** The apps that may use the actor's line, what each did by day, and the receipts of what was decided. */
export async function listConnectedApps({ actor }: { actor: SubscriberActor }): Promise<ConnectedApps> {
  const now = clock.now();
  const since = new Date(now.getTime() - (ledgerDays - 1) * dayMs);
  const [rows, activity, receipts] = await Promise.all([listRows(actor.subscriberId, now), listActivityDays(actor.mailboxId, since), listReceipts(actor.subscriberId, mostShown)]);
  const dayNames = Array.from({ length: ledgerDays }, (_, index) => new Date(since.getTime() + index * dayMs).toISOString().slice(0, 10));
  const apps = rows.map((row) => {
    const byDay = new Map(activity.filter(({ clientId }) => clientId === row.clientId).map((day) => [day.day, day]));
    return {
      ...row,
      paused: row.pausedUntil !== null && row.pausedUntil > now,
      days: dayNames.map((day) => byDay.get(day) ?? { day, sent: 0, read: 0, marked: 0, deleted: 0, refused: 0, firstAt: null, lastAt: null }),
      receipts: receipts.filter(({ clientId }) => clientId === row.clientId),
    };
  });
  const connected = new Set(rows.map(({ clientId }) => clientId));
  return { apps, formerReceipts: receipts.filter(({ clientId }) => !connected.has(clientId)) };
}
