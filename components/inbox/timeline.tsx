import type { TimelineEntry } from '#lib/domain/conversation.ts';
import { describeStatus, describeStep } from '#lib/domain/message-status.ts';
import { statusIcon } from '#components/inbox/message-status.tsx';
import { clockTimeWithSeconds, dayBefore, type Clock } from '#components/inbox/when.ts';
import { toneText } from '#components/ui/tone.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

/** What was learned about one recipient, step by step, in words; null while it is being read. */
export function Timeline({ entries, clock, roaming }: { entries: TimelineEntry[] | null; clock: Clock; roaming: boolean }) {
  if (entries === null) return <Skeleton className="mt-2 h-10" />;
  return (
    <ol className="mt-1.5 grid gap-1">
      {entries.map((entry, at) => {
        const Icon = statusIcon[entry.status];
        const details = { reason: entry.reason, roaming };
        const { tone } = describeStatus(entry.status, details);
        return (
          <li key={at} className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-2">
            <Icon aria-hidden="true" className={`mt-0.5 size-4 ${toneText[tone]}`} />
            <span>
              {describeStep(entry.status, details)}
              {entry.segment !== null && entry.segment > 0 && <span className="text-muted"> · segment {entry.segment}</span>}
            </span>
            <time dateTime={entry.at.toISOString()} className="whitespace-nowrap text-muted tabular-nums">
              {dayBefore(entry.at, clock)}
              {clockTimeWithSeconds(entry.at, clock.zone)}
            </time>
          </li>
        );
      })}
    </ol>
  );
}
