'use client';

import { Menu as MenuIcon, X } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { Fragment, useState, type ReactNode } from 'react';
import { Logo } from '#components/site/mark.tsx';
import { cn } from '#components/ui/cn.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Link } from '#components/ui/link.tsx';

export interface NavItem {
  href: string;
  label: string;
  icon: ReactNode;
  /** What waits there for somebody, and what it is, as in “3 open requests”. Nothing is shown for none. */
  count?: { value: number; of: string };
  /** Current on this very path only, not below it. */
  exact?: boolean;
}

export interface ConsoleNavProps {
  area: 'Developer' | 'Support';
  items: readonly NavItem[];
  /** More items while the page lies below one thing: `/developer/apps/x/…`. `except` is no thing (`new`). */
  section?: { base: string; except: string; items: readonly { suffix: string; label: string; icon: ReactNode }[] };
  person: ReactNode;
}

/** The menu of a console: at the side from 1181 px on, below that behind *Menu* in a bar. */
export function ConsoleNav({ area, items, section, person }: ConsoleNavProps) {
  const path = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  // Going somewhere closes it: it is open only on the page it was opened on.
  const isOpen = openAt === path;
  const isCurrent = (item: NavItem) => path === item.href || (!item.exact && path.startsWith(`${item.href}/`));
  const thing = section && path.startsWith(`${section.base}/`) ? path.slice(section.base.length + 1).split('/')[0] : undefined;
  const sectionItems = section && thing && thing !== section.except ? section.items.map((item) => ({ ...item, href: `${section.base}/${thing}${item.suffix}` })) : [];
  const list = (
    <nav aria-label={area} className="grid gap-0.5">
      {items.map((item) => (
        <Fragment key={item.href}>
          <NavLink item={item} current={isCurrent(item) && !(sectionItems.length > 0 && item.href === section?.base)} />
          {item.href === section?.base && sectionItems.length > 0 && (
            <div className="my-0.5 ml-4 grid gap-0.5 border-l border-border pl-2">
              {sectionItems.map((each) => (
                <NavLink key={each.href} item={each} current={path === each.href} />
              ))}
            </div>
          )}
        </Fragment>
      ))}
    </nav>
  );
  const brand = (
    <span className="flex items-center gap-2">
      <Logo />
      <span className="text-12 text-muted">{area}</span>
    </span>
  );
  return (
    <>
      <header className="sticky top-0 z-20 border-b border-border bg-surface min-[1181px]:hidden">
        <div className="flex h-14 items-center gap-2 px-2">
          <IconButton
            icon={isOpen ? <X /> : <MenuIcon />}
            label="Menu"
            aria-expanded={isOpen}
            aria-controls="console-menu"
            onClick={() => setOpenAt(isOpen ? null : path)}
          />
          {brand}
        </div>
        <div id="console-menu" hidden={!isOpen} className="grid max-h-[calc(100dvh-3.5rem)] gap-4 overflow-y-auto border-t border-border p-3">
          {list}
          {person}
        </div>
      </header>
      <aside aria-label={`${area} menu`} className={cn('sticky top-0 flex h-dvh flex-col gap-4 overflow-y-auto border-r border-border bg-surface p-3 max-[1180px]:hidden')}>
        <div className="px-2">{brand}</div>
        {list}
        <div className="mt-auto">{person}</div>
      </aside>
    </>
  );
}

function NavLink({ item, current }: { item: NavItem; current: boolean }) {
  return (
    <Link
      href={item.href}
      aria-current={current ? 'page' : undefined}
      className="flex min-h-8 items-center gap-2.5 rounded-[6px] px-2 text-14 font-medium text-muted no-underline hover:bg-hover hover:text-ink aria-[current]:bg-selected aria-[current]:font-semibold aria-[current]:text-ink max-[1180px]:min-h-11 [&_.lucide]:size-4"
    >
      {item.icon}
      <span className="flex-1">{item.label}</span>
      {item.count && item.count.value > 0 && (
        <>
          <span aria-hidden="true" title={`${item.count.value} ${item.count.of}`} className="grid h-5 min-w-5 place-items-center rounded-full bg-sunken px-1.5 text-12 font-semibold text-ink tabular-nums ring-1 ring-border ring-inset">
            {item.count.value > 999 ? '999+' : item.count.value}
          </span>
          <span className="sr-only">
            {item.count.value} {item.count.of}
          </span>
        </>
      )}
    </Link>
  );
}
