import { CircleAlert, CheckCheck, CircleHelp, Hash, ImageIcon, Pencil, Pin, Plug, RadioTower, Star } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { avatarTint } from '#components/ui/avatar-tint.ts';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import { MarkedText } from '#components/inbox/marked-text.tsx';
import type { RowSign, ThreadRowView } from '#components/inbox/thread-row-view.ts';

const signs: Record<Exclude<RowSign, 'none' | 'draft'>, { icon: typeof Pin; name: string }> = {
  failed: { icon: CircleAlert, name: '' },
  'on-its-way': { icon: RadioTower, name: 'Not yet on their phone' },
  app: { icon: Plug, name: '' },
  picture: { icon: ImageIcon, name: 'Picture' },
  delivered: { icon: CheckCheck, name: 'Delivered' },
  unknown: { icon: CircleHelp, name: 'Unknown' },
};

/** A picture that carries a meaning has a name; beside words that say it, it has none. */
function Sign({ icon: Icon, name, className }: { icon: typeof Pin; name: string; className?: string }) {
  return <Icon className={cn('size-4', className)} {...(name === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })} />;
}

function Snippet({ row }: { row: ThreadRowView }): ReactNode {
  const { snippet, snippetMarks, sign } = row;
  const isFailed = sign === 'failed';
  return (
    <span className={cn('flex min-w-0 flex-1 items-center gap-1.5', isFailed && 'text-bad')}>
      {sign === 'draft' && (
        <span className="inline-flex shrink-0 items-center gap-1 text-accent-text">
          <Pencil aria-hidden="true" className="size-3.5" />
          Draft
        </span>
      )}
      {sign !== 'none' && sign !== 'draft' && <Sign {...signs[sign]} />}
      <bdi className="min-w-0 flex-1 truncate">
        <MarkedText text={snippet} places={snippetMarks} />
      </bdi>
    </span>
  );
}

/** One conversation of the list: two lines, always 64 px high, at most one sign. */
export function ThreadRow({ row, isCurrent }: { row: ThreadRowView; isCurrent: boolean }) {
  // What is open is being read; the count goes for good a moment later.
  const isUnread = row.unreadCount > 0 && !isCurrent;
  return (
    <Link
      href={row.href}
      data-thread-link=""
      aria-current={isCurrent ? 'true' : undefined}
      className={cn(
        'mx-2 grid h-16 grid-cols-[40px_minmax(0,1fr)] items-center gap-x-3 rounded-card px-3 text-ink no-underline max-md:mx-1',
        isCurrent ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <RowAvatar row={row} isCurrent={isCurrent} />
      <span className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-0.5">
        <span className="flex min-w-0 items-baseline gap-3">
          <span className={cn('flex min-w-0 flex-1 items-center gap-1.5 text-[15px] leading-[22px]', isUnread ? 'font-bold' : 'font-medium')}>
            <bdi title={row.title} className="truncate tabular-nums">
              <MarkedText text={row.title} places={row.titleMarks} />
            </bdi>
            {row.isPinned && <Sign icon={Pin} name="Pinned" className="size-3.5" />}
            {row.isStarred && <Sign icon={Star} name="Favorite" className="size-3.5 fill-current text-accent-text" />}
            {row.badge && (
              <span className="inline-flex h-5 shrink-0 items-center rounded-full border border-border bg-sunken px-1.5 text-12 font-medium text-muted">{row.badge}</span>
            )}
          </span>
          <time dateTime={row.iso} title={row.exact} className={cn('shrink-0 text-12 leading-[22px]', isUnread ? 'font-semibold text-accent-text' : 'text-muted')}>
            {row.time}
          </time>
        </span>
        <span className={cn('flex min-w-0 items-center gap-3 text-14', isUnread ? 'text-ink' : 'text-muted')}>
          <Snippet row={row} />
          {isUnread && (
            <span role="img" aria-label={`${row.unreadCount} unread`} className="grid h-5 min-w-5 shrink-0 place-items-center rounded-full bg-accent px-1.5 text-12 font-semibold text-on-accent tabular-nums">
              {row.unreadCount > 99 ? '99+' : row.unreadCount}
            </span>
          )}
        </span>
      </span>
    </Link>
  );
}

function RowAvatar({ row, isCurrent }: { row: ThreadRowView; isCurrent: boolean }) {
  const onSelected = isCurrent ? 'bg-surface' : '';
  if (!row.isShortCode) {
    return <Avatar address={row.address} group={row.isGroup} className={onSelected} {...(row.initialsOf ? { name: row.initialsOf } : {})} />;
  }
  return (
    <span aria-hidden="true" data-tint={avatarTint(row.address)} className={cn('grid size-10 place-items-center rounded-full bg-tint-2 text-on-tint-2', onSelected)}>
      <Hash className="size-[18px]" />
    </span>
  );
}
