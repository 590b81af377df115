import { clock } from '#lib/clock.ts';
import { type ActivityDayRow, type ConnectedAppRow, listActivityDays, listConnectedApps as listRows, listReceipts, type ReceiptRow } from '#lib/data/connected-apps.ts';
import { type ConsentChange, withChanges } from '#lib/domain/consent-change.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';

export type ActivityDay = Omit<ActivityDayRow, 'clientId'>;

/** A device from which the permission was given or changed. All share the one permission, and end with it. */
export interface ConsentingDevice {
  device: string;
  since: Date;
  last: Date;
}

/** A decision, and what it made different where it changed something. */
export type Decision = ReceiptRow & { change: ConsentChange | null };

export interface ConnectedApp extends ConnectedAppRow {
  paused: boolean;
  /** First the one that decided last. */
  devices: ConsentingDevice[];
  /** 28 days, oldest first, days of nothing included. */
  days: ActivityDay[];
  receipts: Decision[];
}

export interface ConnectedApps {
  apps: ConnectedApp[];
  /** Decisions about apps that are connected no more. */
  formerReceipts: Decision[];
}

const dayMs = 86_400_000;
const ledgerDays = 28;
/** On the page; the file of all receipts has all. */
const mostShown = 500;

/** The apps that may use the actor's line, what each did by day, and the receipts of what was decided. */
export async function listConnectedApps({ actor }: { actor: SubscriberActor }): Promise<ConnectedApps> {
  const now = clock.now();
  const since = new Date(now.getTime() - (ledgerDays - 1) * dayMs);
  const [rows, activity, rowsOfReceipts] = await Promise.all([listRows(actor.subscriberId, now), listActivityDays(actor.mailboxId, since), listReceipts(actor.subscriberId, mostShown)]);
  const receipts = withChanges(rowsOfReceipts, { consentOf: ({ grantId }) => grantId, stateOf });
  const dayNames = Array.from({ length: ledgerDays }, (_, index) => new Date(since.getTime() + index * dayMs).toISOString().slice(0, 10));
  const apps = rows.map((row) => {
    const byDay = new Map(activity.filter(({ clientId }) => clientId === row.clientId).map((day) => [day.day, day]));
    return {
      ...row,
      devices: devicesOf(row, receipts),
      paused: row.pausedUntil !== null && row.pausedUntil > now,
      days: dayNames.map((day) => byDay.get(day) ?? { day, sent: 0, read: 0, marked: 0, deleted: 0, refused: 0, firstAt: null, lastAt: null }),
      receipts: receipts.filter(({ clientId }) => clientId === row.clientId),
    };
  });
  const connected = new Set(rows.map(({ clientId }) => clientId));
  return { apps, formerReceipts: receipts.filter(({ clientId }) => !connected.has(clientId)) };
}

const stateOf = ({ scopes, isComplete, endsAt, device }: ReceiptRow) => ({ scopes, endsAt: isComplete ? (endsAt ?? 'none' as const) : null, device });

function devicesOf({ grantId, device: newest, createdAt }: ConnectedAppRow, receipts: readonly ReceiptRow[]): ConsentingDevice[] {
  const decided = receipts.filter((receipt) => receipt.grantId === grantId && (receipt.kind === 'given' || receipt.kind === 'changed') && receipt.device !== '');
  // Receipts of older versions of the program name no device.
  if (decided.length === 0) return newest === '' ? [] : [{ device: newest, since: createdAt, last: createdAt }];
  return [...Map.groupBy(decided, ({ device }) => device)].map(([device, of]) => ({ device, since: of.at(-1)?.at ?? new Date(0), last: of[0]?.at ?? new Date(0) }));
}
