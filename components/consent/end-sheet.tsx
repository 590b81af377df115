import type { ReactNode } from 'react';
import { Sheet, SheetCell } from '#components/ui/sheet.tsx';

export interface EndSheetProps {
  title: string;
  /** What holds now. */
  children: ReactNode;
  /** Where to go from here. */
  actions: ReactNode;
}

/** The page of a question that is over: how it ended, and the ways on. */
export function EndSheet({ title, children, actions }: EndSheetProps) {
  return (
    <Sheet width="narrow" aria-labelledby="end">
      <SheetCell className="grid gap-3 wrap-anywhere">
        <h1 id="end" className="text-22">
          {title}
        </h1>
        {children}
        <div className="flex flex-wrap gap-2">{actions}</div>
      </SheetCell>
    </Sheet>
  );
}
