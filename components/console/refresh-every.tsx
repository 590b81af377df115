'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Reads the page again now and then while somebody looks at it: for what moves without telling. */
export function RefreshEvery({ seconds }: { seconds: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && router.refresh(), seconds * 1000);
    return () => clearInterval(timer);
  }, [router, seconds]);
  return null;
}
