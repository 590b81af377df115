import { formatAddress } from '#lib/domain/address.ts';
import type { LedgerEntry } from '#lib/domain/virtual-phone.ts';
import { clockTime } from '#components/inbox/when.ts';

const head = 'border-b border-border px-3 py-2 text-left text-12 font-medium whitespace-nowrap text-muted first:pl-5 last:pr-5';
const cell = 'border-b border-border px-3 py-2 whitespace-nowrap tabular-nums first:pl-5 last:pr-5 max-md:border-0 max-md:p-0';

/** Every submit that the network took. It keeps the field's words; the phones keep the subscriber's. */
export function Ledger({ entries, zone, shortIds }: { entries: LedgerEntry[]; zone: string; shortIds: string[] }) {
  return (
    <section aria-labelledby="ledger-title" className="overflow-hidden rounded-card border border-border bg-surface">
      <header className="flex min-h-12 items-center gap-3 border-b border-border px-5 py-2">
        <h2 id="ledger-title" className="text-16">
          Ledger
        </h2>
        <p className="text-13 text-muted">Every submit that the carrier took, newest first. A message of several segments has a row for each.</p>
      </header>
      {entries.length === 0 ? (
        <p className="px-5 py-8 text-center text-14 text-muted">Nothing has been submitted yet. Send a message from an inbox or an app.</p>
      ) : (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must take the keyboard
        <div tabIndex={0} role="region" aria-label="Ledger, scrolls" className="overflow-x-auto outline-offset-[-2px]">
          <table className="w-full text-14 max-md:block">
            <thead className="max-md:sr-only">
              <tr>
                {['No.', 'Time', 'From', 'To', 'Segment', 'Attempt', 'Message'].map((title) => (
                  <th key={title} scope="col" className={head}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="max-md:block">
              {entries.map((entry, at) => (
                <tr key={entry.id} className="hover:bg-hover max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:gap-y-1 max-md:border-b max-md:border-border max-md:px-5 max-md:py-3">
                  <td className={`${cell} text-muted`}>{entry.id}</td>
                  <td className={cell}>
                    <time dateTime={entry.at.toISOString()}>
                      {clockTime(entry.at, zone)} <span className="text-muted">{entry.at.toISOString().slice(17, 23)} s</span>
                    </time>
                  </td>
                  <td className={cell}>{formatAddress(entry.sender)}</td>
                  <td className={cell}>
                    <span aria-hidden="true" className="text-muted md:hidden">
                      →{' '}
                    </span>
                    {formatAddress(entry.recipient)}
                  </td>
                  <td className={cell}>
                    <span className="text-muted md:hidden">Segment </span>
                    {entry.segment}
                  </td>
                  <td className={cell}>
                    <span className="text-muted md:hidden">Attempt </span>
                    {entry.attempt}
                  </td>
                  <td className={`${cell} font-mono text-12 max-md:col-span-2`}>{shortIds[at]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
