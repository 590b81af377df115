'use client';

import { useState, type ReactNode } from 'react';
import { readDraftNote } from '#components/session/draft-note.ts';
import { SessionEnded } from '#components/session/session-ended.tsx';
import { SessionWarning } from '#components/session/session-warning.tsx';
import { useSessionClock } from '#components/session/use-session-clock.ts';

export interface SessionGuardProps {
  /** How long before the end the dialog opens. */
  warningSeconds: number;
  audience: 'subscriber' | 'developer' | 'support';
  /** Extends the session, or says that it is over. */
  stayAction: () => Promise<{ endsAt: string } | { ended: true }>;
  /** `/sign-in?as=line`; the way back to this page is added. */
  signInHref: string;
  /** Ends the session now; without it the dialog has no *Sign out*. */
  signOutAction?: () => Promise<unknown>;
  /** Called before a wanted sign-out, so that nothing unsent stays on a shared device. */
  clearDraft?: () => void;
  children?: ReactNode;
}

const notes: Record<SessionGuardProps['audience'], string> = {
  subscriber: 'You have been away for a while.',
  developer: 'You have been away for a while. What you have not saved stays until then.',
  support: 'You have been away for a while. What you have not saved stays until then.',
};

/** Wraps the pages of a signed-in person: warns before the session ends, and empties them when it has. */
export function SessionGuard({ warningSeconds, audience, stayAction, signInHref, signOutAction, clearDraft, children }: SessionGuardProps) {
  const { state, clock } = useSessionClock(warningSeconds);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function stay() {
    if (pending) return;
    setPending(true);
    setProblem(null);
    try {
      const answer = await stayAction();
      if ('ended' in answer) clock.end();
      else clock.extend(Date.parse(answer.endsAt), { tell: true });
    } catch {
      setProblem('We could not reach Handset. Check your connection and try again.');
    } finally {
      setPending(false);
    }
  }

  async function signOut() {
    clearDraft?.();
    try {
      await signOutAction?.();
    } finally {
      await clock.recheck();
    }
  }

  if (state.phase === 'ended') return <SessionEnded endedAtMs={state.endedAtMs} signInHref={signInHref} draft={readDraftNote()} />;
  return (
    <>
      {children}
      <SessionWarning
        open={state.phase === 'warning'}
        leftSeconds={state.phase === 'warning' ? state.leftSeconds : 0}
        warningSeconds={warningSeconds}
        note={readDraftNote() ? `${notes[audience]} Your draft is saved.` : notes[audience]}
        pending={pending}
        problem={problem}
        onStay={() => void stay()}
        onSignOut={signOutAction ? () => void signOut() : undefined}
      />
    </>
  );
}
