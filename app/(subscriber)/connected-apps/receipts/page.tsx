import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import { ConsentPaper } from '#components/consent/consent-paper.tsx';
import { PrintButton } from '#components/consent/print-button.tsx';
import { buttonVariants } from '#components/ui/button-variants.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { requireSubscriber } from '#lib/auth/guards.ts';
import { findConsentText } from '#lib/domain/consent-text.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { writeFullMoment } from '#lib/domain/time-words.ts';
import { listConsents } from '#lib/use-cases/consent/list-consents.ts';
import { readerClock } from '../../clock.ts';

export const metadata: Metadata = { title: 'Consent receipts' };

/** The receipts for people: to read, to print, to hand over. The files beside them are for programs. */
export default async function ReceiptsPage({ searchParams }: { searchParams: Promise<{ app?: string | string[] }> }) {
  const actor = await requireSubscriber('/connected-apps/receipts');
  const publicClientId = [(await searchParams).app].flat()[0] ?? null;
  const [papers, { now, zone }] = await Promise.all([listConsents({ actor, publicClientId }), readerClock()]);
  const write = (at: Date) => writeFullMoment(at, zone);
  const [first] = papers;
  const versions = [...new Set(papers.flatMap(({ decisions }) => decisions.map(({ text }) => text.version)))].toSorted().toReversed();
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid w-full max-w-[816px] gap-4 px-6 pt-6 pb-12 max-sm:px-0 max-sm:pt-4 print:max-w-none print:p-0">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3 max-sm:px-4">
        <div className="min-w-0 flex-1 basis-80 wrap-anywhere">
          <p className="text-13 print:hidden">
            <Link href="/connected-apps" className="link inline-flex min-h-6 items-center touch:min-h-11">
              Connected apps
            </Link>
          </p>
          <h1 className="text-22">
            Consent receipts{publicClientId !== null && first ? <> of <bdi>{first.app.name}</bdi></> : null}
          </h1>
          <p className="mt-1 text-14 text-muted">
            What was decided for <span className="whitespace-nowrap tabular-nums">{formatMsisdn(actor.msisdn)}</span>, in the words that were shown. Made {write(now)}.
          </p>
        </div>
        {papers.length > 0 && (
          <div className="flex flex-wrap gap-2 print:hidden">
            <PrintButton />
            <a href="/connected-apps/receipts/file" className={buttonVariants({ size: 'sm' })}>
              <Download aria-hidden="true" />
              All as a file (JSON)
            </a>
          </div>
        )}
      </div>
      {papers.length === 0 ? (
        <EmptyState title="There are no receipts">When you let an app use your number, the receipt of it is here, and stays.</EmptyState>
      ) : (
        papers.map((paper) => <ConsentPaper key={paper.consent} paper={paper} write={write} />)
      )}
      {versions.map((version) => {
        const text = findConsentText(version);
        return (
          text && (
            <section key={version} aria-labelledby={`text-${version}`} className="break-inside-avoid px-5 py-2 text-13 text-muted max-sm:px-4 print:px-0">
              <h2 id={`text-${version}`} className="text-14 text-ink">
                Text version {version}: what else the page said
              </h2>
              <p className="mt-1">It can never: {text.never.join('; ')}.</p>
              <p className="mt-1">{text.notes.join(' ')}</p>
            </section>
          )
        );
      })}
    </main>
  );
}
