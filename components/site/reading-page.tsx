import type { ReactNode } from 'react';
import { Day } from '#components/site/day.tsx';

export interface ReadingPageProps {
  title: string;
  lead?: ReactNode;
  /** The day of its last change of meaning. */
  updatedOn: string;
  children: ReactNode;
}

/** A page that is read from top to bottom. */
export function ReadingPage({ title, lead, updatedOn, children }: ReadingPageProps) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[768px] px-6 pt-8 pb-16 max-sm:px-4 max-sm:pt-6 max-sm:pb-10">
      <h1>{title}</h1>
      {lead && <p className="mt-2 max-w-[66ch] text-18 leading-7 text-muted max-sm:text-16">{lead}</p>}
      <div className="prose mt-6">{children}</div>
      <p className="mt-8 text-13 text-muted">
        Updated <Day on={updatedOn} />
      </p>
    </main>
  );
}
