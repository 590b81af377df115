'use client';

import { useEffect } from 'react';
import { useRefresh } from '#components/live/use-refresh.ts';

/** Reads the page again now and then while somebody looks at it: for what moves without telling. */
export function RefreshEvery({ seconds }: { seconds: number }) {
  const requestRefresh = useRefresh();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && requestRefresh(), seconds * 1000);
    return () => clearInterval(timer);
  }, [requestRefresh, seconds]);
  return null;
}
