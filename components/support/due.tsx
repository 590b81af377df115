import { cn } from '#components/ui/cn.ts';
import { spanWords } from '#components/support/ticket-line.ts';

/** How much of the time to answer is used, as a bar and in words. A ticket that waits for the developer has no clock. */
export function Due({ dueAt, nowMs, withinHours }: { dueAt: string | null; nowMs: number; withinHours: number }) {
  if (dueAt === null) return <span className="text-muted">Waiting</span>;
  const leftMs = Date.parse(dueAt) - nowMs;
  const used = Math.min(1, Math.max(0, 1 - leftMs / (withinHours * 3_600_000)));
  const tone = leftMs <= 0 ? 'bad' : used >= 0.75 ? 'warn' : 'fine';
  return (
    <span className={cn('inline-flex items-center gap-2 whitespace-nowrap', tone === 'bad' ? 'font-semibold text-bad' : tone === 'warn' && 'text-warn')}>
      <svg aria-hidden="true" viewBox="0 0 28 4" className="h-1 w-7 shrink-0 overflow-hidden rounded-full">
        <rect width="28" height="4" className="fill-border" />
        <rect width={28 * used} height="4" className={tone === 'bad' ? 'fill-bad' : tone === 'warn' ? 'fill-warn' : 'fill-accent'} />
      </svg>
      {leftMs <= 0 ? `${spanWords(-leftMs)} over` : spanWords(leftMs)}
    </span>
  );
}
