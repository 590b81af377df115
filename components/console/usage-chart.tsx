import { isMonday, longDay, shortDay } from '#components/console/day-name.ts';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { passedAt, type CallDay } from '#lib/domain/limit-what-if.ts';

export interface UsageChartProps {
  days: readonly CallDay[];
  perMinute: number;
  /** Replayed against this limit: what would pass stands outlined between the two lines. */
  wanted?: number;
  label: string;
}

const height = 200;
const top = 24;

/**
 * The busiest minute of each day: solid passed, hatched refused with how many on top, the limit as a line, 80 % dotted, named above. Shapes stretch,
 * words do not; every figure is in the table beside it.
 */
export function UsageChart({ days, perMinute, wanted, label }: UsageChartProps) {
  const limit = wanted ?? perMinute;
  const most = Math.max(limit, ...days.map((day) => day.busiest?.asked ?? 0));
  const scale = roundUp(most);
  const y = (value: number) => top + height - (value / scale) * height;
  const slot = 100 / days.length;
  const busiest = mostRefused(days);
  return (
    <div className="grid grid-cols-[40px_minmax(0,1fr)] text-12 text-muted tabular-nums">
      <LineKey perMinute={perMinute} wanted={wanted} />
      <svg aria-hidden="true" height={height + top + 20} className="block w-full overflow-visible">
        {[0, 0.5, 1].map((part) => (
          <text key={part} x="32" y={y(scale * part) + 4} textAnchor="end" className="fill-muted text-[11px]">
            {formatFigure(scale * part)}
          </text>
        ))}
      </svg>
      <svg role="img" aria-label={`${label}; the same figures are in the table`} height={height + top + 20} className="block w-full overflow-visible">
        <defs>
          <pattern id="refused-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" className="fill-bad-soft" />
            <path d="M0 0V5" className="stroke-bad" strokeWidth="3.2" />
          </pattern>
        </defs>
        {[0, 0.5, 1].map((part) => (
          <line key={part} x1="0" x2="100%" y1={y(scale * part)} y2={y(scale * part)} className="stroke-border" />
        ))}
        {days.map((day, place) => (
          <Bar key={day.day} day={day} x={place * slot + slot * 0.18} width={slot * 0.64} y={y} wanted={wanted} look={busiest.includes(day) ? 'always' : (day.busiest?.refused ?? 0) < 1000 ? 'wide' : 'never'} />
        ))}
        {days.map((day, place) => {
          const isLast = place === days.length - 1;
          if (!isLast && !(days.length > 8 ? isMonday(day.day) && place < days.length - 2 : true)) return null;
          return (
            <text key={day.day} x={`${place * slot + slot / 2}%`} y={height + top + 16} textAnchor={isLast ? 'end' : 'middle'} dx={isLast ? 10 : 0} className={isLast ? 'fill-ink text-[11px] font-semibold' : days.length > 8 && place > days.length - 6 ? 'fill-muted text-[11px] max-[900px]:hidden' : 'fill-muted text-[11px]'}>
              {isLast ? 'Today' : shortDay(day.day)}
            </text>
          );
        })}
        {wanted === undefined && <line x1="0" x2="100%" y1={y(perMinute * 0.8)} y2={y(perMinute * 0.8)} {...lineLooks.high} />}
        {wanted !== undefined && <line x1="0" x2="100%" y1={y(perMinute)} y2={y(perMinute)} {...lineLooks.now} />}
        <line x1="0" x2="100%" y1={y(limit)} y2={y(limit)} {...lineLooks.limit} />
      </svg>
    </div>
  );
}

/** The three days of which a phone shows the figure: the largest, and never two so near that their figures would touch. */
function mostRefused(days: readonly CallDay[]): CallDay[] {
  const apart = days.length > 8 ? 4 : 1;
  const chosen: number[] = [];
  const places = days.map((_, place) => place).sort((left, right) => (days[right]?.busiest?.refused ?? 0) - (days[left]?.busiest?.refused ?? 0));
  for (const place of places) if (chosen.length < 3 && chosen.every((other) => Math.abs(other - place) >= apart)) chosen.push(place);
  return days.filter((_, place) => chosen.includes(place));
}

const lineLooks = {
  limit: { className: 'stroke-ink', strokeWidth: 1.5 },
  now: { className: 'stroke-strong', strokeDasharray: '4 3' },
  high: { className: 'stroke-warn', strokeDasharray: '2 3' },
} as const;

/** The names of the lines stand above the chart: between the bars they would cover figures, and each other where two limits lie close. */
function LineKey({ perMinute, wanted }: { perMinute: number; wanted: number | undefined }) {
  const lines = [
    { look: lineLooks.limit, text: `${wanted === undefined ? 'limit' : 'wanted'} ${formatFigure(wanted ?? perMinute)} a minute` },
    wanted === undefined ? { look: lineLooks.high, text: `80 %, ${formatFigure(Math.floor(perMinute * 0.8))}` } : { look: lineLooks.now, text: `now ${formatFigure(perMinute)}` },
  ];
  return (
    <p className="col-start-2 mb-1 flex flex-wrap gap-x-4 gap-y-0.5" aria-hidden="true">
      {lines.map(({ look, text }) => (
        <span key={text} className="inline-flex items-center gap-1.5">
          <svg width="20" height="4" className="shrink-0"><line x1="0" x2="20" y1="2" y2="2" {...look} /></svg>
          {text}
        </span>
      ))}
    </p>
  );
}

function Bar({ day, x, width, y, wanted, look }: { day: CallDay; x: number; width: number; y: (value: number) => number; wanted: number | undefined; look: 'always' | 'wide' | 'never' }) {
  if (!day.busiest || day.busiest.asked === 0) return null;
  const { asked, passed } = day.busiest;
  const reach = wanted === undefined ? passed : Math.max(passed, passedAt(day.busiest, wanted));
  const refused = asked - reach;
  const box = (from: number, to: number) => ({ x: `${x}%`, width: `${width}%`, y: y(to), height: Math.max(0, y(from) - y(to)) });
  return (
    <g>
      <title>{`${longDay(day.day)}: ${asked} asked in the busiest minute, ${refused} refused`}</title>
      <rect {...box(0, passed)} className="fill-accent" />
      {reach > passed && <rect {...box(passed, reach)} className="fill-accent-soft stroke-accent" />}
      {refused > 0 && <rect {...box(reach, asked)} fill="url(#refused-hatch)" className="stroke-bad" />}
      {refused > 0 && look !== 'never' && (
        <text x={`${x + width / 2}%`} y={y(asked) - 5} textAnchor="middle" className={`fill-ink stroke-surface text-[11px] font-semibold [paint-order:stroke] ${look === 'always' ? '' : 'max-[900px]:hidden'}`} strokeWidth="4">
          {formatFigure(refused)}
        </text>
      )}
    </g>
  );
}

/** A round figure above the largest: 60 → 60, 123 → 150, 514 → 600. */
function roundUp(value: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(10, value)));
  return ([1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((step) => step * size >= value) ?? 10) * size;
}

export function ChartKey({ withWanted = false }: { withWanted?: boolean }) {
  const swatch = 'inline-block h-2.5 w-4 shrink-0';
  return (
    <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-12 text-muted">
      <span className="inline-flex items-center gap-1.5">
        <svg aria-hidden="true" className={swatch}><rect width="16" height="10" rx="2" className="fill-accent" /></svg>
        Passed
      </span>
      {withWanted && (
        <span className="inline-flex items-center gap-1.5">
          <svg aria-hidden="true" className={swatch}><rect x=".5" y=".5" width="15" height="9" rx="1.5" className="fill-accent-soft stroke-accent" /></svg>
          Would pass
        </span>
      )}
      <span className="inline-flex items-center gap-1.5">
        <svg aria-hidden="true" className={swatch}><rect x=".5" y=".5" width="15" height="9" rx="1.5" fill="url(#refused-hatch)" className="stroke-bad" /></svg>
        {withWanted ? 'Still refused' : 'Refused, with how many'}
      </span>
    </p>
  );
}
