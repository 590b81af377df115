import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { checkToken } from '#lib/ids.ts';
import type { AccessTokenFacts } from '#lib/data/access-tokens.ts';
import { admitCall } from '#lib/data/limits.ts';
import type { MailboxStanding } from '#lib/data/store/index.ts';
import { recordGrantUse } from '#lib/data/usage.ts';
import type { AppActor, ClientActor } from '#lib/domain/actor.ts';
import { grantStanding } from '#lib/domain/consent-grant.ts';
import type { LimitName } from '#lib/domain/rate-limit.ts';
import { ownScopesOf, type Scope } from '#lib/domain/scope.ts';
import { type ConsumedLimit, consumeLimit, noteLimit } from '#lib/use-cases/limits/consume-limit.ts';
import { checkDpopProof, type PresentedProof, useDpopProof } from '#lib/use-cases/oauth/dpop-proof.ts';
import { tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';

const invalid = () => new AppError('invalid-token', 'The access token is wrong, expired or revoked. Get a new one and repeat the call.');

const touched = new Map<string, number>();
const oneMinuteMs = 60_000;

/** Notes the use of a grant behind the answer, at most once a minute a process: a minute's precision is enough. */
function noteUse(grantId: string, now: Date): void {
  if (now.getTime() - (touched.get(grantId) ?? 0) < oneMinuteMs) return;
  if (touched.size > 10_000) touched.clear();
  touched.set(grantId, now.getTime());
  recordGrantUse(grantId, now.getTime());
}

export interface Admission {
  holder: AppActor | ClientActor;
  limit: ConsumedLimit;
  /** The holder's mailbox, read after the call came; null for an app that acts for itself. */
  standing: MailboxStanding | null;
}

/**
 * Whoever is behind an access token, presented with a proof or as a bearer token, an app with its subscriber or an app that acts for itself, as everything stands at this moment (T2):
 * token, grant, client and its owner, subscriber; a scope counts only while token, grant and client all have it. The call counts against a
 * limit of the app (L1), with what became of it there: a refusal of the limit is an answer. Throws `invalid-token`, `invalid-dpop-proof`
 * and `grant-paused`; such a call counts for nobody, unless it repeats a proof.
 */
export async function admitApiCall(call: { token: string; proof?: PresentedProof | null; limitName: LimitName }): Promise<Admission> {
  const { token, limitName } = call;
  // The checksum answers for mistyped and invented tokens without asking the database.
  if (!checkToken(token)) throw invalid();
  const proof = call.proof ? await checkDpopProof(call.proof, token) : null;
  const provenKey = proof?.thumbprint ?? null;
  const admitted = await admitCall({ tokenHash: tokenHashOf(token), limitName, provenKey });
  const holder = holderOf(admitted?.facts ?? null, provenKey);
  const { clientId } = holder;
  // Two clocks may differ for a moment about a token that has just begun or is just ending: then it is spent apart.
  const limit = admitted && admitted.buckets.length > 0 ? noteLimit({ clientId, limitName, rows: admitted.buckets }) : await consumeLimit({ clientId, limitName });
  // A call that the limit refuses does nothing, so its proof is not worth a row.
  if (proof && limit.allowed) await useDpopProof(proof);
  return { holder, limit, standing: admitted?.standing ?? null };
}

/** A token that was taken from its key's holder is worth nothing without the key (RFC 9449, 7.1). */
function requireKey(boundTo: string | null, provenKey: string | null): void {
  if (boundTo === provenKey) return;
  if (boundTo === null) throw new AppError('invalid-token', 'This access token is not bound to a key. Present it as Bearer.');
  throw new AppError('invalid-token', provenKey === null ? 'This access token is bound to a key. Present it as DPoP, with a proof.' : 'The proof is not by the key that this access token is bound to.');
}

function holderOf(facts: AccessTokenFacts | null, provenKey: string | null): AppActor | ClientActor {
  const now = clock.now();
  if (!facts || facts.revokedAt || facts.expiresAt <= now || facts.clientDisabled) throw invalid();
  requireKey(facts.dpopThumbprint, provenKey);
  if (!facts.grantId) return clientOf(facts);
  if (!facts.grantScopes || !facts.subscriberId || !facts.mailboxId || !facts.msisdn || facts.released) throw invalid();
  const standing = grantStanding({ scopes: facts.grantScopes, endedAt: facts.endedAt, endsAt: facts.endsAt, pausedUntil: facts.pausedUntil }, now);
  if (standing === 'ended') throw invalid();
  if (standing === 'paused') {
    throw new AppError('grant-paused', 'The subscriber has paused this app. Calls work again when the pause is over.', { field: 'consent' });
  }
  noteUse(facts.grantId, now);
  const { grantScopes, clientScopes } = facts;
  return {
    kind: 'app',
    clientId: facts.clientId,
    clientName: facts.clientName,
    environment: facts.environment,
    grantId: facts.grantId,
    scopes: facts.scopes.filter((scope) => grantScopes.includes(scope) && clientScopes.includes(scope)),
    subscriberId: facts.subscriberId,
    mailboxId: facts.mailboxId,
    msisdn: facts.msisdn,
  };
}

function clientOf({ clientId, clientName, environment, scopes, clientScopes }: AccessTokenFacts): ClientActor {
  return { kind: 'client', clientId, clientName, environment, scopes: scopes.filter((scope) => ownScopesOf(clientScopes).includes(scope)) };
}

/** Throws `insufficient-scope` for a token that stands for no subscriber. */
export function requireSubscribersToken(actor: AppActor | ClientActor): AppActor {
  if (actor.kind === 'client') throw new AppError('insufficient-scope', 'This token acts for the app alone. Get one that a subscriber agreed to.');
  return actor;
}

/** Throws `insufficient-scope` for a subscriber's token. */
export function requireClientToken(actor: AppActor | ClientActor): ClientActor {
  if (actor.kind === 'app') throw new AppError('insufficient-scope', 'This call wants a token of the app itself (client credentials).');
  return actor;
}

/** Throws `insufficient-scope` unless the token has the scope. */
export function requireScope(holder: { scopes: readonly Scope[] }, scope: Scope): void {
  if (!holder.scopes.includes(scope)) throw new AppError('insufficient-scope', `This call needs the scope ${scope}, which the token does not have.`, { variables: [scope] });
}
