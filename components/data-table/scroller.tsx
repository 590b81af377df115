import type { ReactNode } from 'react';

/** A long table in a window of its own: what arrives above what is read does not push it away, and the heads stay in sight. */
export function TableScroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must take the keyboard
    <div tabIndex={0} role="region" aria-label={label} className="max-h-[min(36rem,70dvh)] overflow-auto outline-offset-[-2px] [&_thead_th]:sticky [&_thead_th]:top-0 [&_thead_th]:z-10 [&>div]:overflow-visible">
      {children}
    </div>
  );
}
