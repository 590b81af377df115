'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useMemo } from 'react';
import { isServerReady, Refresher } from '#components/live/refresher.ts';

/** For every refresh that nobody's successful act comes right before: while the server is away the page stays as it is, and is current soon after. */
export function useRefresh(): () => void {
  const router = useRouter();
  const refresher = useMemo(() => new Refresher({ isAnswering: isServerReady, refresh: () => router.refresh() }), [router]);
  useEffect(() => refresher.stop, [refresher]);
  return refresher.request;
}
