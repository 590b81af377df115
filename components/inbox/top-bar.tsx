'use client';

import { Smartphone } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { AccountMenu } from '#components/inbox/account-menu.tsx';
import { Logo } from '#components/site/mark.tsx';
import type { Theme } from '#components/site/theme-choice.tsx';
import { Link } from '#components/ui/link.tsx';

const places = [
  { href: '/inbox', label: 'Inbox' },
  { href: '/connected-apps', label: 'Connected apps' },
  { href: '/sync-health', label: 'Sync health' },
];

export interface TopBarProps {
  msisdn: string;
  name: string | null;
  /** M2; null while the carrier does not say. */
  showsOnPhone: boolean | null;
  theme: Theme;
}

export function TopBar({ msisdn, name, showsOnPhone, theme }: TopBarProps) {
  const path = usePathname();
  const number = formatMsisdn(msisdn);
  return (
    <header className="flex h-14 shrink-0 items-center gap-4 border-b border-border bg-surface px-5 max-md:px-4 print:hidden group-has-data-[pane=single]/app:max-md:hidden">
      <Logo href="/inbox" className="max-md:flex-1" />
      <nav aria-label="Main" className="min-w-0 flex-1 pl-2 max-md:hidden">
        <ul className="flex gap-1">
          {places.map(({ href, label }) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
                className="inline-flex min-h-8 items-center rounded-full px-3 text-13 font-medium whitespace-nowrap text-muted no-underline hover:text-ink aria-[current]:bg-selected aria-[current]:text-ink touch:min-h-11"
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <p className="flex items-center gap-2 text-13 whitespace-nowrap text-muted tabular-nums max-lg:hidden">
        <Smartphone aria-hidden="true" className="size-4" />
        <span>
          {number}
          {showsOnPhone === true && ' · also on your phone'}
          {showsOnPhone === false && ' · not on your phone: its messages app is missing'}
        </span>
      </p>
      <AccountMenu name={name} msisdn={msisdn} places={places} theme={theme} />
    </header>
  );
}
