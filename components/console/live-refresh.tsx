'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const afterMs = 400;

/** Reads the page again when one of its topics changed. Ids only come over the wire; what a form holds stays. */
export function LiveRefresh({ topics }: { topics: readonly ('client' | 'ticket' | 'network' | 'line-flag' | 'given-up')[] }) {
  const router = useRouter();
  const wanted = topics.join(' ');
  useEffect(() => {
    const source = new EventSource('/events');
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        router.refresh();
      }, afterMs);
    };
    for (const topic of [...wanted.split(' '), 'again']) source.addEventListener(topic, refresh);
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [router, wanted]);
  return null;
}
