'use client';

import type { ReactNode } from 'react';
import { clearStoredDrafts } from '#components/inbox/stored-draft.ts';
import { SessionGuard } from '#components/session/session-dialog.tsx';

export interface SubscriberFrameProps {
  warningSeconds: number;
  stayAction: () => Promise<{ endsAt: string } | { ended: true }>;
  signOutAction: () => Promise<unknown>;
  children: ReactNode;
}

/** The pages of a subscriber inside the session dialog. */
export function SubscriberFrame(props: SubscriberFrameProps) {
  return <SessionGuard audience="subscriber" signInHref="/sign-in?as=line" clearDraft={clearStoredDrafts} {...props} />;
}
