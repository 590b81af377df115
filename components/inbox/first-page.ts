'use client';

import { useState, useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** Whether this part came with the page that the browser loaded; false when it came by a link or key inside Handset. */
export function useIsFirstPage(): boolean {
  // The server's picture counts only while React takes over what the server made.
  const isTakingOver = useSyncExternalStore(never, () => false, () => true);
  const [isFirst] = useState(isTakingOver);
  return isFirst;
}
