'use client';

import { useEffect, useRef } from 'react';
import { useRefresh } from '#components/live/use-refresh.ts';

export interface TimeZoneProps {
  known: string | null;
  /** Whether the page shows times, which are then written anew. */
  hasTimes?: boolean;
}

/**
 * Tells the server once which zone the reader is in, so that it can write times; kept in a cookie of this browser. Until the server has
 * heard it, the page keeps the place of its times and shows none (`globals.css`): nobody sees a time move from one zone to another.
 */
export function TimeZone({ known, hasTimes = true }: TimeZoneProps) {
  const requestRefresh = useRefresh();
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone || zone === known) return;
    const pair = `zone=${encodeURIComponent(zone)}`;
    document.cookie = `${pair}; path=/; max-age=31536000; samesite=lax`;
    // A browser that keeps no cookie gets the times as they are.
    if (!document.cookie.split('; ').includes(pair)) mark.current?.removeAttribute('data-zone');
    else if (hasTimes) requestRefresh();
  }, [known, hasTimes, requestRefresh]);
  return hasTimes && known === null ? <span ref={mark} hidden data-zone="unknown" /> : null;
}
