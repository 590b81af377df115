'use client';

import { useEffect, useRef } from 'react';
import { follow } from '#components/live/follow.ts';
import { useRefresh } from '#components/live/use-refresh.ts';

const quietMs = 120;
const longestMs = 1_000;

/**
 * One event stream a tab. Events carry no content: they say that something changed, and the page reads itself anew, at most once in a
 * short while. After a break the browser connects again by itself and hears at once what it missed.
 */
export function LiveUpdates({ since }: { since: number | null }) {
  const requestRefresh = useRefresh();
  const from = useRef(since);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let waitingSince = 0;

    const refresh = () => {
      timer = null;
      waitingSince = 0;
      requestRefresh();
    };
    const onNews = (event?: MessageEvent<string>) => {
      if (event?.type === 'mailbox') from.current = Number(event.data) || from.current;
      const now = Date.now();
      waitingSince ||= now;
      if (timer) clearTimeout(timer);
      timer = setTimeout(refresh, Math.max(0, Math.min(quietMs, waitingSince + longestMs - now)));
    };
    const stop = follow({
      address: () => (from.current === null ? '/events' : `/events?since=${from.current}`),
      kinds: ['mailbox', 'index', 'line', 'network', 'line-flag', 'again'],
      onNews,
    });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
  }, [requestRefresh]);

  return null;
}
