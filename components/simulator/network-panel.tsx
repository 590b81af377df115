import { scriptedNumbers, type VirtualPhone } from '#lib/domain/virtual-phone.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Link } from '#components/ui/link.tsx';

export interface NetworkPanelProps {
  lines: VirtualPhone[];
  onTheirWay: number;
  /** Waiting for phones that cannot be reached. */
  held: number;
  submits: number;
}

/** What the network is doing, and the numbers whose outcome is written down. */
export function NetworkPanel({ lines, onTheirWay, held, submits }: NetworkPanelProps) {
  const reachable = lines.filter(({ airplaneMode }) => !airplaneMode).length;
  return (
    <section aria-labelledby="network-title" className="grid content-start gap-3 rounded-card border border-border bg-surface px-5 py-4">
      <div className="flex items-center justify-between">
        <h2 id="network-title" className="text-16">
          Network
        </h2>
        <Badge tone="ok">Running</Badge>
      </div>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1.5 text-14 tabular-nums [&_dd]:text-right [&_dd]:font-semibold">
        <dt>Phones with a signal</dt>
        <dd>
          {reachable} of {lines.length}
        </dd>
        <dt>Receipts and messages on their way</dt>
        <dd>{onTheirWay}</dd>
        <dt>Waiting for a phone</dt>
        <dd>{held}</dd>
        <dt>In the ledger</dt>
        <dd>{submits === 200 ? '200 newest' : submits}</dd>
      </dl>
      <div className="border-t border-border pt-3">
        <h3 className="mb-1">Numbers with a script</h3>
        <ul className="text-13 leading-6">
          {scriptedNumbers.map(({ msisdn, outcome }) => (
            <li key={msisdn} className="grid grid-cols-[max-content_minmax(0,1fr)] gap-2.5">
              <span className="font-semibold whitespace-nowrap tabular-nums select-all">{formatMsisdn(msisdn)}</span>
              <span className="leading-5 py-0.5">{outcome}</span>
            </li>
          ))}
        </ul>
        <p className="mt-2 text-13 text-muted">
          Every other US number: delivered within a second.{' '}
          <Link href="/docs/simulator" className="link">
            For scripts and tests
          </Link>
        </p>
      </div>
    </section>
  );
}
