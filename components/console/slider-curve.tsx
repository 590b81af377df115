import { formatFigure } from '#components/console/limit-tile.tsx';
import { refusedAt, type LoadCurve } from '#lib/domain/limit-what-if.ts';

/** Refusals at every limit, over the slider's own scale, so that the knee is seen before it is dragged to. */
export function SliderCurve({ curve, from, to, at }: { curve: LoadCurve; from: number; to: number; at: number }) {
  const steps = 60;
  const most = Math.max(1, refusedAt(curve, from));
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const limit = from + ((to - from) * step) / steps;
    return `${(step / steps) * 100},${(40 - (refusedAt(curve, limit) / most) * 36).toFixed(2)}`;
  });
  const x = ((at - from) / Math.max(1, to - from)) * 100;
  return (
    <div className="px-2.5">
      <svg aria-hidden="true" viewBox="0 0 100 42" preserveAspectRatio="none" className="block h-16 w-full overflow-visible">
        <polygon points={`0,41 ${points.join(' ')} 100,41`} className="fill-bad-soft" />
        <polyline points={points.join(' ')} className="fill-none stroke-bad" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
        <line x1={x} x2={x} y1="0" y2="42" className="stroke-accent" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
      </svg>
      <p className="flex justify-between text-12 text-muted tabular-nums" aria-hidden="true">
        <span>{formatFigure(from)}: {formatFigure(refusedAt(curve, from))} refused</span>
        <span>{formatFigure(to)}: {formatFigure(refusedAt(curve, to))} refused</span>
      </p>
    </div>
  );
}
