import type { ReactNode } from 'react';
import { SiteFooter } from '#components/site/site-footer.tsx';
import { SiteHeader } from '#components/site/site-header.tsx';
import { ThemeChoice } from '#components/site/theme-choice.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { readTheme } from '#app/theme.ts';
import { SiteNav } from '#app/(site)/site-nav.tsx';

export default async function SiteLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_1fr_auto]">
      <SiteHeader
        nav={<SiteNav />}
        account={
          <ButtonLink href="/sign-in" size="sm">
            Sign in
          </ButtonLink>
        }
      />
      {children}
      <SiteFooter theme={<ThemeChoice initial={await readTheme()} />} />
    </div>
  );
}
