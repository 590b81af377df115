import { CheckCheck, CircleAlert, MailOpen, Plug, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { cn } from '#components/ui/cn.ts';

const rows = [
  { address: '+14255550102', name: 'Ben Okafor', time: '9:43', text: 'You: Which pier?', current: true },
  { address: 'group:2', name: 'Climbing', time: '9:12', text: 'Hana: New wall is open', group: true },
  { address: '+12065550106', name: 'Mom', time: '8:58', text: 'Call when you land' },
  { address: '+12065550151', label: '(206) 555-0151', time: 'Sun', text: 'Not delivered', failed: true },
  { address: '+14255550106', name: 'Marcus Bell', time: 'Sat', text: 'Sent by Desk: You are set' },
];

function Row({ row }: { row: (typeof rows)[number] }) {
  return (
    <div className={cn('mx-2 grid grid-cols-[32px_minmax(0,1fr)] items-center gap-x-2.5 rounded-[10px] px-2.5 py-2 text-13 leading-[18px]', row.current && 'bg-selected')}>
      <Avatar address={row.address} name={row.name} group={row.group} className="row-span-2 size-8 text-12" />
      <span className="flex justify-between gap-2">
        <b className="truncate">{row.name ?? row.label}</b>
        <span className="text-12 text-muted tabular-nums">{row.time}</span>
      </span>
      <span className={cn('flex items-center gap-1', row.failed ? 'text-bad' : 'text-muted')}>
        {row.failed && <CircleAlert className="size-3.5" />}
        <span className="truncate">{row.text}</span>
      </span>
    </div>
  );
}

function Mine({ children, status }: { children: ReactNode; status: ReactNode }) {
  return (
    <div className="mt-2.5 grid justify-items-end">
      <p className="max-w-[88%] rounded-bubble rounded-br-[6px] bg-bubble-out px-3 py-2 text-on-bubble-out">{children}</p>
      <p className="flex flex-wrap items-center justify-end gap-x-1.5 px-1 pt-1 text-12 text-muted tabular-nums [&_.lucide]:size-4">{status}</p>
    </div>
  );
}

function Permission({ icon, label, on }: { icon: ReactNode; label: string; on: boolean }) {
  return (
    <p className="flex min-h-8 items-center gap-2 [&_.lucide]:size-4 [&_.lucide]:text-accent-text">
      {icon}
      <span className="flex-1">{label}</span>
      <span className={cn('relative h-5 w-8 rounded-full border', on ? 'border-accent bg-accent' : 'border-strong bg-surface')}>
        <span className={cn('absolute top-[2px] size-3.5 rounded-full', on ? 'left-[14px] bg-on-accent' : 'left-[2px] bg-strong')} />
      </span>
    </p>
  );
}

/** The inbox as a picture made of its own parts: one label for the whole, nothing to press. */
export function InboxPicture() {
  return (
    <figure
      role="img"
      aria-label="The inbox: a list of conversations, one of them open. A message that the app Desk sent is marked as such, and delivered. The composer says that the next text goes as MMS because of a curly quote, and offers a straight one. A card shows what Desk may do: sending is on, reading is off."
      className="relative pb-10 max-sm:pb-24"
    >
      <div className="grid h-[400px] grid-cols-[232px_minmax(0,1fr)] overflow-hidden rounded-2xl border border-border bg-surface shadow-float select-none max-sm:h-[372px] max-sm:grid-cols-1">
        <div className="overflow-hidden border-r border-border bg-canvas py-3 max-sm:hidden">
          <p className="px-5 pb-2 text-18 font-semibold">Inbox</p>
          {rows.map((row) => (
            <Row key={row.address} row={row} />
          ))}
        </div>
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[48px_minmax(0,1fr)_auto]">
          <p className="flex items-center gap-2 border-b border-border px-4 text-14 font-semibold">
            <Avatar address="+14255550102" name="Ben Okafor" size="sm" />
            Ben Okafor
          </p>
          <div className="flex flex-col justify-end px-4 pb-3 text-14">
            <p className="max-w-[88%] self-start rounded-bubble rounded-bl-[6px] bg-bubble-in px-3 py-2">On the ferry now. Dinner tonight?</p>
            <Mine
              status={
                <>
                  <Plug /> sent by Desk · <CheckCheck /> Delivered 9:41
                </>
              }
            >
              I have a call until noon, then free
            </Mine>
            <Mine status="Sent to their carrier · 9:43">Which pier?</Mine>
          </div>
          <div className="mx-3 mb-3 rounded-2xl border border-strong py-2.5 pr-2 pl-3.5 text-14">
            I<mark className="border-b-2 border-warn px-px">’</mark>ll be there at seven
            <div className="mt-2 flex items-center gap-2 text-12 text-muted">
              <span className="min-w-0 flex-1 truncate">
                <b className="text-ink">MMS</b>: curly quote
              </span>
              <span className="inline-flex min-h-7 items-center rounded-full bg-accent px-3 font-medium whitespace-nowrap text-on-accent">Use a straight quote</span>
            </div>
          </div>
        </div>
      </div>
      <div className="absolute bottom-0 -left-6 w-56 rounded-card border border-border bg-surface px-4 py-3 text-13 shadow-float select-none max-[1200px]:left-4">
        <p className="font-semibold">What Desk may do</p>
        <Permission icon={<Send />} label="Send as you" on />
        <Permission icon={<MailOpen />} label="Read your inbox" on={false} />
      </div>
    </figure>
  );
}
