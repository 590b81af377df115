import { recordAppActivity } from '#lib/data/usage.ts';
import type { AppActor } from '#lib/domain/actor.ts';

/** Counts a call that a limit refused in the subscriber's ledger of what the app did. */
export function recordRefusedCall({ actor }: { actor: AppActor }): void {
  recordAppActivity(actor.mailboxId, actor.clientId, { refused: 1 });
}
