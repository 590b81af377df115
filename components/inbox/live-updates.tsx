'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';

const quietMs = 120;
const longestMs = 1_000;

/**
 * One event stream a tab. Events carry no content: they say that something changed, and the page reads itself anew, at most once in a
 * short while. After a break the browser connects again by itself and hears at once what it missed.
 */
export function LiveUpdates({ since }: { since: number | null }) {
  const router = useRouter();
  const from = useRef(since);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let waitingSince = 0;
    let source: EventSource | null = null;
    let again: ReturnType<typeof setTimeout> | null = null;

    const refresh = () => {
      timer = null;
      waitingSince = 0;
      router.refresh();
    };
    const onNews = () => {
      const now = Date.now();
      waitingSince ||= now;
      if (timer) clearTimeout(timer);
      timer = setTimeout(refresh, Math.max(0, Math.min(quietMs, waitingSince + longestMs - now)));
    };
    const connect = () => {
      source = new EventSource(from.current === null ? '/events' : `/events?since=${from.current}`);
      source.addEventListener('mailbox', (event: MessageEvent<string>) => {
        from.current = Number(event.data) || from.current;
        onNews();
      });
      for (const kind of ['index', 'line', 'network', 'line-flag', 'again']) source.addEventListener(kind, onNews);
      // For tests and for people who look: from here on the page follows by itself.
      source.addEventListener('open', () => document.documentElement.setAttribute('data-live', ''));
      // The session dialog tells the person; listening on would only be refused.
      source.addEventListener('ended', () => source?.close());
      // A refusal (too many tabs, a restart) closes the stream for good: try again later.
      source.addEventListener('error', () => {
        if (source?.readyState === EventSource.CLOSED) again = setTimeout(connect, 15_000 + Math.random() * 15_000);
      });
    };
    connect();
    return () => {
      source?.close();
      if (timer) clearTimeout(timer);
      if (again) clearTimeout(again);
    };
  }, [router]);

  return null;
}
