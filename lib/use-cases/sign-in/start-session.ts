import { clock } from '#lib/clock.ts';
import { endSessionById, insertSession, type SessionOwner } from '#lib/data/identity.ts';
import { newId } from '#lib/ids.ts';
import { type SessionKind, sessionLimits } from '#lib/use-cases/sign-in/session-limits.ts';
import { describeDevice } from '#lib/domain/device.ts';
import { passkeyRefused } from '#lib/use-cases/passkeys/passkey-refused.ts';

/**
 * Begins a session after somebody proved who they are and answers its id, which is new at every sign-in (T24). The session that the
 * same browser had before ends with it. Throws `invalid-input` for a passkey that was removed after it was looked at.
 */
export async function startSession(options: {
  kind: SessionKind;
  owner: SessionOwner;
  userAgent: string;
  /** Left out where nobody proved anything: the session then counts as no fresh proof. */
  provenBy?: 'code' | 'password' | 'passkey';
  /** The passkey that proved it: the session ends when that is removed. */
  passkeyId?: string;
  replacesSessionId?: string | null;
}): Promise<string> {
  const now = clock.now();
  const { idleSeconds, absoluteSeconds } = sessionLimits(options.kind);
  const id = newId();
  const absoluteEndsAt = new Date(now.getTime() + absoluteSeconds * 1000);
  const endsAt = new Date(now.getTime() + Math.min(idleSeconds, absoluteSeconds) * 1000);
  const session = { id, owner: options.owner, device: describeDevice(options.userAgent), provenBy: options.provenBy ?? '', passkeyId: options.passkeyId ?? null, createdAt: now, endsAt, absoluteEndsAt };
  if (!(await insertSession(session))) throw passkeyRefused('the passkey was removed meanwhile');
  if (options.replacesSessionId) await endSessionById(options.replacesSessionId, now);
  return id;
}
