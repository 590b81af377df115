import { env } from '#lib/env.ts';

export type SessionKind = 'subscriber' | 'developer' | 'support';

const daySeconds = 86_400;

/** A person's own session may live on by use for at most this long before the line or the password is proved again (T29). */
const absoluteDays = 30;

/** How long a session lives idle, and at most. Staff: 30 minutes and 12 hours unless set otherwise (T24). */
export function sessionLimits(kind: SessionKind): { idleSeconds: number; absoluteSeconds: number } {
  return kind === 'support'
    ? { idleSeconds: env.STAFF_IDLE_SECONDS, absoluteSeconds: env.STAFF_ABSOLUTE_SECONDS }
    : { idleSeconds: env.SESSION_IDLE_SECONDS, absoluteSeconds: absoluteDays * daySeconds };
}
