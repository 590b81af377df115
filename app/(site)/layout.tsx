import type { ReactNode } from 'react';
import { SiteFooter } from '#components/site/site-footer.tsx';
import { SiteHeader } from '#components/site/site-header.tsx';
import { ThemeChoice } from '#components/site/theme-choice.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { findCurrentActor } from '#lib/auth/guards.ts';
import { homeOf } from '#lib/auth/return-to.ts';
import { readTheme } from '#app/theme.ts';
import { SiteNav } from '#app/(site)/site-nav.tsx';

const homeWords = { subscriber: 'Your inbox', developer: 'Your apps', support: 'The queue' } as const;

/** Where a signed-in person goes, else sign-in. Reading the site is no use of a session, and works while the database is away. */
async function accountLink(): Promise<{ href: string; label: string }> {
  const actor = await findCurrentActor({ asUse: false }).catch(() => null);
  return actor ? { href: homeOf[actor.kind], label: homeWords[actor.kind] } : { href: '/sign-in', label: 'Sign in' };
}

export default async function SiteLayout({ children }: { children: ReactNode }) {
  const [account, theme] = await Promise.all([accountLink(), readTheme()]);
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_1fr_auto]">
      <SiteHeader
        nav={<SiteNav />}
        account={
          <ButtonLink href={account.href} size="sm">
            {account.label}
          </ButtonLink>
        }
      />
      {children}
      <SiteFooter theme={<ThemeChoice initial={theme} />} />
    </div>
  );
}
