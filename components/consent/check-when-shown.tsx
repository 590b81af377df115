'use client';

import { useEffect } from 'react';
import { useRefresh } from '#components/live/use-refresh.ts';

/** Asks anew when the tab is shown again: whoever went to mend something comes back to the answer. */
export function CheckWhenShown() {
  const requestRefresh = useRefresh();
  useEffect(() => {
    const check = () => {
      if (document.visibilityState === 'visible') requestRefresh();
    };
    document.addEventListener('visibilitychange', check);
    return () => document.removeEventListener('visibilitychange', check);
  }, [requestRefresh]);
  return null;
}
