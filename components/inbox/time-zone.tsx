'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Tells the server once which zone the reader is in, so that it can write times; kept in a cookie of this browser. */
export function TimeZone({ known }: { known: string | null }) {
  const router = useRouter();
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone || zone === known) return;
    document.cookie = `zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  }, [known, router]);
  return null;
}
