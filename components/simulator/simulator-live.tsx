'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { RefreshEvery } from '#components/console/refresh-every.tsx';

const quietMs = 100;

/** Reads the page anew when something happened on the network, and each few seconds while something is on its way. */
export function SimulatorLive({ isMoving }: { isMoving: boolean }) {
  const router = useRouter();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const source = new EventSource('/simulator/api/events');
    source.addEventListener('simulator', () => {
      timer ??= setTimeout(() => {
        timer = null;
        router.refresh();
      }, quietMs);
    });
    return () => {
      source.close();
      if (timer) clearTimeout(timer);
    };
  }, [router]);
  return isMoving ? <RefreshEvery seconds={2} /> : null;
}
