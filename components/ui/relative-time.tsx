'use client';

import { useSyncExternalStore } from 'react';
import { exactTime, shortTime } from '#components/ui/format-time.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let minute = 0;

// One clock for all times of a page.
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    minute += 1;
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export interface RelativeTimeProps {
  /** An ISO instant. */
  at: string;
  locale?: string;
  className?: string;
}

/** `3 min. ago`, then the date; the exact time is the title. Server and browser may differ in zone: the browser wins. */
export function RelativeTime({ at, locale = 'en-US', className }: RelativeTimeProps) {
  const tick = useSyncExternalStore(subscribe, () => minute, () => -1);
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return null;
  const zone = tick < 0 ? { locale, timeZone: 'UTC' } : { locale };
  return (
    // The key replaces the server's element, whose text React would otherwise keep.
    <time key={tick < 0 ? 'server' : 'browser'} dateTime={at} title={exactTime(instant, zone)} className={className} suppressHydrationWarning>
      {shortTime(instant, new Date(), zone)}
    </time>
  );
}
