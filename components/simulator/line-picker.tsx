import { formatMsisdn } from '#lib/domain/msisdn.ts';
import type { VirtualPhone } from '#lib/domain/virtual-phone.ts';
import { Link } from '#components/ui/link.tsx';

const most = 3;

/** Which phones lie on the table: up to three, in the address of the page. */
export function LinePicker({ lines, shown }: { lines: VirtualPhone[]; shown: string[] }) {
  return (
    <nav aria-label="Phones to show" className="flex flex-wrap gap-1.5">
      {lines.map((line) => {
        const isShown = shown.includes(line.msisdn);
        const next = isShown ? shown.filter((msisdn) => msisdn !== line.msisdn) : [...shown.slice(-(most - 1)), line.msisdn];
        return (
          <Link
            key={line.msisdn}
            href={`/simulator?phones=${next.map((msisdn) => msisdn.slice(1)).join()}`}
            scroll={false}
            aria-current={isShown ? 'true' : undefined}
            title={`${formatMsisdn(line.msisdn)}. ${line.note}`}
            className="inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-full border border-border bg-surface px-3 text-13 font-medium text-muted no-underline hover:text-ink aria-[current]:border-transparent aria-[current]:bg-selected aria-[current]:text-ink touch:min-h-11"
          >
            <span className="max-w-56 truncate">{line.name}</span>
            <span className="font-normal tabular-nums">{line.msisdn.slice(-4)}</span>
          </Link>
        );
      })}
    </nav>
  );
}
