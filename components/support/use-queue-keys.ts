'use client';

import { useEffect, useState } from 'react';

export interface QueueKeys {
  down: () => void;
  up: () => void;
  select: () => void;
  assign: () => void;
  decide: () => void;
  open: () => void;
  search: () => void;
  help: () => void;
  clear: () => void;
}

const storageKey = 'handset.single-keys';

/** Single keys of the queue: off while one types, and off for good where a person turned them off (WCAG 2.1.4). */
export function useQueueKeys(keys: QueueKeys): { enabled: boolean; setEnabled: (on: boolean) => void } {
  const [enabled, setEnabledState] = useState(true);
  useEffect(() => {
    // What this browser remembers is known only after the first paint.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    if (localStorage.getItem(storageKey) === 'off') setEnabledState(false);
  }, []);

  useEffect(() => {
    if (!enabled) return;
    const acts: Record<string, () => void> = {
      j: keys.down, k: keys.up, x: keys.select, a: keys.assign, e: keys.decide, '/': keys.search, '?': keys.help, Escape: keys.clear, Enter: keys.open,
    };
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement;
      if (target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], dialog, [role=dialog], [role=alertdialog], [role=menu]')) return;
      // Enter belongs to the control that has the focus.
      if (event.key === 'Enter' && target.closest('a, button, input')) return;
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled, keys]);

  function setEnabled(on: boolean) {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
    setEnabledState(on);
  }
  return { enabled, setEnabled };
}
