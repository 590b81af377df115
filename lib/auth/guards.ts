import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { DeveloperActor, SubscriberActor, SupportActor } from '#lib/domain/actor.ts';
import { sessionCookieName } from '#lib/auth/cookies.ts';
import { safeReturnTo } from '#lib/auth/return-to.ts';
import { readSessionId } from '#lib/auth/session-cookie.ts';
import { owesPasskey } from '#lib/use-cases/passkeys/owes-passkey.ts';
import { findLapsedKind, findSession, type LiveSession, type SignedInActor } from '#lib/use-cases/sign-in/find-session.ts';

/**
 * The session of the request being rendered. A page refreshed by a live update (the server marks it with `x-handset-background`) is no use
 * by a person and moves no deadline.
 */
async function findCurrentSession(options?: { asUse: boolean }): Promise<LiveSession | null> {
  const sessionId = await readSessionId((await cookies()).get(sessionCookieName)?.value);
  if (!sessionId) return null;
  const isBackground = (await headers()).get('x-handset-background') === '1';
  return findSession(sessionId, { asUse: (options?.asUse ?? true) && !isBackground });
}

export async function findCurrentActor(options?: { asUse: boolean }): Promise<SignedInActor | null> {
  return (await findCurrentSession(options))?.actor ?? null;
}

/** Who was signed in here until the session ended by itself, for the page that offers sign-in again; else null. */
export async function findLapsedVisitor(): Promise<SignedInActor['kind'] | null> {
  const sessionId = await readSessionId((await cookies()).get(sessionCookieName)?.value);
  return sessionId ? findLapsedKind(sessionId) : null;
}

/** The path of the page, as the front door noted it; guards use it when a page does not name its own. */
async function currentPath(): Promise<string> {
  return (await headers()).get('x-handset-path') ?? '/';
}

async function requireKind<Kind extends SignedInActor['kind']>(kind: Kind, returnTo?: string, { isOpenToAll = false } = {}): Promise<Extract<SignedInActor, { kind: Kind }>> {
  const actor = await findCurrentActor();
  if (!actor || (isOpenToAll && actor.kind !== kind)) {
    const back = safeReturnTo(returnTo ?? (await currentPath()));
    const as = kind === 'subscriber' ? 'line' : 'work';
    redirect(`/sign-in?as=${as}${back === '/' ? '' : `&returnTo=${encodeURIComponent(back)}`}`);
  }
  // Somebody of another role learns nothing, not even that the page exists.
  if (actor.kind !== kind) notFound();
  return actor as Extract<SignedInActor, { kind: Kind }>;
}

/**
 * Page guard. Pass the page's own path so that sign-in comes back to it. `isOpenToAll`: whoever is signed in as somebody else is asked to sign in with a
 * number, as a developer is who tries an app.
 */
export function requireSubscriber(returnTo?: string, options: { isOpenToAll?: boolean } = {}): Promise<SubscriberActor> {
  return requireKind('subscriber', returnTo, options);
}

export function requireDeveloper(returnTo?: string): Promise<DeveloperActor> {
  return requireKind('developer', returnTo);
}

/** On a real carrier staff without a passkey are led to the page that makes one; `evenWithoutPasskey` is for that page and its frame. */
export async function requireSupportAgent(returnTo?: string, { evenWithoutPasskey = false } = {}): Promise<SupportActor> {
  const actor = await requireKind('support', returnTo);
  if (!evenWithoutPasskey && (await owesPasskey({ actor })) === 'before-all-else') redirect('/support/account');
  return actor;
}
