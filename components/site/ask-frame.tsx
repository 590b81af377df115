import type { ReactNode } from 'react';
import { Logo } from '#components/site/mark.tsx';
import { QuietFooter } from '#components/site/quiet-footer.tsx';
import { SkipLink } from '#components/site/skip-link.tsx';

export interface AskFrameProps {
  /** At the right of the bar: the line in use and *Not you?*. */
  who?: ReactNode;
  children: ReactNode;
}

/** A page that asks one question: bar, one sheet, quiet footer. No menu, nothing to wander off to. */
export function AskFrame({ who, children }: AskFrameProps) {
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr_auto]">
      <SkipLink />
      <header className="flex min-h-14 items-center gap-4 border-b border-border bg-surface px-5 max-sm:px-4">
        <Logo />
        {who && <div className="ml-auto text-13">{who}</div>}
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[1016px] px-5 py-6 max-sm:px-0 max-sm:pt-0">
        {children}
      </main>
      <QuietFooter />
    </div>
  );
}
