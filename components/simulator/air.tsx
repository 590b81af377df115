import { type NetworkConditions, presetOf } from '#lib/domain/network-conditions.ts';
import type { VirtualPhone } from '#lib/domain/virtual-phone.ts';
import { signalWords } from '#components/simulator/phone-view.ts';

/** Where the middles of one, two or three phones are, in the drawing's units. */
const placesOf: Record<number, readonly number[]> = { 1: [452], 2: [236, 668], 3: [144, 452, 760] };

export interface AirProps {
  phones: VirtualPhone[];
  waitingFor: number[];
  onTheirWay: number;
  conditions: NetworkConditions;
}

/** The box wears the weather. */
const faces = {
  calm: { mouth: 'M446 58c3 4 9 4 12 0', words: 'The network is calm.' },
  rough: { mouth: 'M446 60c2-3 4-3 6 0s4 3 6 0', words: 'The network has a hard time.' },
  down: { mouth: 'M447 60h10', words: 'The link is down.' },
} as const;

/** The box, its wires and a sleeping phone: they mirror the true state of the network. */
export function Air({ phones, waitingFor, onTheirWay, conditions }: AirProps) {
  const mood = conditions.isLinkDown ? 'down' : presetOf(conditions)?.key === 'calm' ? 'calm' : 'rough';
  const words = phones.map((phone, at) => `${phone.name}’s phone ${signalWords(phone, conditions.isLinkDown)}${waitingFor[at] ? `, ${waitingFor[at]} waiting` : ''}.`);
  const places = placesOf[phones.length] ?? [];
  return (
    <svg
      viewBox="0 0 904 100"
      role="img"
      aria-label={`A box with an antenna, linked to the phones. ${faces[mood].words} ${words.join(' ')} ${onTheirWay} on their way.`}
      className="block h-[100px] w-full overflow-visible text-muted max-[1100px]:hidden"
    >
      {phones.map((phone, at) => {
        const x = places[at] ?? 452;
        return (
          <g key={phone.msisdn}>
            {!phone.airplaneMode && mood !== 'down' && <path d={wire(x)} className="fill-none stroke-strong" strokeWidth="1.5" strokeDasharray="2 6" strokeLinecap="round" />}
            {!phone.airplaneMode && onTheirWay > 0 && mood !== 'down' && (
              <circle r="3.5" className="fill-accent motion-reduce:hidden">
                <animateMotion dur="1.8s" begin={`${at * 0.4}s`} repeatCount="indefinite" calcMode="spline" keyTimes="0;1" keySplines="0.4 0 0.2 1" path={wire(x)} />
              </circle>
            )}
            {phone.airplaneMode && (
              <g transform={`translate(${x === 452 ? x - 96 : x} ${waitingFor[at] ? -16 : 0})`} className="fill-muted text-14 font-medium">
                <text x="-14" y="92">z</text>
                <text y="80" fontSize="17">z</text>
                <text x="16" y="66" fontSize="21">z</text>
              </g>
            )}
            {(waitingFor[at] ?? 0) > 0 && <Label x={x} y={79} text={`${waitingFor[at]} waiting`} />}
          </g>
        );
      })}
      <g transform="translate(0 8)" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round">
        <path d="M452 34V18" className="fill-none stroke-muted" />
        <circle cx="452" cy="15" r="3" className="fill-bad" />
        {mood !== 'down' && <path d="M443 22a10 10 0 0 1 0-14M461 22a10 10 0 0 0 0-14M437 27a18 18 0 0 1 0-24M467 27a18 18 0 0 0 0-24" className="fill-none stroke-accent" />}
        <path d="m424 36-12-8 16-6h48l16 6-12 8Z" fill="oklch(0.76 0.065 72)" stroke="oklch(0.5 0.06 65)" />
        <rect x="424" y="34" width="56" height="36" rx="2" fill="oklch(0.83 0.06 75)" stroke="oklch(0.5 0.06 65)" />
        <path d={faces[mood].mouth} fill="none" stroke="oklch(0.33 0.05 60)" />
        {mood === 'down' ? (
          <path d="M439 50h6M459 50h6" fill="none" stroke="oklch(0.33 0.05 60)" />
        ) : (
          <>
            <circle cx="442" cy="50" r="1.8" fill="oklch(0.33 0.05 60)" />
            <circle cx="462" cy="50" r="1.8" fill="oklch(0.33 0.05 60)" />
          </>
        )}
      </g>
      {onTheirWay > 0 && <Label from={486} y={40} text={mood === 'down' ? `${onTheirWay} held by the network` : `${onTheirWay} on their way`} />}
    </svg>
  );
}

function wire(x: number): string {
  if (x === 452) return 'M452 80v18';
  return x < 452 ? `M408 56C${x + 156} 34 ${x + 36} 40 ${x} 96` : `M496 56C${x - 156} 34 ${x - 36} 40 ${x} 96`;
}

/** Around `x`, or to the right of `from`. */
function Label({ y, text, ...place }: { y: number; text: string } & ({ x: number } | { from: number })) {
  const width = text.length * 6.4 + 20;
  const x = 'x' in place ? place.x : place.from + width / 2;
  return (
    <g>
      <rect x={x - width / 2} y={y} width={width} height="20" rx="10" className="fill-surface stroke-border" />
      <text x={x} y={y + 14} textAnchor="middle" fontSize="11" className="fill-ink font-semibold">
        {text}
      </text>
    </g>
  );
}
