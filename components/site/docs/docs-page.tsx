import type { ReactNode } from 'react';
import { Breadcrumbs } from '#components/ui/breadcrumbs.tsx';
import { cn } from '#components/ui/cn.ts';

export interface DocsPageProps {
  title: ReactNode;
  lead?: ReactNode;
  /** What stands between Docs and this page. */
  above?: readonly { label: string; href?: string }[];
  /** Examples: at the right, and below the text where there is no room. */
  aside?: ReactNode;
  children: ReactNode;
}

/** Text and examples of one page. The two are cells of the grid in the layout of /docs. */
export function DocsPage({ title, lead, above, aside, children }: DocsPageProps) {
  return (
    <>
      <main
        id="main"
        tabIndex={-1}
        className={cn('min-w-0 px-8 pt-6 pb-16 max-[1180px]:pb-8 max-[760px]:px-4 max-[760px]:pt-5', !aside && 'min-[1181px]:col-span-2 min-[1181px]:max-w-[800px]')}
      >
        {above && <Breadcrumbs items={above} />}
        <h1 className="mb-3">{title}</h1>
        {lead && (
          <div className="prose">
            <p>{lead}</p>
          </div>
        )}
        {children}
      </main>
      {aside && (
        <aside
          aria-label="Examples"
          className="sticky top-0 grid min-w-0 gap-4 py-6 pr-6 max-[1180px]:static max-[1180px]:col-start-2 max-[1180px]:px-8 max-[1180px]:pt-0 max-[1180px]:pb-12 max-[760px]:col-start-1 max-[760px]:px-4"
        >
          {aside}
        </aside>
      )}
    </>
  );
}

/** A part of a page with its own address. */
export function DocsSection({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="prose mt-8 max-w-none [&>:is(p,ul,ol)]:max-w-[66ch]">
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
