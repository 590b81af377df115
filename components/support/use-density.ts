'use client';

import { useEffect, useState } from 'react';

const storageKey = 'handset.dense-rows';

/** Comfortable or compact rows, remembered in this browser. */
export function useDensity(): { dense: boolean; setDense: (dense: boolean) => void } {
  const [dense, setState] = useState(false);
  useEffect(() => {
    // What this browser remembers is known only after the first paint.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    if (localStorage.getItem(storageKey) === 'on') setState(true);
  }, []);
  function setDense(next: boolean) {
    localStorage.setItem(storageKey, next ? 'on' : 'off');
    setState(next);
  }
  return { dense, setDense };
}
