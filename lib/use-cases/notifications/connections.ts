import { sha256Hex } from '#lib/crypto.ts';
import { insertConnection, listStandingConnections, type OpenConnection, useConnection } from '#lib/data/notifications/connections.ts';
import { onSignal } from '#lib/data/signals.ts';
import type { AppActor } from '#lib/domain/actor.ts';
import type { NotificationEvent } from '#lib/domain/notification.ts';
import { isId, newId, newToken, shortId } from '#lib/ids.ts';
import { describeEvents, notificationBody, readInboxEvents } from '#lib/use-cases/notifications/inbox-events.ts';
import { checkDpopProof, type PresentedProof } from '#lib/use-cases/oauth/dpop-proof.ts';
import { tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';

export type { OpenConnection } from '#lib/data/notifications/connections.ts';

export interface ConnectionDetails {
  username: string;
  /** Shown once; only its hash is kept. */
  password: string;
  queue: string;
}

/** Credentials for one connection to the actor's own queue; they work once, and no longer than the token they were asked with. */
export async function openConnection(options: { actor: AppActor; event: NotificationEvent; token: string }): Promise<ConnectionDetails> {
  const [id, queueId, password] = [newId(), newId(), newToken('hs_queue')];
  await insertConnection({ id, queueId, passwordHash: sha256Hex(password), event: options.event, tokenHash: tokenHashOf(options.token), mailboxId: options.actor.mailboxId });
  return { username: id, password, queue: queueName(queueId) };
}

export function queueName(queueId: string): string {
  return `/queue/${queueId}`;
}

/**
 * The connection behind credentials, which are used up by it. Null for everything else: wrong, used, or not standing any more. Credentials that
 * were taken with a token bound to a key work with a proof of that key alone, whose `ath` is the hash of the password: it stands for the
 * token here, and goes nowhere twice, so that no proof can either. Throws `invalid-dpop-proof`.
 */
export async function enterConnection(options: { username: string; password: string; proof: PresentedProof | null }): Promise<OpenConnection | null> {
  const { username, password } = options;
  if (!isId(username)) return null;
  const proof = options.proof && (await checkDpopProof(options.proof, password));
  return useConnection(username, sha256Hex(password), proof?.thumbprint ?? null);
}

/** Which connections may stay: token, consent, app and line are asked anew. */
export async function listStanding(ids: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set(await listStandingConnections(ids));
}

/** The next notification of a connection after `since`, in the envelope of the webhooks; null body when the changes are none to tell. */
export async function readNotification(connection: OpenConnection, since: number): Promise<{ body: string | null; upTo: number; hasMore: boolean }> {
  const { stubs, upTo, hasMore } = await readInboxEvents({ mailboxId: connection.mailboxId, since, events: [connection.event] });
  const events = await describeEvents(connection.mailboxId, stubs);
  return { body: events.length === 0 ? null : notificationBody({ subscriptionId: shortId(connection.queueId), callbackData: '' }, events), upTo, hasMore };
}

/** Calls when the inbox of the given id changed, or may have. */
export function watchInbox(mailboxId: string, tell: () => void): () => void {
  return onSignal((signal) => {
    if (signal === 'reconnected' || (signal.topic === 'mailbox' && signal.mailboxId === mailboxId)) tell();
  });
}
