'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Switch } from '#components/ui/switch.tsx';

const keys: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['/'], does: 'Search all messages' },
  { keys: ['c'], does: 'New message' },
  { keys: ['j', 'k'], does: 'Next and previous conversation' },
  { keys: ['Enter'], does: 'Open; in a message, send' },
  { keys: ['Shift', 'Enter'], does: 'New line in a message' },
  { keys: ['Ctrl', 'Enter'], does: 'Send a new message' },
  { keys: ['Esc'], does: 'Back to the list' },
  { keys: ['u'], does: 'Mark as unread' },
  { keys: ['s'], does: 'Favorite' },
  { keys: ['p'], does: 'Pin to the top' },
  { keys: ['?'], does: 'This list' },
];

const setting = 'handset.shortcuts';
const listeners = new Set<() => void>();

function isOn(): boolean {
  try {
    return localStorage.getItem(setting) !== 'off';
  } catch {
    return true;
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function turn(on: boolean) {
  try {
    localStorage.setItem(setting, on ? 'on' : 'off');
  } catch {
    // storage is off: the switch holds for nothing but this moment
  }
  for (const listener of listeners) listener();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}

/** With what stands there selected, so that typing begins another search. */
function focusSearch() {
  const field = document.getElementById('inbox-search');
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}

/** Single letters that act outside fields, and the list of them. They can be turned off. */
export function Shortcuts({ listHref }: { listHref: string }) {
  const router = useRouter();
  const [isListOpen, setListOpen] = useState(false);
  const areOn = useSyncExternalStore(subscribe, isOn, () => true);

  useEffect(() => {
    function walk(step: 1 | -1) {
      const links = [...document.querySelectorAll<HTMLAnchorElement>('a[data-thread-link]')];
      const focused = links.indexOf(document.activeElement as HTMLAnchorElement);
      const at = focused >= 0 ? focused : links.findIndex((link) => link.ariaCurrent === 'true');
      links.at(at < 0 && step < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1))?.focus();
    }
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
      if (event.key === 'Escape') {
        if (isTyping(event.target)) (event.target as HTMLElement).blur();
        else router.push(listHref);
        return;
      }
      if (isTyping(event.target)) return;
      if (event.key === '?') setListOpen(true);
      if (!areOn) return;
      if (event.key === '/') focusSearch();
      else if (event.key === 'c') router.push('/inbox/new');
      else if (event.key === 'j') walk(1);
      else if (event.key === 'k') walk(-1);
      else if (['u', 's', 'p'].includes(event.key)) document.querySelector<HTMLElement>(`[data-key="${event.key}"]`)?.click();
      else return;
      event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [areOn, listHref, router]);

  return (
    <Dialog open={isListOpen} onOpenChange={setListOpen}>
      <DialogContent title="Keyboard">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2 text-14">
          {keys.map((row) => (
            <div key={row.does} className="contents">
              <dt className="flex gap-1">
                {row.keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dt>
              <dd>{row.does}</dd>
            </div>
          ))}
        </dl>
        <Switch className="mt-4 border-t border-border pt-3" label="Letters act outside fields" checked={areOn} onChange={(event) => turn(event.currentTarget.checked)} />
      </DialogContent>
    </Dialog>
  );
}
