import { clock } from '#lib/clock.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { endOpenGrants, endWhatHangsOnGrant } from '#lib/data/consent.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { endWaysIn, takeNumber } from '#lib/data/number-owner.ts';
import { closeMailbox } from '#lib/data/store/released-mailboxes.ts';
import { recordGrantChange } from '#lib/use-cases/consent/end-consent.ts';

const system = { kind: 'system' } as const;

/**
 * The carrier gave a number to somebody else: everything of the former owner ends in one transaction, and the number is free (T29). Sessions,
 * passkeys, consents with their codes, tokens and subscriptions, and what waited to be sent; each with its receipt and audit row. The mailbox
 * is closed with it; what it holds is removed by the worker. Held in the order subscriber, consents, mailbox, as everywhere. Answers false
 * when somebody else has done it meanwhile.
 */
export async function releaseNumber(owner: { subscriberId: string; ownerKey: string }): Promise<boolean> {
  const { subscriberId } = owner;
  const now = clock.now();
  return inTransaction(async (tx) => {
    if (!(await takeNumber(tx, { ...owner, now }))) return false;
    const ended = await endWaysIn(tx, subscriberId, now);
    // All consents are held before the mailbox: a send holds its own and then waits for the mailbox.
    const grants = await endOpenGrants(tx, subscriberId, now);
    const hung = new Map<string, { tokens: number; subscriptions: number }>();
    for (const { id } of grants) hung.set(id, await endWhatHangsOnGrant(tx, id, now));
    const cancelledGrants = await closeMailbox(sqlOf(tx), subscriberId);
    for (const grant of grants) {
      const cancelled = cancelledGrants.filter((grantId) => grantId === grant.id).length;
      await recordGrantChange(tx, { grant, kind: 'ended', actor: system, reason: 'number-changed-owner', now, detail: { ...hung.get(grant.id), cancelled } });
    }
    await writeAudit(tx, { actor: system, action: 'subscriber.released', subjectKind: 'subscriber', subjectId: subscriberId, detail: { ...ended, consents: grants.length, cancelled: cancelledGrants.length } });
    return true;
  });
}
