import { openState, signState } from '#lib/crypto.ts';
import { AppError } from '#lib/errors.ts';

// Both texts are opaque to clients and carry the mailbox they were made for, so one of A is nothing to B (T1).

/** A point in a mailbox's history (I3). */
export function formatState(mailboxId: string, modSeq: number): string {
  return signState(`s1 ${mailboxId} ${modSeq}`);
}

/** The sequence behind a state of this very mailbox. Throws `state-invalid` for anything else. */
export function requireState(mailboxId: string, state: string): number {
  const [kind, mailbox, modSeq] = (openState(state) ?? '').split(' ');
  if (kind !== 's1' || mailbox !== mailboxId || !modSeq || !/^\d{1,15}$/.test(modSeq)) throw invalidState();
  return Number(modSeq);
}

export function invalidState(): AppError {
  return new AppError('state-invalid', 'This state is not one of this inbox, or it is too old. List the messages anew and go on with the state you get.', { field: 'state' });
}

/** Where a list goes on: after this message. */
export function formatCursor(mailboxId: string, messageId: string): string {
  return signState(`c1 ${mailboxId} ${messageId}`);
}

/** The message behind a cursor of this very mailbox. Throws `invalid-input` for anything else. */
export function requireCursor(mailboxId: string, cursor: string): string {
  const [kind, mailbox, messageId] = (openState(cursor) ?? '').split(' ');
  if (kind !== 'c1' || mailbox !== mailboxId || !messageId) {
    throw new AppError('invalid-input', 'This cursor is not one of this inbox. Leave it out to begin with the newest messages.', { field: 'cursor' });
  }
  return messageId;
}
