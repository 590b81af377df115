import type { Scope } from '#lib/domain/scope.ts';
import type { Environment } from '#lib/domain/rate-limit.ts';

/** A signed-in person with a line. */
export interface SubscriberActor {
  kind: 'subscriber';
  subscriberId: string;
  mailboxId: string;
  msisdn: string;
  sessionId: string;
}

/** A program that acts for a subscriber under a live consent grant. */
export interface AppActor {
  kind: 'app';
  /** Row id of the client, not the public `client_id`. */
  clientId: string;
  clientName: string;
  environment: Environment;
  grantId: string;
  scopes: readonly Scope[];
  subscriberId: string;
  mailboxId: string;
  msisdn: string;
}

/** A program that acts for itself (client credentials): no subscriber is behind it. */
export interface ClientActor {
  kind: 'client';
  /** Row id of the client, not the public `client_id`. */
  clientId: string;
  clientName: string;
  environment: Environment;
  scopes: readonly Scope[];
}

export interface DeveloperActor {
  kind: 'developer';
  accountId: string;
  name: string;
  sessionId: string;
}

export interface SupportActor {
  kind: 'support';
  accountId: string;
  name: string;
  sessionId: string;
}

/** Whoever acts on one mailbox: the owner, or an app the owner let in. */
export type MailboxActor = SubscriberActor | AppActor;

export type Actor = SubscriberActor | AppActor | DeveloperActor | SupportActor;
