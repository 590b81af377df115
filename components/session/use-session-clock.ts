'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { askSession } from '#components/session/ask-session.ts';
import { SessionClock, type SessionMessage, type SessionState } from '#components/session/session-clock.ts';

const live: SessionState = { phase: 'live' };

function isMessage(data: unknown): data is SessionMessage {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
  return data.kind === 'ended' || (data.kind === 'extended' && 'endsAtMs' in data && typeof data.endsAtMs === 'number');
}

/** The clock of this tab, in step with the others and with the server whenever the tab is looked at again. */
export function useSessionClock(warningSeconds: number): { state: SessionState; clock: SessionClock } {
  const [{ clock, connect }] = useState(() => {
    let channel: BroadcastChannel | undefined;
    return {
      clock: new SessionClock({ warningSeconds, ask: askSession, tell: (message) => channel?.postMessage(message) }),
      connect: (next: BroadcastChannel | undefined) => {
        channel = next;
      },
    };
  });
  const state = useSyncExternalStore(clock.subscribe, clock.snapshot, () => live);

  useEffect(() => {
    const channel = 'BroadcastChannel' in window ? new BroadcastChannel('handset-session') : undefined;
    connect(channel);
    channel?.addEventListener('message', (event) => {
      if (isMessage(event.data)) clock.hear(event.data);
    });
    const look = () => {
      if (document.visibilityState === 'visible') void clock.recheck();
    };
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pageshow', look);
    window.addEventListener('online', look);
    clock.start();
    return () => {
      clock.stop();
      connect(undefined);
      channel?.close();
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pageshow', look);
      window.removeEventListener('online', look);
    };
  }, [clock, connect]);

  return { state, clock };
}
