import { cookies, headers } from 'next/headers';
import { createSafeActionClient } from 'next-safe-action';
import { z } from 'zod';
import { AppError, type ErrorCode, isAppError } from '#lib/errors.ts';
import { childLogger } from '#lib/logger.ts';
import { newId } from '#lib/ids.ts';
import { sessionCookieName } from '#lib/auth/cookies.ts';
import { readSessionId } from '#lib/auth/session-cookie.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { owesPasskey } from '#lib/use-cases/passkeys/owes-passkey.ts';
import { findSession, type SignedInActor } from '#lib/use-cases/sign-in/find-session.ts';

/** What a refused action shows: written for the person, with the field at fault when there is one. */
export interface ActionError {
  code: ErrorCode | 'unexpected';
  text: string;
  field?: string;
  retryAfterSeconds?: number;
  /** For a person who reports the failure: the log carries the same id. */
  requestId?: string;
}

function describe(error: unknown, requestId: string): ActionError {
  if (!isAppError(error)) {
    return { code: 'unexpected', text: `Something went wrong on our side. Try again; if it stays, tell support ${requestId}.`, requestId };
  }
  return {
    code: error.code,
    text: error.message,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  };
}

/**
 * Next compares Origin with Host but lets a request without Origin through (T24): no browser sends an action without one, so it must then
 * say by Fetch Metadata that it comes from our own page.
 */
async function requireOwnOrigin(): Promise<void> {
  const sent = await headers();
  const origin = sent.get('origin');
  if (origin === null ? sent.get('sec-fetch-site') === 'same-origin' : origin !== 'null') return;
  throw new AppError('forbidden', 'This form was not sent from a page of this site. Open the page again and retry.');
}

const base = createSafeActionClient({
  // `asUse: false` is for what a page does by itself: without a person at it, it moves no deadline of the session (P1).
  defineMetadataSchema: () => z.object({ name: z.string().min(1), asUse: z.boolean().optional() }),
  defaultValidationErrorsShape: 'flattened',
  handleServerError(error, { metadata, ctx }) {
    const requestId = (ctx as { requestId?: string }).requestId ?? newId();
    if (!isAppError(error)) childLogger({ requestId }).error({ action: metadata.name, error }, 'action failed');
    else if (error.cause !== undefined) childLogger({ requestId }).warn({ action: metadata.name, errorCode: error.code, error: error.cause }, 'action refused');
    return describe(error, requestId);
  },
}).use(async ({ next }) => {
  await requireOwnOrigin();
  return next({ ctx: { requestId: (await headers()).get('x-request-id') ?? newId() } });
});

async function requireSignedIn({ asUse = true }: { asUse?: boolean | undefined }): Promise<SignedInActor> {
  const sessionId = await readSessionId((await cookies()).get(sessionCookieName)?.value);
  const session = sessionId ? await findSession(sessionId, { asUse }) : null;
  if (!session) throw new AppError('unauthenticated', 'Your session has ended. Sign in again; what you typed stays here.');
  return session.actor;
}

async function requireActor<Kind extends SignedInActor['kind']>(kind: Kind, metadata: { asUse?: boolean | undefined }): Promise<Extract<SignedInActor, { kind: Kind }>> {
  const actor = await requireSignedIn(metadata);
  if (actor.kind !== kind) throw new AppError('forbidden', 'Your account may not do this.');
  return actor as Extract<SignedInActor, { kind: Kind }>;
}

async function requireSupportActor(metadata: { asUse?: boolean | undefined }): Promise<SupportActor> {
  const actor = await requireActor('support', metadata);
  if ((await owesPasskey({ actor })) === 'before-all-else') throw new AppError('forbidden', 'Make a passkey on your account page first.');
  return actor;
}

/** For anybody, signed in or not. */
export const publicAction = base;
/** For whoever is signed in, whatever they are. */
export const signedInAction = base.use(async ({ next, metadata }) => next({ ctx: { actor: await requireSignedIn(metadata) } }));
export const subscriberAction = base.use(async ({ next, metadata }) => next({ ctx: { actor: await requireActor('subscriber', metadata) } }));
export const developerAction = base.use(async ({ next, metadata }) => next({ ctx: { actor: await requireActor('developer', metadata) } }));
export const supportAction = base.use(async ({ next, metadata }) => next({ ctx: { actor: await requireSupportActor(metadata) } }));
