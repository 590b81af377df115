'use client';

import { useEffect } from 'react';
import { RefreshEvery } from '#components/console/refresh-every.tsx';
import { follow } from '#components/live/follow.ts';
import { useRefresh } from '#components/live/use-refresh.ts';

const quietMs = 100;

/** Reads the page anew when something happened on the network, and each few seconds while something is on its way. */
export function SimulatorLive({ isMoving }: { isMoving: boolean }) {
  const requestRefresh = useRefresh();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const onNews = () => {
      timer ??= setTimeout(() => {
        timer = null;
        requestRefresh();
      }, quietMs);
    };
    const stop = follow({ address: () => '/simulator/api/events', kinds: ['simulator'], onNews });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
  }, [requestRefresh]);
  return isMoving ? <RefreshEvery seconds={2} /> : null;
}
