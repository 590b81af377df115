'use client';

import { AlignJustify, Download, Equal, Plus, Search, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { FormEvent, RefObject } from 'react';
import { queueHref } from '#components/support/queue-address.ts';
import { cn } from '#components/ui/cn.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { Link } from '#components/ui/link.tsx';
import { Menu, MenuContent, MenuLink, MenuTrigger } from '#components/ui/menu.tsx';
import { SegmentedRadios } from '#components/ui/segmented.tsx';
import type { QueueQuery } from '#lib/contracts/tickets.ts';

const filters = [
  { name: 'environment', label: 'Environment', values: ['production', 'sandbox'] },
  { name: 'limit', label: 'Limit', values: ['sends', 'reads'] },
  { name: 'risk', label: 'Risk', values: ['low', 'medium', 'high'] },
] as const;

const chip = 'inline-flex min-h-8 items-center gap-1.5 rounded-control border px-2.5 text-13 whitespace-nowrap no-underline touch:min-h-11 [&_.lucide]:size-3.5';

/** Search, filters as chips (set: solid with their value; unset: dashed), row height, CSV. Everything but the height is the address. */
export function QueueTools({ query, searchRef, dense, onDense }: { query: QueueQuery; searchRef: RefObject<HTMLInputElement | null>; dense: boolean; onDense: (dense: boolean) => void }) {
  const router = useRouter();
  function onSearch(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    router.replace(queueHref(query, { q: String(new FormData(event.currentTarget).get('q') ?? '').trim() }), { scroll: false });
  }
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-2">
      <form action="/support/tickets" role="search" onSubmit={onSearch} className="relative max-w-72 flex-[1_1_12rem] max-[900px]:max-w-none max-[900px]:flex-[1_1_100%]">
        <label htmlFor="queue-search" className="sr-only">App, company or number</label>
        <Search className="absolute top-2 left-2.5 size-4 text-muted touch:top-3.5" />
        <input
          ref={searchRef}
          key={query.q}
          id="queue-search"
          name="q"
          type="search"
          defaultValue={query.q}
          placeholder="App, company or #"
          className="min-h-8 w-full rounded-control border border-strong bg-surface pr-9 pl-8 text-14 touch:min-h-11 touch:text-16"
        />
        <Kbd className="absolute top-1.5 right-2 max-[900px]:hidden" aria-hidden="true">/</Kbd>
      </form>
      {filters.map(({ name, label, values }) => {
        const value = query[name];
        return value ? (
          <Link key={name} href={queueHref(query, { [name]: null })} replace scroll={false} className={cn(chip, 'border-transparent bg-accent-soft text-accent-text')} aria-label={`Take the filter ${label} ${value} away`}>
            <span className="font-medium">{label}</span> <b>{value}</b> <X />
          </Link>
        ) : (
          <Menu key={name}>
            <MenuTrigger className={cn(chip, 'border-dashed border-strong text-muted hover:bg-hover')}>
              <Plus />
              {label}
            </MenuTrigger>
            <MenuContent>
              {values.map((each) => (
                <MenuLink key={each} href={queueHref(query, { [name]: each })}>
                  {each}
                </MenuLink>
              ))}
            </MenuContent>
          </Menu>
        );
      })}
      <span className="flex-1" />
      <SegmentedRadios
        label="Row height"
        name="row-height"
        value={dense ? 'compact' : 'comfortable'}
        onValueChange={(value) => onDense(value === 'compact')}
        className="max-[900px]:hidden"
        options={[
          { value: 'comfortable', label: <span className="sr-only">Comfortable rows</span>, icon: <Equal /> },
          { value: 'compact', label: <span className="sr-only">Compact rows</span>, icon: <AlignJustify /> },
        ]}
      />
      <a href={queueHref(query, {}, '/support/tickets.csv')} download className={cn(chip, 'border-border bg-surface font-medium text-ink hover:bg-hover')}>
        <Download />
        CSV
      </a>
    </div>
  );
}
