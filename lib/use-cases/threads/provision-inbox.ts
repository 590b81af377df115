import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import { notify } from '#lib/data/notify.ts';
import { findMailbox, provisionMailbox } from '#lib/data/store/mailboxes.ts';
import { findModSeq } from '#lib/data/store/threads-read.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { requireEligible } from '#lib/use-cases/consent/require-eligible.ts';

/** Whether the actor's cloud inbox exists. */
export async function isInboxProvisioned(input: { actor: SubscriberActor }): Promise<boolean> {
  const mailbox = await findMailbox(input.actor.mailboxId);
  return mailbox !== null && mailbox.provisionedAt !== null;
}

/**
 * Opens the actor's cloud inbox (E3); harmless when it is open. Throws `not-eligible` with the gate as field when the line may not
 * have one (E1).
 */
export async function provisionInbox(input: { actor: SubscriberActor }): Promise<void> {
  const { mailboxId, msisdn } = input.actor;
  await requireEligible(msisdn);
  await inMailboxTransaction(mailboxId, async (tx) => {
    if (await provisionMailbox(tx, mailboxId)) await notify(tx, { topic: 'mailbox', mailboxId, modSeq: await findModSeq(mailboxId) });
  });
}
