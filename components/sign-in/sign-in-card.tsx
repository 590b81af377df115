import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import { Sheet } from '#components/ui/sheet.tsx';

export interface SignInCardProps {
  as: 'line' | 'work';
  /** Kept in the links of the tabs. */
  returnTo: string | null;
  title: string;
  children: ReactNode;
  /** What follows below a hairline. */
  foot?: ReactNode;
}

/** The one card of the sign-in page. The tab says who you are, not which method. */
export function SignInCard({ as, returnTo, title, children, foot }: SignInCardProps) {
  const hrefOf = (tab: 'line' | 'work') => `/sign-in?as=${tab}${returnTo ? `&returnTo=${encodeURIComponent(returnTo)}` : ''}`;
  const tabs = [
    { tab: 'line', label: 'With your number' },
    { tab: 'work', label: 'Developers, support' },
  ] as const;
  return (
    <Sheet width="card" aria-labelledby="sign-in-title">
      <nav aria-label="How you sign in" className="flex gap-6 border-b border-border px-6 max-sm:px-4">
        {tabs.map(({ tab, label }) => (
          <Link
            key={tab}
            href={hrefOf(tab)}
            aria-current={tab === as ? 'page' : undefined}
            className={cn(
              '-mb-px inline-flex min-h-12 items-center border-b-2 text-14 no-underline',
              tab === as ? 'border-accent font-semibold text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      <div className="grid gap-4 p-6 pt-5 max-sm:p-4">
        <h2 id="sign-in-title">{title}</h2>
        {children}
      </div>
      {foot && <div className="border-t border-border px-6 text-14 max-sm:px-4">{foot}</div>}
    </Sheet>
  );
}
