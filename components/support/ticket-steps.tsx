import { cn } from '#components/ui/cn.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { TicketState } from '#lib/domain/limit-increase.ts';

export interface Step {
  state: TicketState;
  who: string;
  at: string;
}

/** The states of a ticket on a line, under their wire names; what may come is hollow. */
export function TicketSteps({ steps, next }: { steps: readonly Step[]; next: readonly { name: string; note: string }[] }) {
  const past = steps.slice(0, -1);
  const now = steps.at(-1);
  const dot = 'relative flex-1 min-w-0 pt-3.5 pr-3 before:absolute before:top-1 before:left-0 before:right-0 before:h-0.5 after:absolute after:top-0 after:left-0 after:size-2.5 after:rounded-full max-[900px]:pt-0 max-[900px]:pl-5 max-[900px]:pb-2 max-[900px]:before:top-0 max-[900px]:before:bottom-0 max-[900px]:before:left-1 max-[900px]:before:right-auto max-[900px]:before:h-auto max-[900px]:before:w-0.5';
  const item = (step: Step, isNow: boolean) => (
    <li key={`${step.state} ${step.at}`} aria-current={isNow ? 'step' : undefined} className={cn(dot, 'before:bg-accent', isNow ? 'after:border-2 after:border-accent after:bg-surface before:bg-border' : 'after:bg-accent')}>
      <b className="block font-mono text-[11px]">{step.state}</b>
      {step.who}, <RelativeTime at={step.at} />
    </li>
  );
  return (
    <div className="text-12 leading-4 text-muted">
      {past.length > 0 && (
        <details className="mb-2 min-[901px]:hidden">
          <summary className="min-h-11 py-3 font-medium text-ink">{past.length} earlier {past.length === 1 ? 'state' : 'states'}</summary>
          <ol aria-label="Earlier states" className="grid">{past.map((step) => item(step, false))}</ol>
        </details>
      )}
      <ol aria-label="States of this ticket" className="flex max-[900px]:flex-col">
        {past.map((step) => (
          <li key={`${step.state} ${step.at}`} className={cn(dot, 'before:bg-accent after:bg-accent max-[900px]:hidden')}>
            <b className="block font-mono text-[11px] text-ink">{step.state}</b>
            {step.who}, <RelativeTime at={step.at} />
          </li>
        ))}
        {now && item(now, true)}
        {next.map((step) => (
          <li key={step.name} className={cn(dot, 'before:bg-border after:border-2 after:border-strong after:bg-surface')}>
            <span className="block font-mono text-[11px]">{step.name}</span>
            {step.note}
          </li>
        ))}
      </ol>
    </div>
  );
}
