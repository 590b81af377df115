'use client';

import { useEffect } from 'react';

/** Takes names out of the page's address once it is shown: a notice of what was just done does not come back when the page is read again. */
export function ForgetQuery({ names }: { names: readonly string[] }) {
  const joined = names.join();
  useEffect(() => {
    const url = new URL(window.location.href);
    for (const name of joined.split(',')) url.searchParams.delete(name);
    if (url.href !== window.location.href) window.history.replaceState(null, '', url);
  }, [joined]);
  return null;
}
