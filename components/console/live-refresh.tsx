'use client';

import { useEffect } from 'react';
import { follow } from '#components/live/follow.ts';
import { useRefresh } from '#components/live/use-refresh.ts';

const afterMs = 400;

/** Reads the page again when one of its topics changed. Ids only come over the wire; what a form holds stays. */
export function LiveRefresh({ topics }: { topics: readonly ('client' | 'ticket' | 'network' | 'line-flag' | 'given-up')[] }) {
  const requestRefresh = useRefresh();
  const wanted = topics.join(' ');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onNews = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        requestRefresh();
      }, afterMs);
    };
    const stop = follow({ address: () => '/events', kinds: [...wanted.split(' '), 'again'], onNews });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [requestRefresh, wanted]);
  return null;
}
