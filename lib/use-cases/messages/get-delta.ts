import { type DeltaPage, mostChanges, readChanges } from '#lib/data/store/delta.ts';
import type { MailboxStanding } from '#lib/data/store/index.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import { kindOfChange } from '#lib/domain/delta.ts';
import type { IndexStatus } from '#lib/domain/message-index.ts';
import { requireIndex } from '#lib/use-cases/message-index/require-index.ts';
import { formatState, invalidState, requireState } from '#lib/use-cases/messages/mailbox-state.ts';

export interface Change {
  messageId: string;
  isUnread: boolean;
  isFavorite: boolean;
}

export interface ChangesOfType {
  type: 'TEXT' | 'MMS';
  adds: Change[];
  deletes: Change[];
  updates: Change[];
}

export interface Delta {
  /** Where the next call goes on. */
  state: string;
  /** Always both types, in this order, changed or not. */
  delta: [ChangesOfType, ChangesOfType];
  hasMore: boolean;
  cacheStatus: IndexStatus;
}

/**
 * What changed in the actor's inbox after `state`, a bounded page in the order of changes (I3). Created and updated is an add, updated and
 * deleted a delete, created and deleted nothing; over pages an update never comes before its add, and what was deleted never comes back.
 * Codes that Handset itself texted are no part of it for an app (E4).
 *
 * Throws `index-missing` (I1), `state-invalid` for a state of another inbox, a changed one, or one older than the kept tombstones.
 */
export async function getDelta(input: { actor: MailboxActor; state: string; limit?: number; standing?: MailboxStanding | null }): Promise<Delta> {
  const { actor, standing } = input;
  const since = requireState(actor.mailboxId, input.state);
  const page = standing?.modSeq === since ? nothingSince(standing) : await readChanges(actor.mailboxId, since, input.limit ?? mostChanges);
  const cacheStatus = await requireIndex(actor.mailboxId, page.index);
  // A state from the future was handed out before the database was put back from a backup.
  if (since < page.floorModSeq || since > page.modSeq) throw invalidState();

  const text: ChangesOfType = { type: 'TEXT', adds: [], deletes: [], updates: [] };
  const mms: ChangesOfType = { type: 'MMS', adds: [], deletes: [], updates: [] };
  for (const row of page.rows) {
    if (row.isOwnCode && actor.kind === 'app') continue;
    const kind = kindOfChange(row, since);
    if (kind) (row.route === 'MMS' ? mms : text)[kind].push({ messageId: row.messageId, isUnread: row.isUnread, isFavorite: row.isFavorite });
  }
  return { state: formatState(actor.mailboxId, page.upTo), delta: [text, mms], hasMore: page.upTo < page.modSeq, cacheStatus };
}

/** Most who ask have the newest state already. */
const nothingSince = (standing: MailboxStanding): DeltaPage => ({ ...standing, floorModSeq: 0, upTo: standing.modSeq, rows: [] });
