'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Asks anew when the tab is shown again: whoever went to mend something comes back to the answer. */
export function CheckWhenShown() {
  const router = useRouter();
  useEffect(() => {
    const check = () => {
      if (document.visibilityState === 'visible') router.refresh();
    };
    document.addEventListener('visibilitychange', check);
    return () => document.removeEventListener('visibilitychange', check);
  }, [router]);
  return null;
}
