import { type AppActivity, recordAppActivity } from '#lib/data/usage.ts';
import type { AppActor } from '#lib/domain/actor.ts';

/** Counts what an app did, or was refused, in the subscriber's ledger. */
export function recordAppCall({ actor, counts }: { actor: AppActor; counts: AppActivity }): void {
  recordAppActivity(actor.mailboxId, actor.clientId, counts);
}
