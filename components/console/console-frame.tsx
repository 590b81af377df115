import { LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { ConsoleNav, type ConsoleNavProps } from '#components/console/console-nav.tsx';
import { OutageNotice } from '#components/console/outage-notice.tsx';
import { SkipLink } from '#components/site/skip-link.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import type { Outage } from '#lib/domain/outage.ts';

export interface ConsoleFrameProps extends Omit<ConsoleNavProps, 'person'> {
  person: { name: string; note: string };
  outage: Outage | null;
  children: ReactNode;
}

/** The frame of every console page: skip link, menu, main. */
export function ConsoleFrame({ person, outage, children, ...nav }: ConsoleFrameProps) {
  const foot = (
    <div className="flex items-center gap-2 px-2">
      <Avatar address={person.name} name={person.name} size="sm" />
      <span className="min-w-0 flex-1 leading-tight">
        <b className="block truncate text-14" title={person.name}>{person.name}</b>
        <span className="block truncate text-12 text-muted">{person.note}</span>
      </span>
      <form method="post" action="/sign-out">
        <button type="submit" className="grid size-9 place-items-center rounded-control text-muted hover:bg-hover hover:text-ink touch:size-11" aria-label="Sign out" title="Sign out">
          <LogOut className="size-4" />
        </button>
      </form>
    </div>
  );
  return (
    <>
      <SkipLink />
      <div className="min-h-dvh min-[1181px]:grid min-[1181px]:grid-cols-[216px_minmax(0,1fr)]">
        <ConsoleNav {...nav} person={foot} />
        <main id="main" tabIndex={-1} className="max-w-[1320px] min-w-0 wrap-anywhere px-8 pt-5 pb-12 text-14 max-[900px]:px-4 max-[900px]:pt-4 max-[900px]:pb-10">
          <OutageNotice area={nav.area} outage={outage} />
          {children}
        </main>
      </div>
    </>
  );
}
