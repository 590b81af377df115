import { scriptedNumbers } from '#lib/domain/virtual-phone.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { Link } from '#components/ui/link.tsx';

/** The numbers whose outcome is written down. */
export function ScriptedNumbers() {
  return (
    <section aria-labelledby="scripts-title" className="rounded-card border border-border bg-surface px-5 py-4">
      <h2 id="scripts-title" className="text-16">
        Numbers with a script
      </h2>
      <p className="text-13 text-muted">
        Each plays one outcome, in any weather. Every other US number is delivered within a second.{' '}
        <Link href="/docs/simulator" className="link">
          For scripts and tests
        </Link>
      </p>
      <ul className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(min(100%,19rem),1fr))] gap-x-6 gap-y-1 text-13">
        {scriptedNumbers.map(({ msisdn, outcome }) => (
          <li key={msisdn} className="grid grid-cols-[max-content_minmax(0,1fr)] gap-2.5">
            <span className="font-semibold whitespace-nowrap tabular-nums select-all">{formatMsisdn(msisdn)}</span>
            <span>{outcome}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
