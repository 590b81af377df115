'use client';

import { useEffect } from 'react';
import { useRefresh } from '#components/live/use-refresh.ts';

/** Polls as a device does, one question after the other, each after its wait; then reads the page anew. */
export function TelevisionLive({ seconds, asks }: { seconds: number; asks: boolean }) {
  const requestRefresh = useRefresh();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(() => {
        // The answer leads to the page itself, which is read anew below.
        const asked = asks ? fetch('/simulator/television/next', { method: 'POST', body: new URLSearchParams({ act: 'poll' }), redirect: 'manual' }) : Promise.resolve();
        void asked.catch(() => undefined).then(() => {
          requestRefresh();
          wait();
        });
      }, seconds * 1000);
    };
    wait();
    return () => clearTimeout(timer);
  }, [asks, requestRefresh, seconds]);
  return null;
}
