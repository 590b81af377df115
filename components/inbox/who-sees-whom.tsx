import { MessageSquare } from 'lucide-react';
import { formatAddress } from '#lib/domain/address.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import type { RecipientChip } from '#components/inbox/recipient-view.ts';
import { Avatar } from '#components/ui/avatar.tsx';

/** The rail beside a new message: who gets it, who sees whom, and where it will stand. */
export function WhoSeesWhom({ chips, isGroup, ownMsisdn }: { chips: RecipientChip[]; isGroup: boolean; ownMsisdn: string }) {
  const people = chips.filter((chip) => chip.value !== null);
  const own = <span className="tabular-nums">{formatMsisdn(ownMsisdn)}</span>;
  return (
    <aside aria-labelledby="plan-title" className="overflow-hidden rounded-card border border-border bg-surface max-md:rounded-none max-md:border-x-0">
      <header className="px-5 pt-4 pb-3 max-md:px-4">
        <h2 id="plan-title" className="text-16">
          Who sees whom
        </h2>
        <p className="mt-1 text-13 text-muted">
          {people.length === 0 && 'Add somebody to see what each person will get.'}
          {people.length === 1 && <>One private message from {own}.</>}
          {people.length > 1 && !isGroup && (
            <>
              {people.length} private messages from {own}. Each person sees only you.
            </>
          )}
          {people.length > 1 && isGroup && (
            <>
              One conversation, started by {own}. All {people.length + 1} see each other, and every number.
            </>
          )}
        </p>
      </header>
      {people.length > 0 && (
        <>
          <ul>
            {people.map((chip) => (
              <li key={chip.key} className="grid min-h-11 grid-cols-[28px_minmax(0,1fr)_auto] items-center gap-3 px-5 py-1 text-14 max-md:px-4">
                <Avatar address={chip.value ?? ''} size="sm" {...(chip.name ? { name: chip.name } : {})} />
                <span className="grid min-w-0 leading-[18px]">
                  <bdi title={chip.label} className="truncate tabular-nums">
                    {chip.label}
                  </bdi>
                  <span className="text-12 text-muted tabular-nums">{chip.name === null ? 'not in your contacts' : formatAddress(chip.value ?? '')}</span>
                </span>
                <span className="text-12 text-muted">{chip.spellings > 1 ? 'now, once' : 'now'}</span>
              </li>
            ))}
          </ul>
          <footer className="mt-2 flex gap-2.5 border-t border-border px-5 py-3 text-13 text-muted max-md:px-4">
            <MessageSquare aria-hidden="true" className="size-4" />
            <span>
              {isGroup && people.length > 1 ? 'It appears in the group’s thread. Replies go to all.' : people.length > 1 ? 'Each one appears in your own thread with that person.' : 'It appears in your thread with that person.'}
            </span>
          </footer>
        </>
      )}
    </aside>
  );
}
