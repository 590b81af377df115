import type { ReactNode } from 'react';
import { Logo } from '#components/site/mark.tsx';
import { SkipLink } from '#components/site/skip-link.tsx';

export const siteLinks = [
  { href: '/tour', label: 'Tour' },
  { href: '/docs', label: 'Docs' },
  { href: '/faqs', label: 'FAQs' },
] as const;

export const siteLinkClass =
  'inline-flex min-h-9 items-center rounded-control px-3 text-14 text-ink no-underline hover:bg-hover aria-[current]:bg-selected aria-[current]:font-semibold touch:min-h-11 max-sm:px-1.5';

export interface SiteHeaderProps {
  /** The links of the site, with the present one marked; `SiteNav` of `app/(site)`. */
  nav: ReactNode;
  /** Sign in, or where a signed-in person goes. */
  account: ReactNode;
}

/** The bar of every public page. All of it fits on a phone, so nothing hides behind a button. */
export function SiteHeader({ nav, account }: SiteHeaderProps) {
  return (
    <>
      <SkipLink />
      <header className="flex min-h-14 items-center gap-6 border-b border-border bg-surface px-6 max-sm:gap-2 max-sm:px-4">
        <Logo wordClassName="max-[370px]:sr-only" />
        <nav aria-label="Site" className="flex gap-1 max-sm:gap-0">
          {nav}
        </nav>
        <div className="ml-auto">{account}</div>
      </header>
    </>
  );
}
