import type { Sql } from '#lib/data/pool.ts';
import { consentTextVersion } from '#lib/domain/consent-text.ts';
import { newId } from '#lib/ids.ts';
import type { MadeAccounts } from '#prisma/seed/accounts.ts';
import type { Chance } from '#prisma/seed/chance.ts';
import type { SeedMailbox } from '#prisma/seed/mailbox.ts';
import { insertRows } from '#prisma/seed/rows.ts';
import type { MailboxOwner } from '#prisma/seed/store-mailbox.ts';

const dayMs = 86_400_000;
const scopes = ['IMMN', 'MIM'];

interface GrantPlan {
  app: 'Desk' | 'Classic';
  daysOld: number;
  endedDaysAgo: number | null;
  device: string;
}

const grants: readonly GrantPlan[] = [
  { app: 'Desk', daysOld: 131, endedDaysAgo: null, device: 'Firefox on Linux' },
  { app: 'Classic', daysOld: 262, endedDaysAgo: 47, device: 'Safari on iPhone' },
];

/** What Ana let apps do: Desk still, Classic no more. With receipts, audit rows and the ledger of the days since. */
export async function storeConsents(tx: Sql, options: { owner: MailboxOwner; mailbox: SeedMailbox; made: MadeAccounts; chance: Chance; now: Date }): Promise<void> {
  const { owner, mailbox, made, chance, now } = options;
  const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
  for (const { app, daysOld, endedDaysAgo, device } of grants) {
    const [id, clientId] = [newId(), made.apps[app].id];
    const createdAt = daysAgo(daysOld);
    const endedAt = endedDaysAgo === null ? null : daysAgo(endedDaysAgo);
    const lastUsedAt = endedAt ?? new Date(now.getTime() - 37 * 60_000);
    await insertRows(tx, 'ConsentGrant', [{ id, subscriberId: owner.subscriberId, mailboxId: owner.mailboxId, clientId, scopes, createdAt, lastUsedAt, device, endedAt }]);
    const events = [{ kind: 'given', at: createdAt, cancelled: null }, ...(endedAt ? [{ kind: 'ended', at: endedAt, cancelled: 0 }] : [])];
    await insertRows(tx, 'ConsentEvent', events.map(({ kind, at, cancelled }) => ({ id: newId(), grantId: id, kind, scopes, cancelled, textVersion: consentTextVersion, device, appName: app, ownerName: 'Fjord & Field Software', at })));
    await insertRows(
      tx,
      'AuditEntry',
      events.map(({ kind, at }) => ({
        id: newId(), at, actorKind: 'subscriber', actorId: owner.subscriberId, action: `consent.${kind}`, subjectKind: 'consent', subjectId: id,
        detail: { clientId, scopes, textVersion: consentTextVersion },
      })),
    );
    await storeLedger(tx, { owner, mailbox, chance, now, clientId, app, fromDay: endedDaysAgo ?? 0, toDay: Math.min(daysOld, (endedDaysAgo ?? 0) + 28) });
  }
}

/** Counts per day, by UTC. What the app sent is what the inbox shows as sent by it. */
async function storeLedger(
  tx: Sql,
  options: { owner: MailboxOwner; mailbox: SeedMailbox; chance: Chance; now: Date; clientId: string; app: string; fromDay: number; toDay: number },
): Promise<void> {
  const { owner, mailbox, chance, now, clientId, app, fromDay, toDay } = options;
  const dayOf = (at: Date) => at.toISOString().slice(0, 10);
  const sentOn = Map.groupBy(
    mailbox.messages.filter(({ origin }) => app === 'Desk' && origin === 'app'),
    ({ sentAt }) => dayOf(sentAt),
  );
  const days = Array.from({ length: toDay - fromDay + 1 }, (_, at) => dayOf(new Date(now.getTime() - (fromDay + at) * dayMs)));
  await insertRows(
    tx,
    'AppActivityDay',
    days.map((day) => ({
      mailboxId: owner.mailboxId, clientId, day, sent: sentOn.get(day)?.length ?? 0, read: chance.between(4, 58), marked: chance.between(0, 6),
      deleted: 0, refused: chance.next() < 0.1 ? chance.between(1, 3) : 0, ...hoursOf(day, { sentAt: (sentOn.get(day) ?? []).map((message) => message.sentAt), chance, now }),
    })),
  );
}

/** Of the first and the last call of a day: around what it sent, and not still to come. */
function hoursOf(day: string, { sentAt, chance, now }: { sentAt: readonly Date[]; chance: Chance; now: Date }): { firstAt: Date; lastAt: Date } {
  const startMs = Date.parse(`${day}T00:00:00Z`);
  const atMinute = (minute: number) => Math.min(startMs + minute * 60_000, now.getTime() - 37 * 60_000);
  const sentMs = sentAt.map((at) => at.getTime());
  return {
    firstAt: new Date(Math.max(startMs, Math.min(atMinute(chance.between(840, 1_020)), ...sentMs))),
    lastAt: new Date(Math.max(startMs, atMinute(chance.between(1_080, 1_430)), ...sentMs)),
  };
}
