'use client';

import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

export interface TooltipProps {
  /** A few words more; never the only place where something is said. */
  content: ReactNode;
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** The button or link it belongs to. It needs its own name. */
  children: ReactElement<Record<string, unknown>>;
}

/** Words beside a control on hover and focus. */
export function Tooltip({ content, side = 'top', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="max-w-64 rounded-[6px] bg-ink px-2 py-1 text-12 text-canvas shadow-float transition-opacity data-ending-style:opacity-0 data-instant:transition-none data-starting-style:opacity-0">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
