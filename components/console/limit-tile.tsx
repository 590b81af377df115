import { OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

const figure = new Intl.NumberFormat('en-US');
export const formatFigure = (value: number): string => figure.format(value);

/** The bar of a limit: accent, from 80 % warn, when full bad; the notch stands at 80 %. */
export function LimitBar({ label, used, of, className }: { label: string; used: number; of: number; className?: string }) {
  const level = levelOf(used, of);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuenow={Math.min(used, of)}
      aria-valuemax={of}
      aria-valuetext={`${formatFigure(used)} of ${formatFigure(of)}`}
      className={cn('relative h-1.5 rounded-full bg-border', className)}
    >
      <svg aria-hidden="true" className="block size-full overflow-hidden rounded-full" viewBox="0 0 100 1" preserveAspectRatio="none">
        <rect width={Math.min(100, (used / of) * 100)} height="1" className={level === 'full' ? 'fill-bad' : level === 'high' ? 'fill-warn' : 'fill-accent'} />
      </svg>
      <span aria-hidden="true" className="absolute -inset-y-0.5 left-[80%] w-px bg-strong" />
    </div>
  );
}

function levelOf(used: number, of: number): 'fine' | 'high' | 'full' {
  return used >= of ? 'full' : used >= 0.8 * of ? 'high' : 'fine';
}

export function LevelWord({ used, of }: { used: number; of: number }) {
  const level = levelOf(used, of);
  if (level === 'fine') return null;
  return (
    <span className={cn('inline-flex items-center gap-1 text-12 font-medium [&_.lucide]:size-3.5', level === 'full' ? 'text-bad' : 'text-warn')}>
      {level === 'full' ? <OctagonAlert /> : <TriangleAlert />}
      {level === 'full' ? 'Full' : `${Math.floor((used / of) * 100)} %`}
    </span>
  );
}

/** Tiles in a row, two abreast on a phone. */
export function TileStrip({ children }: { children: ReactNode }) {
  return <dl className="grid auto-cols-fr grid-flow-col overflow-hidden rounded-card border border-border bg-surface max-[900px]:grid-flow-row max-[900px]:grid-cols-2">{children}</dl>;
}

export function Tile({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div className="-ml-px min-w-0 border-l border-border px-4 py-3 max-[900px]:-mt-px max-[900px]:border-t max-[900px]:last:odd:col-span-2">
      <dt className="text-12 font-medium text-muted">{term}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}

/** One limit, live: used of how much, the bar, what is left and when it resets. */
export function LimitTile({ term, used, of, left, reset, note }: { term: string; used: number; of: number; left: number; reset: ReactNode; note?: ReactNode }) {
  return (
    <Tile term={term}>
      <span className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-22 font-semibold">
          {formatFigure(used)} <small className="text-14 font-normal text-muted">of {formatFigure(of)}</small>
        </span>
        <LevelWord used={used} of={of} />
      </span>
      <LimitBar label={term} used={used} of={of} className="mt-1.5" />
      <span className="mt-1.5 block text-12 text-muted">
        <b className="text-ink">{formatFigure(left)}</b> left · {reset}
      </span>
      {note && <span className="block text-12 text-muted">{note}</span>}
    </Tile>
  );
}
