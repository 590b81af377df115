import { findClientOwner, findTicketOwner } from '#lib/data/signal-owners.ts';
import type { Signal } from '#lib/data/notify.ts';
import { onSignal } from '#lib/data/signals.ts';
import type { DeveloperActor, SubscriberActor, SupportActor } from '#lib/domain/actor.ts';
import { findModSeq } from '#lib/data/store/threads-read.ts';

export type Watcher = SubscriberActor | DeveloperActor | SupportActor;

/** What a page is told: that something changed, never what it says. */
export type LiveNews = { kind: 'mailbox'; modSeq: number } | { kind: 'index' | 'line' | 'client' | 'ticket' | 'network' | 'line-flag' | 'given-up' | 'again' | 'ended' };

/**
 * Tells of changes that concern the watcher and nobody else (T1): a subscriber of the own mailbox and line, a developer of the own apps and
 * tickets, a support agent of all apps, tickets, flagged lines and messages given up, everybody of the connection to the carrier. A flag is told to its line, too.
 * `again` after a gap: read anew. `ended` when the watcher's session is over.
 * Returns the function that stops it.
 */
export function watchSignals(input: { actor: Watcher; tell: (news: LiveNews) => void }): () => void {
  const { actor, tell } = input;
  return onSignal((signal) => {
    if (signal === 'reconnected') tell({ kind: 'again' });
    else if (signal.topic === 'session') {
      if (signal.sessionId === actor.sessionId) tell({ kind: 'ended' });
    } else if (signal.topic === 'network') tell({ kind: 'network' });
    else if (actor.kind === 'subscriber') tellSubscriber(actor, signal, tell);
    else tellAccount(actor, signal, tell);
  });
}

/** The present sequence of the watcher's mailbox; null for those who have none. */
export async function findOwnModSeq(actor: Watcher): Promise<number | null> {
  return actor.kind === 'subscriber' ? findModSeq(actor.mailboxId) : null;
}

/** Changes of the simulated network: nothing in it is anybody's. */
export function watchSimulator(input: { tell: (msisdn: string) => void }): () => void {
  return onSignal((signal) => {
    if (signal === 'reconnected') input.tell('');
    else if (signal.topic === 'simulator') input.tell(signal.msisdn);
  });
}

function tellSubscriber(actor: SubscriberActor, signal: Signal, tell: (news: LiveNews) => void): void {
  if (signal.topic === 'mailbox' && signal.mailboxId === actor.mailboxId) tell({ kind: 'mailbox', modSeq: signal.modSeq });
  if ((signal.topic === 'index' || signal.topic === 'line-flag') && signal.mailboxId === actor.mailboxId) tell({ kind: signal.topic });
  if (signal.topic === 'line' && signal.msisdn === actor.msisdn) tell({ kind: 'line' });
}

function tellAccount(actor: DeveloperActor | SupportActor, signal: Signal, tell: (news: LiveNews) => void): void {
  if (actor.kind === 'support' && (signal.topic === 'line-flag' || signal.topic === 'given-up')) tell({ kind: signal.topic });
  if (signal.topic !== 'client' && signal.topic !== 'ticket') return;
  const kind = signal.topic;
  if (actor.kind === 'support') {
    tell({ kind });
    return;
  }
  const owner = signal.topic === 'client' ? findClientOwner(signal.clientId) : findTicketOwner(signal.limitIncreaseId);
  // A look-up that fails tells nothing; the page reads again at its next event.
  owner.then(
    (accountId) => {
      if (accountId === actor.accountId) tell({ kind });
    },
    () => undefined,
  );
}
